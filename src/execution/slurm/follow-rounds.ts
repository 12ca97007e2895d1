// Waits from round to round until a report says all that there is to say.

import { workOf } from '../campaign/next-round.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { type FollowRequest, followJobs } from './follow-jobs.ts';
import type { Judged } from './job-folder.ts';
import type { SubmittedRound } from './submission-folder.ts';
import { judgeAndSubmit, type NextRoundRequest } from './submit-next-round.ts';

export interface FollowRoundsRequest extends Omit<NextRoundRequest, 'round'>, Omit<FollowRequest, 'round'> {
  readonly first: SubmittedRound;
  readonly now: VerifyRequest['now'];
  readonly note: (line: string) => void;
}

/** @throws HarnessError as followJobs does */
export async function followRounds(request: FollowRoundsRequest): Promise<Judged> {
  const { first, onEvent, note } = request;
  for (let round = first; ; ) {
    const outcome = await followJobs({ ...request, round });
    let next: SubmittedRound;
    if (outcome.kind === 'went-on') next = outcome.next;
    else {
      if (outcome.judged.dueRuns === 0) return outcome.judged;
      const submission = await judgeAndSubmit({ ...request, round }, request);
      if (submission.kind === 'refused') {
        note(`The next round was not submitted (${submission.why}). ${WHAT_GOES_ON}`);
        return outcome.judged;
      }
      next = submission.round;
    }
    const { undecided, cohorts } = next.plan;
    onEvent({ kind: 'extended', claims: undecided, runsFound: 0, ...workOf(cohorts) });
    note(roundLine(next));
    round = next;
  }
}

export const WHAT_GOES_ON = 'The same command on a login node goes on from here: what is finished is kept.';

/** What a log says of a round that follows. */
export function roundLine({ plan, jobs, folder }: SubmittedRound): string {
  const { array, judge } = jobs;
  return `Round ${plan.round}: ${plan.cohorts.length} cohorts, ${array === null ? '' : `array ${array}, `}judging job ${judge} (${folder}).`;
}
