// Waits from round to round until a report says all that there is to say.

import { dirname } from 'node:path';
import { setTimeout as timeout } from 'node:timers/promises';
import { HarnessError } from '../../errors/harness-error.ts';
import { plannedSteps } from '../../experiments/stages.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { workOf } from '../campaign/conduct-rounds.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { JUDGE_LOG } from './job-scripts.ts';
import type { SlurmClient } from './slurm-client.ts';
import { type Judged, readJudged, readRound, type SubmittedRound } from './submission-folder.ts';
import { judgeAndSubmit, type NextRoundRequest } from './submit-round.ts';

interface FollowRoundsRequest extends Omit<NextRoundRequest, 'round'>, Omit<FollowRequest, 'round'> {
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

interface FollowRequest extends Pick<VerifyRequest, 'signal' | 'onEvent'> {
  readonly client: SlurmClient;
  readonly round: SubmittedRound;
  /** Rejects when the signal is aborted; left out: real time. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const realSleep: NonNullable<FollowRequest['sleep']> = (milliseconds, signal) =>
  timeout(milliseconds, undefined, { signal });

type RoundOutcome =
  | { readonly kind: 'judged'; readonly judged: Judged }
  /** The judging job submitted the next round and left the report to that. */
  | { readonly kind: 'went-on'; readonly next: SubmittedRound };

/** The pause grows from the first to the second: short work ends soon, long work is not asked after too often. */
const pauseMs = { first: 500, longest: 15_000, growth: 1.15 };
/** A controller may restart meanwhile. */
const maximumRefusals = 40;
/** Network file systems show a new file late: so many looks, over half a minute, after the job has left the queue. */
const looksAfterwards = 16;

// Waits for the judging job of a round and tells on the way what appears in the ledger: no accounting needed, and the cluster is asked no
// more than every quarter of a minute.

/** @throws HarnessError `slurm-failed` where the judging job ends without a word; `interrupted` (the jobs go on) */
export async function followJobs(request: FollowRequest): Promise<RoundOutcome> {
  const { client, round, signal, onEvent, sleep = realSleep } = request;
  const { folder, plan, jobs } = round;
  const ledger = openLedger(plan.ledgerFolder);
  let waiting = [...plan.cohorts];
  let refusals = 0;
  let looksSinceGone = 0;
  let pause = pauseMs.first;
  for (;;) {
    const next = readRound(dirname(folder), plan.round + 1);
    const judged = readJudged(folder);
    waiting = waiting.filter((cohort) => {
      if (ledger.read(cohort.hash, plan.fingerprint, cohort.cohort).kind !== 'found') return true;
      onEvent({ kind: 'steps', steps: plannedSteps(cohort.experiment) * cohort.seeds.length });
      for (const seed of cohort.seeds) onEvent({ kind: 'run-finished', experiment: cohort.label, seed });
      return false;
    });
    if (next !== null) return { kind: 'went-on', next };
    if (judged !== null) return { kind: 'judged', judged };
    if (looksSinceGone > looksAfterwards) throw endedSilently(folder, jobs.judge);
    try {
      looksSinceGone = (await client.isQueued(jobs.judge)) ? 0 : looksSinceGone + 1;
      refusals = 0;
    } catch (error) {
      refusals += 1;
      if (refusals > maximumRefusals || !(error instanceof HarnessError) || error.code !== 'slurm-failed') throw error;
    }
    if (looksSinceGone === 1) pause = pauseMs.first;
    try {
      await sleep(pause, signal);
    } catch (cause) {
      throw new HarnessError('interrupted', { what: 'Interrupted while waiting for the jobs; they go on.' }, { cause });
    }
    pause = Math.min(pauseMs.longest, pause * pauseMs.growth);
  }
}

function endedSilently(folder: string, job: string): HarnessError {
  return new HarnessError('slurm-failed', {
    what: 'The judging job is over and left no report: it was cancelled, killed, or ended in an error.',
    where: `${folder}/${JUDGE_LOG}`,
    got: `job ${job} is not queued any more`,
    next: 'read that log; the same command again submits what is missing and judges',
  });
}
