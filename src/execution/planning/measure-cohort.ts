// What a cohort of an experiment takes here: one is trained with each stage cut to a hundred steps (of a pretrained model to four), and the
// steps that were cut off are added at the pace of the second half, when everything is recorded and warm. All else is in the measured run as it is in a
// whole one: worlds, the recording of steps, evaluations along the way, probes and gradients. Nothing is written.
import type { Experiment } from '../../experiments/experiment.ts';
import { runCohort, stepsAReport } from '../../experiments/run-cohort.ts';
import { cohortSizeOf, plannedStages } from '../../experiments/stages.ts';
import type { Backend } from '../../tensors/backend.ts';
import type { LoadedAssets } from '../inputs/load-assets.ts';
import { between, plus, type Spent, type Stopwatch, times } from '../workers/spent.ts';

export interface Measurement extends Partial<LoadedAssets> {
  readonly backend: Pick<Backend, 'engine' | 'cohortSize'>;
  readonly stopwatch: Stopwatch;
}

/** Steps that a cut stage keeps: two reports of runCohort. */
const keptOf = (experiment: Experiment) => 2 * stepsAReport(experiment);

/** @returns what a whole cohort takes */
export async function measureCohort(experiment: Experiment, measurement: Measurement): Promise<Spent> {
  const { backend, stopwatch, images = null, ...assets } = measurement;
  const seeds = Array.from({ length: cohortSizeOf(experiment, backend) }, (_, index) => index);
  /** When so many steps were done, over all stages. */
  const reached = new Map<number, Spent>();
  let done = 0;
  // Recordings of an earlier experiment would be used again, as no worker can rely on that they are.
  backend.engine.dispose();
  const started = stopwatch();
  await runCohort({
    experiment: cut(experiment),
    seeds,
    images,
    ...assets,
    engine: backend.engine,
    onSteps: (steps) => {
      done += steps / seeds.length;
      if (steps > 0) reached.set(done, stopwatch());
    },
  });
  let total = between(started, stopwatch());
  let before = 0;
  const [most, report] = [keptOf(experiment), stepsAReport(experiment)];
  for (const { steps } of plannedStages(experiment)) {
    const kept = Math.min(steps, most);
    const [from, to] = [reached.get(before + report), reached.get(before + most)];
    if (from !== undefined && to !== undefined) {
      total = plus(total, times((steps - kept) / (most - report), between(from, to)));
    }
    before += kept;
  }
  return total;
}

/** Shorter where a stage is longer than what is kept. */
function cut(experiment: Experiment): Experiment {
  const protocol = { ...experiment.protocol };
  const kept = keptOf(experiment);
  for (const { field, steps } of plannedStages(experiment)) {
    const stage = protocol[field];
    if (steps <= kept || stage === null || stage === undefined) continue;
    Object.assign(protocol, { [field]: { ...stage, length: { kind: 'steps', steps: kept } } });
  }
  return { ...experiment, protocol };
}
