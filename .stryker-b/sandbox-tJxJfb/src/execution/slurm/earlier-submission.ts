// Whether a request was submitted before and not yet judged in full. Then this submission is its next go: it trains what is still
// missing, and its report counts the runs of all goes as trained, like that of a run that nothing interrupted.

import { HarnessError } from '../../errors/harness-error.ts';
import { contentHash } from '../../experiments/content-hash.ts';
import type { SlurmClient } from './slurm-client.ts';
import type { SlurmPlan } from './slurm-plan.ts';
import { jobName, listSubmissions, readJudged, readRounds, type SubmittedRound } from './submission-folder.ts';

/** What makes two submissions the same request. */
type RequestIdentity = Pick<SlurmPlan, 'request' | 'fingerprint' | 'ledgerFolder'>;

interface Submission {
  readonly folder: string;
  readonly rounds: readonly [SubmittedRound, ...SubmittedRound[]];
}

/** The plan that the latest submission of the same request began with, if that one did not reach its end; null otherwise. */
export function earlierGo(jobs: string, identity: RequestIdentity): SlurmPlan | null {
  const earlier = latestSubmission(jobs, identity);
  if (earlier === null) return null;
  const [first] = earlier.rounds;
  const judged = readJudged((earlier.rounds.at(-1) ?? first).folder);
  return judged?.missingRuns === 0 && judged.dueRuns === 0 ? null : first.plan;
}

/** Two arrays would train the same runs. @throws HarnessError `slurm-failed` while a job of the same request is queued or runs */
export async function refuseWhileQueued(jobs: string, identity: RequestIdentity, client: SlurmClient): Promise<void> {
  const earlier = latestSubmission(jobs, identity);
  if (earlier === null) return;
  const name = jobName(earlier.folder);
  // A judging job that still runs may be about to submit the next round, so all of them count.
  for (const job of earlier.rounds.flatMap((round) => [round.jobs.array, round.jobs.judge])) {
    if (job === null || !(await client.isQueued(job))) continue;
    throw new HarnessError('slurm-failed', {
      what: 'The same request is still with Slurm, so a second submission would train its runs twice.',
      where: earlier.folder,
      got: `job ${job} is queued or runs`,
      next: `wait for it (squeue --name=${name}), or cancel it (scancel --name=${name}) and submit again: what is finished is kept`,
    });
  }
}

function latestSubmission(jobs: string, identity: RequestIdentity): Submission | null {
  const wanted = digestOf(identity);
  const same = listSubmissions(jobs).flatMap((folder): Submission[] => {
    const [first, ...others] = roundsOrNone(folder);
    return first !== undefined && digestOf(first.plan) === wanted ? [{ folder, rounds: [first, ...others] }] : [];
  });
  const startOf = ({ rounds: [first] }: Submission) => first.plan.submittedAt;
  return same.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1)).at(-1) ?? null;
}

function digestOf({ request, fingerprint, ledgerFolder }: RequestIdentity): string {
  return contentHash({ request, fingerprint, ledgerFolder });
}

/** Plans of other versions are none of ours. */
function roundsOrNone(folder: string): SubmittedRound[] {
  try {
    return readRounds(folder);
  } catch (error) {
    if (error instanceof HarnessError) return [];
    throw error;
  }
}
