// The two scripts of a round: an array that trains, and a job after it that judges. Only what a shell must do is in them;
// their paths for logs are relative to the folder of the job, so that no path stands in a line that sbatch reads.
import { HarnessError } from '../../errors/harness-error.ts';
import { shellQuote } from '../inputs/replay-command.ts';
import { directive, type SlurmOption } from './slurm-option.ts';

export interface JobScriptsRequest {
  /** Absolute, and the same on every machine of the cluster. */
  readonly nodePath: string;
  readonly script: string;
  /** Of all jobs of a submission. */
  readonly name: string;
  readonly planPath: string;
  readonly tasks: number;
  /** Null for as many as the cluster gives. */
  readonly tasksAtOnce: number | null;
  readonly options: readonly SlurmOption[];
}

export interface JobScripts {
  /** Null where nothing is missing. */
  readonly train: string | null;
  readonly judge: string;
}

export function jobScripts(request: JobScriptsRequest): JobScripts {
  return { train: request.tasks === 0 ? null : trainScript(request), judge: judgeScript(request) };
}

/**
 * Slurm reads the path of a log as a pattern, the folder included: % would be replaced, and \ switches all replacing off.
 * @throws HarnessError `invalid-option`
 */
export function refuseJobFolder(folder: string): void {
  if (!/[%\\\p{Cc}]/u.test(folder)) return;
  throw new HarnessError('invalid-option', {
    what: 'Slurm could not write logs in this folder.',
    where: '--jobs',
    got: JSON.stringify(folder),
    expected: 'a path without %, \\ and line breaks',
    next: 'name another folder that all machines of the cluster see',
  });
}

/** Log of one task, relative to the folder of the job. */
export function taskLog(task: number): string {
  return `logs/train-${task}.log`;
}

export const JUDGE_LOG = 'logs/judge.log';

function trainScript({ name, tasks, tasksAtOnce, options, ...paths }: JobScriptsRequest): string {
  const limit = tasksAtOnce === null ? '' : `%${tasksAtOnce}`;
  return lines(
    '#!/bin/bash',
    '# Trains what the plan beside this file lists. A task that is killed loses the cohort at which it is; requeued, it goes on.',
    `#SBATCH --job-name=${name}`,
    `#SBATCH --array=0-${tasks - 1}${limit}`,
    '#SBATCH --output=logs/train-%a.log',
    ...common(options),
    command(paths, ['train-cohorts', '--plan', paths.planPath, '--task'], '"$SLURM_ARRAY_TASK_ID"'),
  );
}

function judgeScript({ name, options, ...paths }: JobScriptsRequest): string {
  return lines(
    '#!/bin/bash',
    '# Judges what is in the ledger. It trains nothing: it submits the next round where claims are undecided, or writes the report.',
    `#SBATCH --job-name=${name}`,
    `#SBATCH --output=${JUDGE_LOG}`,
    ...common(options),
    command(paths, ['judge-plan', '--plan', paths.planPath]),
  );
}

/** The person's options come last, and so they win. */
function common(options: readonly SlurmOption[]): string[] {
  const ours = ['--open-mode=append', '--nodes=1', '--ntasks=1', '--cpus-per-task=1', '--requeue'];
  return [...ours.map((option) => `#SBATCH ${option}`), ...options.map(directive), ''];
}

/** `exec`: signals of Slurm reach the program, not a shell around it. */
function command(
  { nodePath, script }: Pick<JobScriptsRequest, 'nodePath' | 'script'>,
  words: readonly string[],
  last = '',
): string {
  return ['exec', ...[nodePath, script, ...words].map(shellQuote), last].join(' ').trimEnd();
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
