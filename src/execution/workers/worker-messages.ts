// What the parent and a worker process tell each other.
import type { HarnessErrorCode } from '../../errors/harness-error.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import type { BackendName } from '../../tensors/backend-name.ts';
import type { Assets } from '../inputs/run-request.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import type { Spent } from './spent.ts';

/** First message to a worker: everything that stays the same. */
export interface WorkerSetup {
  readonly kind: 'setup';
  readonly backend: BackendName;
  readonly fingerprint: string;
  readonly ledgerFolder: string;
  readonly assets: Assets;
  readonly harnessVersion: string;
}

export type ToWorker =
  | WorkerSetup
  | { readonly kind: 'train'; readonly cohort: PlannedCohort }
  /** What would a cohort of it take? Nothing is written. */
  | { readonly kind: 'measure'; readonly experiment: Experiment };

export type FromWorker =
  | { readonly kind: 'ready'; readonly cpuSeconds: number }
  | { readonly kind: 'steps'; readonly steps: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'measured'; readonly spent: Spent }
  | { readonly kind: 'failed'; readonly code: HarnessErrorCode; readonly message: string };
