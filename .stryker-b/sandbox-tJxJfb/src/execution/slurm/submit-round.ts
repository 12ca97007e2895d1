// Submits a round: its folder with plan and scripts, the array, then the judging job behind it. Both jobs are taken or none, and where
// Slurm refuses nothing is left behind, so that someone else may try. From a judged round to the next whoever is allowed to submit does it,
// the judging job or the process that waits for it. Where neither is, that is no error: the report stands as far as it goes, and the same
// command on a login node goes on.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { type JobScripts, type JobScriptsRequest, jobScripts } from './job-scripts.ts';
import { type Due, type JudgeRequest, judgePlan } from './judge-plan.ts';
import type { SlurmClient } from './slurm-client.ts';
import { arrayShape, CohortSet, type SlurmPlan, taskCount } from './slurm-plan.ts';
import {
  jobName,
  makeRoundFolder,
  PLAN_FILE,
  type PlannedRound,
  readPlans,
  readRound,
  roundFolder,
  type SubmittedJobs,
  type SubmittedRound,
  writePlanAndScripts,
  writeSubmittedJobs,
} from './submission-folder.ts';

export type Program = Pick<JobScriptsRequest, 'nodePath' | 'script'>;

export interface RoundRequest {
  readonly client: SlurmClient;
  readonly submission: string;
  readonly plan: SlurmPlan;
  readonly program: Program;
}

/**
 * Null where another process has begun to submit it and is not done: whether its jobs exist only Slurm knows.
 * @throws HarnessError `slurm-unavailable` or `slurm-failed`
 */
export async function submitRound({ client, submission, plan, program }: RoundRequest): Promise<SubmittedRound | null> {
  if (!makeRoundFolder(submission, plan.round)) return readRound(submission, plan.round);
  const folder = roundFolder(submission, plan.round);
  try {
    writePlanAndScripts(folder, plan, scriptsOf({ submission, plan, program }));
    const jobs = await submitJobs(client, { folder, trains: plan.cohorts.length > 0 });
    writeSubmittedJobs(folder, jobs);
    return { folder, plan, jobs };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

export function scriptsOf({ submission, plan, program }: Omit<RoundRequest, 'client'>): JobScripts {
  const { options, tasksAtOnce } = plan.wishes;
  return jobScripts({
    ...program,
    name: jobName(submission),
    planPath: join(roundFolder(submission, plan.round), PLAN_FILE),
    tasks: taskCount(plan.cohorts.length, plan.cohortsATask),
    tasksAtOnce,
    options,
  });
}

export async function submitJobs(
  client: SlurmClient,
  { folder, trains }: { readonly folder: string; readonly trains: boolean },
): Promise<SubmittedJobs> {
  const array = trains ? await client.submit('train.sh', { folder, after: null }) : null;
  try {
    return { array, judge: await client.submit('judge.sh', { folder, after: array }) };
  } catch (error) {
    // Without a judge nobody would learn what the array did.
    if (array !== null) await client.cancel(array);
    throw error;
  }
}

export interface NextRoundRequest {
  readonly client: SlurmClient;
  readonly program: Program;
  /** The one that is judged. */
  readonly round: PlannedRound;
}

type NextRound =
  | { readonly kind: 'submitted'; readonly round: SubmittedRound }
  /** Why not, in words that end without a full stop. */
  | { readonly kind: 'refused'; readonly why: string };

export async function submitNextRound({ client, program, round }: NextRoundRequest, due: Due): Promise<NextRound> {
  const submission = dirname(round.folder);
  try {
    const [first = round.plan, ...others] = readPlans(submission, round.plan.round).map(({ plan }) => plan);
    const submitted = await submitRound({ client, program, submission, plan: nextPlan([first, ...others], due) });
    if (submitted !== null) return { kind: 'submitted', round: submitted };
    return { kind: 'refused', why: 'another process was submitting it and did not come to its end' };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { what, got } = error.parts;
    return { kind: 'refused', why: [what.replace(/\.$/, ''), ...(got === undefined ? [] : [got])].join(': ') };
  }
}

/** For the process that waits, which has not judged itself. */
export async function judgeAndSubmit(
  request: NextRoundRequest,
  { signal, now }: Pick<JudgeRequest, 'signal' | 'now'>,
): Promise<NextRound> {
  const { folder, plan } = request.round;
  const { due } = await judgePlan({ plan, planPath: join(folder, PLAN_FILE), signal, now, onEvent: () => {} });
  return submitNextRound(request, due);
}

// The plan of the round that follows: the same request, the cohorts that are due, in an array that the cluster takes.

/**
 * @param rounds the plans so far, the first one first
 * @throws HarnessError `internal` where it would train more than the designs of the claims may ask for, or a cohort again: a chain of
 * jobs that submit jobs must come to an end whatever else goes wrong
 */
export function nextPlan(rounds: readonly [SlurmPlan, ...SlurmPlan[]], { cohorts, undecided }: Due): SlurmPlan {
  const last = rounds[rounds.length - 1] ?? rounds[0];
  const before = new CohortSet(rounds.flatMap((plan) => plan.cohorts));
  const total = rounds.reduce((sum, plan) => sum + plan.cohorts.length, cohorts.length);
  const again = cohorts.find((cohort) => before.has(cohort));
  if (total > last.mostCohorts || again !== undefined) {
    throw new HarnessError('internal', {
      what: 'The next round would train more than the claims may ask for, so it is not submitted.',
      where: `round ${last.round + 1}`,
      got: again === undefined ? `${total} cohorts in all` : `${again.label}, cohort ${again.cohort}, once more`,
      expected: `at most ${last.mostCohorts} cohorts in all, none of them twice`,
    });
  }
  const { maximumArraySize, cohortsATask } = last.wishes;
  const fewest = arrayShape({ cohorts: cohorts.length, maximumArraySize, cohortsATask: null }).cohortsATask;
  return {
    ...last,
    round: last.round + 1,
    undecided,
    // Nobody is there who could be told that what they asked for is too little.
    cohortsATask: Math.max(fewest, cohortsATask ?? 1),
    cohorts,
  };
}
