// What a cohort of an experiment takes here: one is trained with each stage cut to a hundred steps, and the steps that were cut off
// are added at the pace of the second fifty, when everything is recorded and warm. All else is in the measured run as it is in a
// whole one: worlds, the recording of steps, evaluations along the way, probes and gradients. Nothing is written.
import type { Experiment } from '../../experiments/experiment.ts';
import { runCohort } from '../../experiments/run-cohort.ts';
import { cohortSizeOf, plannedStages } from '../../experiments/stages.ts';
import type { Backend } from '../../tensors/backend.ts';
import type { LoadedAssets } from '../inputs/load-assets.ts';
import { between, plus, type Spent, type Stopwatch, times } from '../workers/spent.ts';

export interface Measurement extends Partial<LoadedAssets> {
  readonly backend: Pick<Backend, 'engine' | 'cohortSize'>;
  readonly stopwatch: Stopwatch;
}

/** Steps that a cut stage keeps: two reports of runCohort, which come every fifty. */
const KEPT = 100;
const REPORT = 50;

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
  for (const { steps } of plannedStages(experiment)) {
    const kept = Math.min(steps, KEPT);
    const [from, to] = [reached.get(before + REPORT), reached.get(before + KEPT)];
    if (from !== undefined && to !== undefined) {
      total = plus(total, times((steps - kept) / (KEPT - REPORT), between(from, to)));
    }
    before += kept;
  }
  return total;
}

/** Shorter where a stage is longer than what is kept. */
function cut(experiment: Experiment): Experiment {
  const protocol = { ...experiment.protocol };
  for (const { field, steps } of plannedStages(experiment)) {
    const stage = protocol[field];
    if (steps <= KEPT || stage === null || stage === undefined) continue;
    Object.assign(protocol, { [field]: { ...stage, length: { kind: 'steps', steps: KEPT } } });
  }
  return { ...experiment, protocol };
}
