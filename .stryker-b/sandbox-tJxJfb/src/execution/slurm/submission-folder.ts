// The folder of a submission: one folder a round, `round-1`, `round-2` and so on, each with its plan, scripts, logs, and what its jobs
// leave there for the others. All of it can be read by people. A round is submitted once its jobs.json stands there; nothing else says so.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Static } from 'typebox';
import { causedError, codeOf } from '../../errors/caused-error.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { makeNumberedFolder, writeAtomically } from '../../ledger/write-atomically.ts';
import { checked } from '../../schemas/checked.ts';
import { Count, closed, orNull, Text } from '../../schemas/parts.ts';
import type { JobScripts } from './job-scripts.ts';
import { encodeSlurmPlan, readSlurmPlan, type SlurmPlan } from './slurm-plan.ts';

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
      if (codeOf(cause) === 'EEXIST') return false;
      throw cause;
    }
  });
}

export function roundFolder(submission: string, round: number): string {
  return join(submission, `round-${round}`);
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
  const jobs = readJson(join(folder, 'jobs.json'));
  return isSubmittedJobs(jobs) ? { folder, jobs, plan: readSlurmPlan(join(folder, PLAN_FILE)) } : null;
}

/** All rounds that were submitted, the first one first. @throws HarnessError `not-readable` or `invalid-plan` */
export function readRounds(submission: string): SubmittedRound[] {
  const rounds: SubmittedRound[] = [];
  for (let round = readRound(submission, 1); round !== null; round = readRound(submission, rounds.length + 1)) {
    rounds.push(round);
  }
  return rounds;
}

/** No folder of jobs: no submissions. */
export function listSubmissions(jobs: string): string[] {
  return (existsSync(jobs) ? readdirSync(jobs) : [])
    .map((name) => join(jobs, name))
    .filter((folder) => existsSync(join(roundFolder(folder, 1), PLAN_FILE)));
}

/** jobs.json: the numbers that Slurm gave. */
const SubmittedJobsSchema = closed({ array: orNull(Text), judge: Text });
export type SubmittedJobs = Static<typeof SubmittedJobsSchema>;
const isSubmittedJobs = checked<SubmittedJobs>(SubmittedJobsSchema);

/** judged.json: the judging job wrote a report. Where the next round was submitted instead, there is none. */
const JudgedSchema = closed({
  report: Text,
  /** Asked for and not there. */
  missingRuns: Count,
  /** What the next round would train: its submission was refused. */
  dueRuns: Count,
});
export type Judged = Static<typeof JudgedSchema>;
const isJudged = checked<Judged>(JudgedSchema);

export const PLAN_FILE = 'plan.json';

export function writePlanAndScripts(folder: string, plan: SlurmPlan, { train, judge }: JobScripts): void {
  // Slurm opens logs itself and makes no folder for them.
  orNotWritable(folder, () => mkdirSync(join(folder, 'logs'), { recursive: true }));
  write(join(folder, PLAN_FILE), encodeSlurmPlan(plan));
  if (train !== null) write(join(folder, 'train.sh'), train);
  write(join(folder, 'judge.sh'), judge);
}

export const writeSubmittedJobs = (folder: string, jobs: SubmittedJobs) => writeJson(join(folder, 'jobs.json'), jobs);
export const writeJudged = (folder: string, judged: Judged) => writeJson(join(folder, 'judged.json'), judged);

/** Null where the judging job wrote no report, or not yet. */
export function readJudged(folder: string): Judged | null {
  const value = readJson(join(folder, 'judged.json'));
  return isJudged(value) ? value : null;
}

/** A run that broke, for the job that judges. @param position of its cohort in the plan */
export function writeFailure(folder: string, position: number, reason: string): void {
  writeJson(failureFile(folder, position), reason);
}

export function readFailure(folder: string, position: number): string | null {
  const value = readJson(failureFile(folder, position));
  return typeof value === 'string' ? value : null;
}

function failureFile(folder: string, position: number): string {
  return join(folder, 'failed', `cohort-${position}.json`);
}

/** Null for a file that is not there or holds no JSON: what our own jobs write is whole. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function writeJson(path: string, value: unknown): void {
  write(path, `${JSON.stringify(value)}\n`);
}

function write(path: string, text: string): void {
  orNotWritable(dirname(path), () => writeAtomically(path, new TextEncoder().encode(text)));
}

function orNotWritable<T>(where: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw causedError('not-writable', cause, {
      what: 'The folder of a job cannot be written.',
      where,
      got: cause instanceof HarnessError ? (cause.parts.got ?? cause.parts.what) : String(cause),
      expected: 'a folder that this process may make and write to',
      next: 'make space or permission, or name another folder with --jobs; finished runs stay in the ledger',
    });
  }
}
