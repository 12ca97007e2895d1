// The runs of one night: trained in a ledger of the night's own, never found in the usual one. A run that an earlier night or `iml run`
// left says nothing about tonight's machine and code (defect "stale cache"). What the night itself has finished is found again, so an
// interrupted night goes on where it was.
import { join } from 'node:path';
import { RunStore } from '../execution/campaign/run-store.ts';
import type { PlannedCohort } from '../execution/planning/plan.ts';
import { runInWorkers, type Train } from '../execution/workers/worker-pool.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Backend } from '../tensors/backend.ts';

export interface NightRunsRequest {
  /** The night's own. */
  readonly folder: string;
  readonly backend: Pick<Backend, 'name' | 'cohortSize'>;
  readonly fingerprint: string;
  readonly processes: number;
  readonly imagesFolder: string | null;
  readonly signal: AbortSignal;
  /** Left out: worker processes on this machine. */
  readonly train?: Train;
  readonly onEvent: (event: NightEvent) => void;
}

export type NightEvent =
  | { readonly kind: 'training'; readonly what: string; readonly runs: number; readonly found: number }
  | { readonly kind: 'warning'; readonly message: string };

export interface Wanted {
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
  const { backend, fingerprint, onEvent, signal, processes, imagesFolder } = request;
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
      const cohorts = cohortsOf(wanted, backend.cohortSize);
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
        setup: { backend: backend.name, fingerprint, ledgerFolder: root, assets: { imagesFolder } },
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
function cohortsOf(wanted: readonly Wanted[], cohortSize: number): PlannedCohort[] {
  const cohorts = new Map<string, PlannedCohort>();
  for (const { label, experiment, seeds } of wanted) {
    const hash = experimentHash(experiment);
    for (const cohort of new Set(seeds.map((seed) => Math.floor(seed / cohortSize)))) {
      const members = Array.from({ length: cohortSize }, (_, index) => cohort * cohortSize + index);
      cohorts.set(`${hash}/${cohort}`, { experiment, hash, label, cohort, seeds: members });
    }
  }
  return [...cohorts.values()];
}
