// Whether a request was submitted before and not yet judged in full. Then this submission is its next go: it trains what is still
// missing, and its report counts the runs of all goes as trained, like that of a run that nothing interrupted.
import { HarnessError } from '../../errors/harness-error.ts';
import { listJobFolders, PLAN_FILE, readJudged, readSubmittedJobs } from './job-folder.ts';
import { requestIdentity } from './make-slurm-plan.ts';
import type { SlurmClient } from './slurm-client.ts';
import { readSlurmPlan, type SlurmPlan } from './slurm-plan.ts';

interface Submission {
  readonly folder: string;
  readonly plan: SlurmPlan;
}

/** The plan as the next go of the latest submission of the same request, if that did not reach its end. */
export function continueEarlier(jobs: string, plan: SlurmPlan): SlurmPlan {
  const earlier = latestSubmission(jobs, plan);
  if (earlier === null || readJudged(earlier.folder)?.missingRuns === 0) return plan;
  const { runsFoundAtStart, warnings } = earlier.plan;
  return { ...plan, runsFoundAtStart, warnings: [...new Set([...warnings, ...plan.warnings])] };
}

/** Two arrays would train the same runs. @throws HarnessError `slurm-failed` while a job of the same request is queued or runs */
export async function refuseWhileQueued(jobs: string, plan: SlurmPlan, client: SlurmClient): Promise<void> {
  const earlier = latestSubmission(jobs, plan);
  const numbers = earlier === null ? null : readSubmittedJobs(earlier.folder);
  if (earlier === null || numbers === null) return;
  const all = [numbers.array, numbers.judge].filter((number) => number !== null);
  for (const number of all) {
    if (!(await client.isQueued(number))) continue;
    throw new HarnessError('slurm-failed', {
      what: 'The same request is still with Slurm, so a second submission would train its runs twice.',
      where: earlier.folder,
      got: `job ${number} is queued or runs`,
      next: `wait for it (squeue -j ${all.join(',')}), or cancel it (scancel ${all.join(' ')}) and submit again: what is finished is kept`,
    });
  }
}

function latestSubmission(jobs: string, plan: SlurmPlan): Submission | null {
  const identity = requestIdentity(plan);
  const same = listJobFolders(jobs).flatMap((folder): Submission[] => {
    const earlier = readOrNull(folder);
    return earlier !== null && requestIdentity(earlier) === identity ? [{ folder, plan: earlier }] : [];
  });
  return same.sort((a, b) => (a.plan.submittedAt < b.plan.submittedAt ? -1 : 1)).at(-1) ?? null;
}

/** Plans of other versions are none of ours. */
function readOrNull(folder: string): SlurmPlan | null {
  try {
    return readSlurmPlan(`${folder}/${PLAN_FILE}`);
  } catch (error) {
    if (error instanceof HarnessError) return null;
    throw error;
  }
}
