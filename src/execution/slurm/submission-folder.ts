// The folder of a submission: one folder a round, `round-1`, `round-2` and so on, each with its plan, scripts and logs. A round is
// submitted once its jobs.json stands there; nothing else says so.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeNumberedFolder } from '../../ledger/write-atomically.ts';
import { orNotWritable, PLAN_FILE, readSubmittedJobs, type SubmittedJobs } from './job-folder.ts';
import { readSlurmPlan, type SlurmPlan } from './slurm-plan.ts';

export interface PlannedRound {
  readonly folder: string;
  readonly plan: SlurmPlan;
}

export interface SubmittedRound extends PlannedRound {
  readonly jobs: SubmittedJobs;
}

/** Makes `<time>-<profile>` in the folder of all submissions. */
export function makeSubmissionFolder(jobs: string, plan: SlurmPlan): string {
  return orNotWritable(jobs, () => makeNumberedFolder(jobs, submissionName(plan)));
}

/** What it is called unless two are made in one second. */
export function submissionName({ submittedAt, request }: SlurmPlan): string {
  return `${submittedAt.slice(0, 19).replaceAll(':', '-')}Z-${request.profile}`;
}

/** What Slurm calls all jobs of a submission, whatever the round: enough to watch or cancel them. */
export function jobName(submission: string): string {
  return `iml-${basename(submission)}`;
}

/** False where it is there already: another process was here, so it is not ours to submit. */
export function makeRoundFolder(submission: string, round: number): boolean {
  return orNotWritable(submission, () => {
    try {
      mkdirSync(roundFolder(submission, round));
      return true;
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
      throw cause;
    }
  });
}

export function roundFolder(submission: string, round: number): string {
  return join(submission, `round-${round}`);
}

export function submissionOf(folderOfRound: string): string {
  return dirname(folderOfRound);
}

/** The first rounds, so many of them, for a job of the last: it may run before its own numbers are written. */
export function readPlans(submission: string, rounds: number): PlannedRound[] {
  return Array.from({ length: rounds }, (_, index) => {
    const folder = roundFolder(submission, index + 1);
    return { folder, plan: readSlurmPlan(join(folder, PLAN_FILE)) };
  });
}

/** Null where it was not submitted. @throws HarnessError `not-readable` or `invalid-plan` */
export function readRound(submission: string, round: number): SubmittedRound | null {
  const folder = roundFolder(submission, round);
  const jobs = readSubmittedJobs(folder);
  return jobs === null ? null : { folder, jobs, plan: readSlurmPlan(join(folder, PLAN_FILE)) };
}

/** All rounds that were submitted, the first one first. @throws HarnessError `not-readable` or `invalid-plan` */
export function readRounds(submission: string): SubmittedRound[] {
  const rounds: SubmittedRound[] = [];
  for (let number = 1; ; number++) {
    const round = readRound(submission, number);
    if (round === null) return rounds;
    rounds.push(round);
  }
}

/** No folder of jobs: no submissions. */
export function listSubmissions(jobs: string): string[] {
  if (!existsSync(jobs)) return [];
  return readdirSync(jobs)
    .map((name) => join(jobs, name))
    .filter((folder) => existsSync(join(roundFolder(folder, 1), PLAN_FILE)));
}
