// Trains one cohort on one backend in a process of its own: Dawn looks for its driver when a process starts. The request is JSON on
// stdin; the last line of stdout is the answer.
import { text } from 'node:stream/consumers';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { type Experiment, showsHandwriting } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { BackendName } from '../../src/tensors/backend-name.ts';

export interface TrainRequest {
  readonly backend: BackendName;
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
}

export type TrainAnswer =
  | {
      readonly device: string;
      readonly numerics: Record<string, unknown>;
      readonly seconds: number;
      readonly records: RunRecord[];
    }
  | { readonly error: string };

async function train({ backend: name, experiment, seeds }: TrainRequest): Promise<TrainAnswer> {
  const { device, numerics, cohortSize, engine } = await startBackend(name);
  const images = showsHandwriting(experiment) ? loadImages(null) : null;
  const started = performance.now();
  const records: RunRecord[] = [];
  for (let first = 0; first < seeds.length; first += cohortSize) {
    const cohort = seeds.slice(first, first + cohortSize);
    records.push(...(await runCohort({ experiment, seeds: cohort, images, engine })));
  }
  return { device, numerics, seconds: (performance.now() - started) / 1000, records };
}

let answer: TrainAnswer;
try {
  answer = await train(JSON.parse(await text(process.stdin)) as TrainRequest);
} catch (error) {
  answer = { error: error instanceof Error ? error.message : String(error) };
}
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
