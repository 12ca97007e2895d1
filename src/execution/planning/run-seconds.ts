// How long a run of an experiment takes on this machine: as the ledger remembers it, else measured on a run cut to a few steps.
// Three short runs tell fixed costs (world, measurements) from those of a Stage-1 and of a Stage-2 step.
import { type Experiment, experimentHash } from '../../experiments/experiment.ts';
import { plannedStages } from '../../experiments/planned-steps.ts';
import { runCohort } from '../../experiments/run-cohort.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { DigitImagePool } from '../../tasks/digit-images.ts';
import type { Backend } from '../../tensors/backend.ts';

export interface RunSeconds {
  /** Of one seed, in one process. */
  readonly seconds: number;
  readonly source: 'ledger' | 'calibration';
}

/** Seconds a seed of one experiment's cohorts, by experiment hash: those that this machine trained under these numerics. */
export function secondsInLedger(ledger: Ledger, where: { readonly fingerprint: string; readonly host: string }) {
  const byHash = new Map<string, number[]>();
  for (const { experimentHash: hash, fingerprint, cohort } of ledger.list().cohorts) {
    if (fingerprint !== where.fingerprint) continue;
    const reading = ledger.read(hash, fingerprint, cohort);
    if (reading.kind !== 'found' || reading.about.host !== where.host) continue;
    const seconds = reading.about.seconds / reading.cohort.seeds.length;
    byHash.set(hash, [...(byHash.get(hash) ?? []), seconds]);
  }
  return (experiment: Experiment): number | null => {
    const found = byHash.get(experimentHash(experiment));
    // The median: the first run of a process also pays for starting it.
    return found === undefined ? null : median(found);
  };
}

export interface Calibration {
  readonly backend: Pick<Backend, 'engine' | 'cohortSize'>;
  readonly images: DigitImagePool | null;
  /** Milliseconds. */
  readonly now: () => number;
}

const FEW = 16;
const MORE = 160;

/** @returns seconds a seed */
export async function calibrate(experiment: Experiment, { backend, images, now }: Calibration): Promise<number> {
  const seeds = Array.from({ length: backend.cohortSize }, (_, index) => index);
  const once = async (stage1: number, stage2: number) => {
    const started = now();
    await runCohort({ experiment: cut(experiment, { stage1, stage2 }), seeds, images, engine: backend.engine });
    return (now() - started) / 1000 / seeds.length;
  };
  // The better of two: whatever else the machine does can only add time.
  const time = async (stage1: number, stage2: number) =>
    Math.min(await once(stage1, stage2), await once(stage1, stage2));
  const short = await time(FEW, FEW);
  const [first, ...second] = plannedStages(experiment);
  const aStepOfStageOne = Math.max(0, (await time(MORE, FEW)) - short) / (MORE - FEW);
  const isSingle = second.length === 0;
  // With swapped tags Stage 2 runs twice, in the measured run as in the whole one.
  const aStepOfStageTwo = isSingle ? 0 : Math.max(0, (await time(FEW, MORE)) - short) / (MORE - FEW);
  const stepsOne = first?.steps ?? 0;
  const stepsTwo = second[0]?.steps ?? 0;
  return Math.max(0, short + aStepOfStageOne * (stepsOne - FEW) + aStepOfStageTwo * (stepsTwo - FEW));
}

function cut(
  experiment: Experiment,
  { stage1, stage2 }: { readonly stage1: number; readonly stage2: number },
): Experiment {
  const { protocol } = experiment;
  const steps = (count: number) => ({ kind: 'steps', steps: count }) as const;
  return {
    ...experiment,
    protocol: {
      ...protocol,
      stage1: { ...protocol.stage1, length: steps(stage1) },
      stage2: protocol.stage2 === null ? null : { ...protocol.stage2, length: steps(stage2) },
    },
  };
}

function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1
    ? (ordered[middle] as number)
    : ((ordered[middle - 1] as number) + (ordered[middle] as number)) / 2;
}
