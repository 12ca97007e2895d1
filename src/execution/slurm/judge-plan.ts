// The job at the end: judges the request over what the ledger holds by now, and trains nothing. A run that is not there is a missing
// run, with the reason that its task left. The document is that of a run on one machine, but for the times.
import { dirname } from 'node:path';
import { startBackend } from '../../tensors/backend.ts';
import { numericsFingerprint, refuseOtherNumerics } from '../numerics-fingerprint.ts';
import type { ReportDocument } from '../report-document.ts';
import { verifyClaims } from '../verify-claims.ts';
import type { VerifyRequest } from '../verify-request.ts';
import type { Train } from '../worker-pool.ts';
import { readFailure } from './job-folder.ts';
import { taskLog } from './job-scripts.ts';
import type { SlurmPlan } from './slurm-plan.ts';

export interface JudgeRequest extends Pick<VerifyRequest, 'signal' | 'onEvent' | 'now'> {
  readonly plan: SlurmPlan;
  readonly planPath: string;
}

/** @throws HarnessError `other-numerics` where this machine would look for other runs than were trained */
export async function judgePlan({ plan, planPath, signal, onEvent, now }: JudgeRequest): Promise<ReportDocument> {
  refuseOtherNumerics(plan.fingerprint, numericsFingerprint(await startBackend(plan.request.backend)));
  const document = await verifyClaims({
    ...plan.request,
    processes: 1,
    ledgerFolder: plan.ledgerFolder,
    signal,
    // The plan was announced when it was submitted, and nothing is going to be trained.
    onEvent: (event) => event.kind !== 'planned' && onEvent(event),
    now,
    train: reportMissing(plan, dirname(planPath)),
  });
  const { found, failed, trained } = document.runs;
  const here = found + trained;
  const foundAtStart = Math.min(here, plan.runsFoundAtStart);
  return {
    ...document,
    startedAt: plan.submittedAt,
    runs: { trained: here - foundAtStart, found: foundAtStart, failed },
    warnings: [...plan.warnings, ...document.warnings],
  };
}

/** Instead of training. */
function reportMissing({ cohorts, cohortsATask }: SlurmPlan, folder: string): Train {
  return async (request) => {
    for (const cohort of request.cohorts) {
      const position = cohorts.findIndex(
        ({ hash, cohort: number }) => hash === cohort.hash && number === cohort.cohort,
      );
      const failure = position === -1 ? null : readFailure(folder, position);
      request.onFailed(cohort, failure ?? absence(position === -1 ? null : Math.floor(position / cohortsATask)));
    }
  };
}

function absence(task: number | null): string {
  if (task === null) return 'not in the ledger, though it was there when the jobs were submitted';
  return `not in the ledger: task ${task} was cancelled, killed or never started (${taskLog(task)}); submit again to train it`;
}
