// The job at the end of a round: goes through the rounds of the request over what the ledger holds by now, and trains nothing. What is
// to be trained and was never submitted is due: the next round. What was submitted and is not there is a missing run, with the reason
// that its task left; where a task left none, it was cancelled or killed, and nothing more is asked for. The document is that of a run
// on one machine, but for the times.
import { basename, dirname, join } from 'node:path';
import { type DamagedCohort, openLedger } from '../../ledger/ledger.ts';
import { startBackend } from '../../tensors/backend.ts';
import type { ReportDocument } from '../campaign/report-document.ts';
import { verifyClaims } from '../campaign/verify-claims.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { numericsFingerprint, refuseOtherNumerics } from '../fingerprint/numerics-fingerprint.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import { taskLog } from './job-scripts.ts';
import { type CohortKey, CohortSet, positionOf, type SlurmPlan } from './slurm-plan.ts';
import { type PlannedRound, readFailure, readPlans } from './submission-folder.ts';

export interface JudgeRequest extends Pick<VerifyRequest, 'signal' | 'onEvent' | 'now' | 'catalogue'> {
  readonly plan: SlurmPlan;
  readonly planPath: string;
}

/** What the next round would train; no cohorts: there is none. */
export interface Due {
  readonly cohorts: readonly PlannedCohort[];
  /** Tests that wait for it. */
  readonly undecided: number;
}

interface JudgedRound {
  /** Where a round is due, as far as the verdicts go without it. */
  readonly document: ReportDocument;
  readonly due: Due;
}

/** @throws HarnessError `other-numerics` where this machine would look for other runs than were trained */
export async function judgePlan({ plan, planPath, onEvent, ...others }: JudgeRequest): Promise<JudgedRound> {
  refuseOtherNumerics(plan.fingerprint, numericsFingerprint(await startBackend(plan.request.backend)));
  const foundAtStart = CohortSet.read(plan.foundAtStart);
  const rounds = readPlans(dirname(dirname(planPath)), plan.round);
  const due: PlannedCohort[] = [];
  let undecided = 0;
  let isCut = false;
  const document = await verifyClaims({
    ...plan.request,
    ...others,
    processes: 1,
    ledgerFolder: plan.ledgerFolder,
    onEvent: (event) => {
      if (event.kind === 'extended') undecided = event.claims;
      // The rounds were announced when they were submitted.
      if (event.kind !== 'planned' && event.kind !== 'extended') onEvent(event);
    },
    isFound: (cohort) => foundAtStart.has(cohort),
    train: async ({ cohorts, setup, onDone, onFailed }) => {
      for (const cohort of cohorts) {
        const reading = openLedger(setup.ledgerFolder).read(cohort.hash, setup.fingerprint, cohort.cohort);
        const place = placeOf(cohort, rounds);
        if (reading.kind === 'found') onDone(cohort);
        else if (place === null) due.push(cohort);
        else {
          const failure = readFailure(place.folder, place.position);
          if (failure === null) isCut = true;
          onFailed(cohort, failure ?? (reading.kind === 'damaged' ? damage(reading) : absence(place)));
        }
      }
    },
  });
  const warnings = [...plan.warnings, ...document.warnings];
  return {
    document: { ...document, startedAt: plan.submittedAt, warnings },
    due: isCut || due.length === 0 ? NOTHING_DUE : { cohorts: due, undecided },
  };
}

const NOTHING_DUE: Due = { cohorts: [], undecided: 0 };

/** Where a cohort was to be trained. */
interface Place {
  readonly folder: string;
  readonly position: number;
  readonly task: number;
}

/** Null for a cohort that was in no round yet. */
function placeOf(cohort: CohortKey, rounds: readonly PlannedRound[]): Place | null {
  for (const { folder, plan } of rounds) {
    const position = positionOf(cohort, plan.cohorts);
    if (position !== -1) return { folder, position, task: Math.floor(position / plan.cohortsATask) };
  }
  return null;
}

function absence({ folder, task }: Place): string {
  const log = join(basename(folder), taskLog(task));
  return `not in the ledger: task ${task} was cancelled, killed or never started (${log}); submit again to train it`;
}

function damage({ path, movedTo, reason }: DamagedCohort): string {
  return `${path} was set aside as ${movedTo}, because ${reason}; submit again to train its runs`;
}
