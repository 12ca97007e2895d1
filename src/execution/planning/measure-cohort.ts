// What a cohort of an experiment takes here: one is trained with each stage cut to a hundred steps (of a pretrained model to four), and the
// steps that were cut off are added at the pace of the second half, when everything is recorded and warm; of deals of Stage 2 two are run.
// All else is in the measured run as it is in a whole one: worlds, the recording of steps, evaluations along the way, probes and gradients.
// Nothing is written.
import type { Experiment } from '../../experiments/experiment.ts';
import { runCohort, stepsAReport } from '../../experiments/run-cohort.ts';
import { cohortSizeOf, plannedStages } from '../../experiments/stages.ts';
import type { Backend } from '../../tensors/backend.ts';
import type { LoadedAssets } from '../inputs/load-assets.ts';
import { between, NOTHING, plus, type Spent, type Stopwatch, times } from '../workers/spent.ts';

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
  const total = between(started, stopwatch());
  let [before, cutOff, ofOneDeal] = [0, NOTHING, NOTHING];
  const [most, report] = [keptOf(experiment), stepsAReport(experiment)];
  /** When each deal that was run made its first report. */
  const begun: Spent[] = [];
  for (const { field, steps, deal, swapped } of plannedStages(experiment).filter(wasRun)) {
    const kept = Math.min(steps, most);
    const [from, to] = [reached.get(before + report), reached.get(before + most)];
    if (from !== undefined && to !== undefined) {
      const rest = times((steps - kept) / (most - report), between(from, to));
      cutOff = plus(cutOff, rest);
      if (deal === KEPT_DEALS - 1) ofOneDeal = plus(ofOneDeal, rest);
      if (field === 'stage2' && !swapped) begun.push(from);
    }
    before += kept;
  }
  const [first, second] = begun;
  const further = (experiment.protocol.stage2Deals ?? 1) - KEPT_DEALS;
  const whole = plus(total, cutOff);
  if (further <= 0 || first === undefined || second === undefined) return whole;
  return plus(whole, times(further, plus(between(first, second), ofOneDeal)));
}

/** Deals of Stage 2 that are run: from the first to the second it takes what each further one takes, its evaluations included. */
const KEPT_DEALS = 2;
const wasRun = ({ deal }: { readonly deal: number }) => deal < KEPT_DEALS;

/** Shorter where a stage is longer than what is kept. */
function cut(experiment: Experiment): Experiment {
  const protocol = { ...experiment.protocol };
  const kept = keptOf(experiment);
  for (const { field, steps } of plannedStages(experiment)) {
    const stage = protocol[field];
    if (steps <= kept || stage === null || stage === undefined) continue;
    Object.assign(protocol, { [field]: { ...stage, length: { kind: 'steps', steps: kept } } });
  }
  const { stage2Deals = 1 } = protocol;
  return { ...experiment, protocol: { ...protocol, ...(stage2Deals > KEPT_DEALS ? { stage2Deals: KEPT_DEALS } : {}) } };
}
