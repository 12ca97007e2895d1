// The two scripts of a round: an array that trains, and a job after it that judges. Only what a shell must do is in them;
// their paths for logs are relative to the folder of the job, so that no path stands in a line that sbatch reads.
import type { Static } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { closed, orNull, Text } from '../../schemas/parts.ts';
import { shellQuote } from '../inputs/replay-command.ts';

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
  const { tasks, tasksAtOnce } = request;
  const judge = jobScript(request, {
    about:
      '# Judges what is in the ledger. It trains nothing: it submits the next round where claims are undecided, or writes the report.',
    own: [`--output=${JUDGE_LOG}`],
    command: 'judge-plan',
  });
  if (tasks === 0) return { train: null, judge };
  const train = jobScript(request, {
    about:
      '# Trains what the plan beside this file lists. A task that is killed loses the cohort at which it is; requeued, it goes on.',
    own: [`--array=0-${tasks - 1}${tasksAtOnce === null ? '' : `%${tasksAtOnce}`}`, '--output=logs/train-%a.log'],
    command: 'train-cohorts',
    last: ' --task "$SLURM_ARRAY_TASK_ID"',
  });
  return { train, judge };
}

interface JobScript extends Readonly<Record<'about' | 'command', string>> {
  readonly own: readonly string[];
  /** What the shell of the job puts in. */
  readonly last?: string;
}

/** The person's options come last, and so they win. `exec`: signals of Slurm reach the program, not a shell around it. */
function jobScript(
  { nodePath, script, name, planPath, options }: JobScriptsRequest,
  { about, own, command, last = '' }: JobScript,
): string {
  const common = ['--open-mode=append', '--nodes=1', '--ntasks=1', '--cpus-per-task=1', '--requeue'];
  const ours = [`--job-name=${name}`, ...own, ...common].map((option) => `#SBATCH ${option}`);
  const words = [nodePath, script, command, '--plan', planPath].map(shellQuote).join(' ');
  return `${['#!/bin/bash', about, ...ours, ...options.map(directive), '', `exec ${words}${last}`].join('\n')}\n`;
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

export const SlurmOptionSchema = closed({
  name: Text,
  /** Null for a switch. */
  value: orNull(Text),
});
export type SlurmOption = Readonly<Static<typeof SlurmOptionSchema>>;

/** Ours, or such that the scripts would no longer be what they are taken for. */
const RESERVED = [
  'array',
  'batch',
  'chdir',
  'dependency',
  'error',
  'export-file',
  'help',
  'input',
  'job-name',
  'kill-on-invalid-dep',
  'open-mode',
  'output',
  'parsable',
  'test-only',
  'usage',
  'version',
  'wait',
  'wrap',
];

// A person's own options for sbatch (partition, account, time, ...) as lines of a job script. sbatch reads such lines with rules of
// its own: between double quotes everything stays but \ and ", which take a backslash (tried on Slurm 22.05; no shell reads them).

/** "partition=short" or "--partition=short". @throws HarnessError `invalid-option` */
export function parseSlurmOption(word: string): SlurmOption {
  const match = /^(?:--)?([a-z][a-z-]*[a-z])(?:=([^\p{Cc}]*))?$/u.exec(word);
  const [, name, value] = match ?? [];
  if (name === undefined) throw refuse(word, 'NAME=VALUE, or NAME for a switch, with the long name, on one line');
  if (RESERVED.includes(name)) throw refuse(word, `none of ${RESERVED.join(', ')}, which are set already`);
  return { name, value: value ?? null };
}

export function directive({ name, value }: SlurmOption): string {
  if (value === null) return `#SBATCH --${name}`;
  const safe = /^[\w.,:/@%+-]+$/.test(value);
  return `#SBATCH --${name}=${safe ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`}`;
}

function refuse(word: string, expected: string): HarnessError {
  return new HarnessError('invalid-option', {
    what: 'This option cannot be passed on to sbatch.',
    where: '--slurm-option',
    got: JSON.stringify(word),
    expected,
    next: '`man sbatch` lists the names; for example --slurm-option partition=short time=02:00:00',
  });
}
