// Waits for the judging job of a round and tells on the way what appears in the ledger: no accounting needed, and the cluster is asked no
// more than every quarter of a minute.
import { setTimeout as timeout } from 'node:timers/promises';
import { HarnessError } from '../../errors/harness-error.ts';
import { plannedSteps } from '../../experiments/planned-steps.ts';
import { openLedger } from '../../ledger/ledger.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { type Judged, readJudged } from './job-folder.ts';
import { JUDGE_LOG } from './job-scripts.ts';
import type { SlurmClient } from './slurm-client.ts';
import { readRound, type SubmittedRound, submissionOf } from './submission-folder.ts';

export interface FollowRequest extends Pick<VerifyRequest, 'signal' | 'onEvent'> {
  readonly client: SlurmClient;
  readonly round: SubmittedRound;
  /** Rejects when the signal is aborted; left out: real time. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export type RoundOutcome =
  | { readonly kind: 'judged'; readonly judged: Judged }
  /** The judging job submitted the next round and left the report to that. */
  | { readonly kind: 'went-on'; readonly next: SubmittedRound };

/** The pause grows from the first to the second: short work ends soon, long work is not asked after too often. */
const pauseMs = { first: 500, longest: 15_000, growth: 1.15 };
/** A controller may restart meanwhile. */
const maximumRefusals = 40;
/** Network file systems show a new file late: so many looks, over half a minute, after the job has left the queue. */
const looksAfterwards = 16;

/** @throws HarnessError `slurm-failed` where the judging job ends without a word; `interrupted` (the jobs go on) */
export async function followJobs(request: FollowRequest): Promise<RoundOutcome> {
  const { client, round, signal, onEvent } = request;
  const { folder, plan, jobs } = round;
  const ledger = openLedger(plan.ledgerFolder);
  let waiting = [...plan.cohorts];
  let refusals = 0;
  let looksSinceGone = 0;
  let pause = pauseMs.first;
  for (;;) {
    const next = readRound(submissionOf(folder), plan.round + 1);
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
    await pauseUnlessAborted(request.sleep ?? realSleep, pause, signal);
    pause = Math.min(pauseMs.longest, pause * pauseMs.growth);
  }
}

function realSleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return timeout(milliseconds, undefined, { signal });
}

async function pauseUnlessAborted(
  sleep: NonNullable<FollowRequest['sleep']>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(milliseconds, signal);
  } catch (cause) {
    throw new HarnessError('interrupted', { what: 'Interrupted while waiting for the jobs; they go on.' }, { cause });
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
