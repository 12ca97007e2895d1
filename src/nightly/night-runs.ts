// The runs of one night: trained in a ledger of the night's own, never found in the usual one. A run that an earlier night or `iml run`
// left says nothing about tonight's machine and code (defect "stale cache"). What the night itself has finished is found again, so an
// interrupted night goes on where it was.
import { join } from 'node:path';
import { RunStore } from '../execution/campaign/run-store.ts';
import { type Assets, assetsOf } from '../execution/inputs/run-request.ts';
import type { PlannedCohort } from '../execution/planning/plan.ts';
import { runInWorkers, type Train } from '../execution/workers/worker-pool.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { cohortSizeOf } from '../experiments/stages.ts';
import { type GoldenTest, goldenExperiments, type NamedExperiment } from '../goldens/golden-tests.ts';
import { type Goldens, poolOf } from '../goldens/load-goldens.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Backend } from '../tensors/backend.ts';

export interface NightRunsRequest extends Assets {
  /** The night's own. */
  readonly folder: string;
  readonly backend: Pick<Backend, 'name' | 'cohortSize'>;
  readonly fingerprint: string;
  readonly processes: number;
  readonly signal: AbortSignal;
  /** Left out: worker processes on this machine. */
  readonly train?: Train;
  readonly onEvent: (event: NightEvent) => void;
}

export type NightEvent =
  | { readonly kind: 'training'; readonly what: string; readonly runs: number; readonly found: number }
  | { readonly kind: 'warning'; readonly message: string };

export type RecordOf = (hash: string, seed: number) => RunRecord | null;

interface Wanted {
  readonly label: string;
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
}

export interface NightRuns {
  /** Trains what is missing. `pass`: which of several independent trainings of the same seeds. */
  readonly train: (what: string, wanted: readonly Wanted[], pass?: number) => Promise<void>;
  readonly recordOf: (hash: string, seed: number, pass?: number) => RunRecord | null;
  /** Runs that failed, in words. */
  readonly failures: () => readonly string[];
}

export function nightRuns(request: NightRunsRequest): NightRuns {
  const { backend, fingerprint, onEvent, signal, processes } = request;
  const stores = new Map<number, { readonly store: RunStore; readonly root: string }>();
  const failures: string[] = [];
  const passOf = (pass: number) => {
    const known = stores.get(pass);
    if (known !== undefined) return known;
    const ledger = openLedger(join(request.folder, `pass-${pass}`));
    ledger.prepare();
    const made = { store: new RunStore(ledger, fingerprint), root: ledger.root };
    stores.set(pass, made);
    return made;
  };
  return {
    async train(what, wanted, pass = 1) {
      const { store, root } = passOf(pass);
      const cohorts = cohortsOf(wanted, backend);
      for (const cohort of cohorts) {
        for (const message of store.load(cohort)) onEvent({ kind: 'warning', message });
      }
      const missing = cohorts.filter((cohort) => !store.has(cohort));
      const runs = (some: readonly PlannedCohort[]) => some.reduce((sum, { seeds }) => sum + seeds.length, 0);
      onEvent({ kind: 'training', what, runs: runs(missing), found: runs(cohorts) - runs(missing) });
      if (missing.length === 0) return;
      await (request.train ?? runInWorkers)({
        cohorts: missing,
        processes,
        signal,
        setup: { backend: backend.name, fingerprint, ledgerFolder: root, assets: assetsOf(request) },
        onSteps: () => {},
        onDone: (cohort) => {
          store.load(cohort);
        },
        onFailed: ({ label, seeds }, reason) => {
          failures.push(`${label}, seeds ${seeds.join(', ')}: ${reason.split('\n')[0]}`);
        },
      });
    },
    recordOf: (hash, seed, pass = 1) => passOf(pass).store.recordOf(hash, seed),
    failures: () => failures,
  };
}

/** Whole cohorts that hold the wanted seeds, none twice. */
function cohortsOf(wanted: readonly Wanted[], backend: Pick<Backend, 'cohortSize'>): PlannedCohort[] {
  const cohorts = new Map<string, PlannedCohort>();
  for (const { label, experiment, seeds } of wanted) {
    const hash = experimentHash(experiment);
    const cohortSize = cohortSizeOf(experiment, backend);
    for (const cohort of new Set(seeds.map((seed) => Math.floor(seed / cohortSize)))) {
      const members = Array.from({ length: cohortSize }, (_, index) => cohort * cohortSize + index);
      cohorts.set(`${hash}/${cohort}`, { experiment, hash, label, cohort, seeds: members });
    }
  }
  return [...cohorts.values()];
}

// Tier D1: golden seeds trained again by tonight's code, and one cohort a task twice, so that a machine that does not repeat itself is told
// apart from code that changed. Where bytes differ, more golden seeds follow, for the numbers seed by seed (decisions.md B5, D2 and D3).

/** Repeats are of the same seeds as the first training, so they lie by themselves. */
const REPEAT = 2;

export async function replayGoldens({
  tests,
  goldens,
  runs,
  atFirst,
  paired,
}: {
  readonly tests: readonly GoldenTest[];
  readonly goldens: Pick<Goldens, 'pools'>;
  readonly runs: NightRuns;
  /** Golden seeds, in whole cohorts. */
  readonly atFirst: readonly number[];
  /** Those and more, where bytes differ. */
  readonly paired: readonly number[];
}) {
  const experiments = goldenExperiments(tests);
  const { recordOf } = runs;
  const digestOf = (hash: string, seed: number) => poolOf(goldens, hash)?.digests.get(seed) ?? null;
  const compare = ({ hash }: NamedExperiment, seeds: readonly number[]) =>
    replaysOf([hash], { seeds, recordOf, digestOf });
  await runs.train(
    'golden seeds again',
    experiments.map((one) => ({ ...one, seeds: atFirst })),
  );
  const repeated = firstOfEachTask(experiments);
  await runs.train(
    'one cohort a task a second time',
    repeated.map((one) => ({ ...one, seeds: atFirst.slice(0, 1) })),
    REPEAT,
  );
  const changed = experiments.filter((one) => {
    const { compared, equal } = compare(one, atFirst);
    return equal < compared;
  });
  if (changed.length > 0) {
    const more = changed.map((one) => ({ ...one, seeds: paired }));
    await runs.train('more golden seeds where bytes differ', more);
  }
  /** Null: not tried. */
  const areRepeatsEqual = (hash: string): boolean | null => {
    const [seed] = atFirst;
    const again = seed === undefined ? null : runs.recordOf(hash, seed, REPEAT);
    if (seed === undefined || again === null) return null;
    return contentHash(again) === contentHash(runs.recordOf(hash, seed));
  };
  return {
    experiments: experiments.map((one) => {
      const { compared, equal } = compare(one, paired);
      const { hash, label } = one;
      return { hash, label, replayed: compared, identical: equal, deterministic: areRepeatsEqual(hash) };
    }),
    /** All golden seeds that some experiment was trained on. */
    seeds: changed.length > 0 ? paired : atFirst,
    digestOf,
    areRepeatsEqual,
  };
}

function firstOfEachTask(experiments: readonly NamedExperiment[]): NamedExperiment[] {
  return experiments.filter(({ task }, index) => experiments.findIndex((other) => other.task === task) === index);
}

/** Golden seeds of one or several experiments trained again: a seed is equal if all of them gave the golden bytes. */
export function replaysOf(
  hashes: readonly string[],
  {
    seeds,
    recordOf,
    digestOf,
  }: {
    readonly seeds: readonly number[];
    readonly recordOf: RecordOf;
    readonly digestOf: (hash: string, seed: number) => string | null;
  },
): { readonly compared: number; readonly equal: number } {
  const compared = seeds.filter((seed) => hashes.every((hash) => recordOf(hash, seed) !== null));
  const isEqual = (hash: string, seed: number) => contentHash(recordOf(hash, seed)) === digestOf(hash, seed);
  const equal = compared.filter((seed) => hashes.every((hash) => isEqual(hash, seed)));
  return { compared: compared.length, equal: equal.length };
}
