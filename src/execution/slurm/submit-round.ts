// Submits a round: its folder with plan and scripts, the array, then the judging job behind it. Both jobs are taken or none, and where
// Slurm refuses nothing is left behind, so that someone else may try.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { taskCount } from './array-shape.ts';
import { PLAN_FILE, type SubmittedJobs, writePlanAndScripts, writeSubmittedJobs } from './job-folder.ts';
import { type JobScripts, type JobScriptsRequest, jobScripts } from './job-scripts.ts';
import type { SlurmClient } from './slurm-client.ts';
import type { SlurmPlan } from './slurm-plan.ts';
import { jobName, makeRoundFolder, readRound, roundFolder, type SubmittedRound } from './submission-folder.ts';

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
    nodePath: program.nodePath,
    script: program.script,
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
