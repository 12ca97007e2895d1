// The folder of one round: plan, scripts, logs, and what its jobs leave there for the others. All of it can be read by people.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { writeAtomically } from '../../ledger/write-atomically.ts';
import { checked } from '../../schemas/checked.ts';
import type { JobScripts } from './job-scripts.ts';
import { encodeSlurmPlan, type SlurmPlan } from './slurm-plan.ts';

const closed = { additionalProperties: false };

/** jobs.json: the numbers that Slurm gave. */
export const SubmittedJobsSchema = Type.Object(
  { array: Type.Union([Type.String(), Type.Null()]), judge: Type.String() },
  closed,
);
export type SubmittedJobs = Static<typeof SubmittedJobsSchema>;

/** judged.json: the judging job wrote a report. Where the next round was submitted instead, there is none. */
export const JudgedSchema = Type.Object(
  {
    report: Type.String(),
    /** Asked for and not there. */
    missingRuns: Type.Integer({ minimum: 0 }),
    /** What the next round would train: its submission was refused. */
    dueRuns: Type.Integer({ minimum: 0 }),
  },
  closed,
);
export type Judged = Static<typeof JudgedSchema>;

const isSubmittedJobs = checked<SubmittedJobs>(SubmittedJobsSchema);
const isJudged = checked<Judged>(JudgedSchema);

export const PLAN_FILE = 'plan.json';

export function writePlanAndScripts(folder: string, plan: SlurmPlan, { train, judge }: JobScripts): void {
  // Slurm opens logs itself and makes no folder for them.
  orNotWritable(folder, () => mkdirSync(join(folder, 'logs'), { recursive: true }));
  write(join(folder, PLAN_FILE), encodeSlurmPlan(plan));
  if (train !== null) write(join(folder, 'train.sh'), train);
  write(join(folder, 'judge.sh'), judge);
}

export function writeSubmittedJobs(folder: string, jobs: SubmittedJobs): void {
  write(join(folder, 'jobs.json'), `${JSON.stringify(jobs)}\n`);
}

export function readSubmittedJobs(folder: string): SubmittedJobs | null {
  const value = readJson(join(folder, 'jobs.json'));
  return isSubmittedJobs(value) ? value : null;
}

export function writeJudged(folder: string, judged: Judged): void {
  write(join(folder, 'judged.json'), `${JSON.stringify(judged)}\n`);
}

/** Null where the judging job wrote no report, or not yet. */
export function readJudged(folder: string): Judged | null {
  const value = readJson(join(folder, 'judged.json'));
  return isJudged(value) ? value : null;
}

/** A run that broke, for the job that judges. @param position of its cohort in the plan */
export function writeFailure(folder: string, position: number, reason: string): void {
  write(failureFile(folder, position), `${JSON.stringify(reason)}\n`);
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

function write(path: string, text: string): void {
  orNotWritable(dirname(path), () => writeAtomically(path, new TextEncoder().encode(text)));
}

export function orNotWritable<T>(where: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new HarnessError(
      'not-writable',
      {
        what: 'The folder of a job cannot be written.',
        where,
        got: cause instanceof HarnessError ? (cause.parts.got ?? cause.parts.what) : String(cause),
        expected: 'a folder that this process may make and write to',
        next: 'make space or permission, or name another folder with --jobs; finished runs stay in the ledger',
      },
      { cause },
    );
  }
}
