// What can be asked of a verification run, and what it tells while it runs. The CLI and the specs both speak this.
import type { Claim } from '../../claims/claim.ts';
import type { VerdictWord } from '../../claims/verdicts/verdict.ts';
import type { RunRequest } from '../inputs/run-request.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import type { Train } from '../workers/worker-pool.ts';
import type { ReportConfiguration } from './report-document.ts';

/** What is not said is as run-request.ts has it. */
export interface VerifyRequest extends Partial<RunRequest> {
  /** The claims there are; left out: the registry's. */
  readonly catalogue?: readonly Claim[];
  /** The configuration that the catalogue is about, as the report shows it; left out: the registry's own experiments. */
  readonly configuration?: ReportConfiguration;
  /** Words of the command that asks for this, before its options; left out: `run`. */
  readonly asked?: readonly string[];
  /** Aborting stops the workers; finished cohorts stay in the ledger, and the promise rejects with `interrupted`. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: VerifyEvent) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Cohorts that may count as found, if the ledger holds them; left out: all. */
  readonly isFound?: (cohort: Pick<PlannedCohort, 'hash' | 'cohort'>) => boolean;
  /**
   * Whether parts say how likely their rules find something; left out: yes. That is simulated, which takes half an hour where forty seeds of
   * a trend are looked at once.
   */
  readonly hasRates?: boolean;
  /** Trains what the ledger lacks; left out: worker processes on this machine. */
  readonly train?: Train;
}

/** What is asked for at once. */
interface WorkAhead {
  /** Tests that are to be decided. */
  readonly claims: number;
  /** Runs (experiment and seed) that are in the ledger already. */
  readonly runsFound: number;
  readonly runsToTrain: number;
  /** Training steps ahead, summed over runs: the denominator of the progress display. */
  readonly stepsToTrain: number;
}

export type VerifyEvent =
  | (WorkAhead & Record<'backend' | 'device', string> & { readonly kind: 'planned'; readonly processes: number })
  /** Claims that are still undecided ask for more seeds. */
  | (WorkAhead & { readonly kind: 'extended' })
  | { readonly kind: 'steps'; readonly steps: number }
  | { readonly kind: 'run-finished'; readonly experiment: string; readonly seed: number }
  | { readonly kind: 'run-failed'; readonly experiment: string; readonly seed: number; readonly reason: string }
  | (Record<'claim' | 'task', string> & {
      readonly kind: 'claim-decided';
      readonly verdict: VerdictWord;
      readonly isExploratory: boolean;
    })
  | { readonly kind: 'warning'; readonly message: string };
