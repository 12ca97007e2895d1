// The folder of one submission: plan, scripts, logs, and what its jobs leave there for the others. All of it can be read by people.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { makeNumberedFolder } from '../../ledger/make-folders.ts';
import { writeAtomically } from '../../ledger/write-atomically.ts';
import type { JobScripts } from './job-scripts.ts';
import { encodeSlurmPlan, type SlurmPlan } from './slurm-plan.ts';

const closed = { additionalProperties: false };

/** jobs.json: the numbers that Slurm gave. */
export const SubmittedJobsSchema = Type.Object(
  { array: Type.Union([Type.String(), Type.Null()]), judge: Type.String() },
  closed,
);
export type SubmittedJobs = Static<typeof SubmittedJobsSchema>;

/** judged.json: the judging job is done. */
export const JudgedSchema = Type.Object({ report: Type.String(), missingRuns: Type.Integer({ minimum: 0 }) }, closed);
export type Judged = Static<typeof JudgedSchema>;

const ajv = new Ajv2020();
const isSubmittedJobs = ajv.compile<SubmittedJobs>(SubmittedJobsSchema);
const isJudged = ajv.compile<Judged>(JudgedSchema);

export const PLAN_FILE = 'plan.json';

/** Makes `<time>-<profile>` in the folder of all jobs. */
export function makeJobFolder(jobs: string, plan: SlurmPlan): string {
  return orNotWritable(jobs, () => {
    const folder = makeNumberedFolder(jobs, jobFolderName(plan));
    // Slurm opens logs itself and makes no folder for them.
    mkdirSync(join(folder, 'logs'));
    return folder;
  });
}

/** What it is called unless two are made in one second. */
export function jobFolderName({ submittedAt, request }: SlurmPlan): string {
  return `${submittedAt.slice(0, 19).replaceAll(':', '-')}Z-${request.profile}`;
}

export function writePlanAndScripts(folder: string, plan: SlurmPlan, { train, judge }: JobScripts): void {
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

/** Null while the judging job has not come to its end. */
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

/** Folders of earlier submissions; no folder of jobs is none. */
export function listJobFolders(jobs: string): string[] {
  if (!existsSync(jobs)) return [];
  return readdirSync(jobs)
    .map((name) => join(jobs, name))
    .filter((folder) => existsSync(join(folder, PLAN_FILE)));
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

function orNotWritable<T>(where: string, action: () => T): T {
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
