// The options of `iml run` that belong to Slurm, and which of them make no sense together: said before anything is done.
import { HarnessError } from '../errors/harness-error.ts';
import { parseSlurmOption, type SlurmOption } from '../execution/slurm/slurm-option.ts';

export const EXECUTORS = ['local', 'slurm'] as const;
export type Executor = (typeof EXECUTORS)[number];

/** As commander leaves them: what was not given is not there. */
export interface SlurmWords {
  readonly executor: Executor;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly jobs?: string;
  readonly slurmOption?: readonly string[];
  readonly tasksAtOnce?: number;
  readonly cohortsATask?: number;
  readonly json?: true;
  readonly processes?: number;
  readonly minutes?: number;
}

export interface SlurmOptions {
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly jobs: string;
  readonly options: readonly SlurmOption[];
  readonly tasksAtOnce: number | null;
  readonly cohortsATask: number | null;
}

export function parseExecutor(word: string): Executor {
  const executor = EXECUTORS.find((known) => known === word);
  if (executor !== undefined) return executor;
  throw refuse('--executor', `There is no executor named ${JSON.stringify(word)}.`, EXECUTORS.join(' or '));
}

/** Null: this machine trains. @throws HarnessError `invalid-option` */
export function slurmOptions(words: SlurmWords): SlurmOptions | null {
  if (words.executor === 'local') {
    for (const [option, value] of slurmOnly(words)) {
      if (value !== undefined) throw refuse(option, `${option} is for Slurm.`, '--executor slurm with it');
    }
    return null;
  }
  const { dryRun = false, wait = false } = words;
  if (dryRun && wait) throw refuse('--wait', 'A dry run submits nothing that could be waited for.', 'one of the two');
  if (words.json === true && !wait) {
    throw refuse('--json', 'Without --wait there is no report yet that could be printed.', '--wait with it');
  }
  if (words.processes !== undefined) {
    throw refuse('--processes', 'On Slurm each task is one process.', '--tasks-at-once for a limit');
  }
  if (words.minutes !== undefined) {
    throw refuse('--minutes', 'On Slurm the jobs have their own limits.', '--slurm-option time=HH:MM:SS');
  }
  return {
    dryRun,
    wait,
    jobs: words.jobs ?? '.iml/slurm',
    options: (words.slurmOption ?? []).map(parseSlurmOption),
    tasksAtOnce: words.tasksAtOnce ?? null,
    cohortsATask: words.cohortsATask ?? null,
  };
}

function slurmOnly(words: SlurmWords): (readonly [string, unknown])[] {
  return [
    ['--dry-run', words.dryRun],
    ['--wait', words.wait],
    ['--jobs', words.jobs],
    ['--slurm-option', words.slurmOption],
    ['--tasks-at-once', words.tasksAtOnce],
    ['--cohorts-a-task', words.cohortsATask],
  ];
}

function refuse(where: string, what: string, expected: string): HarnessError {
  const next = '`iml run --help` explains the options';
  return new HarnessError('invalid-option', { what, where, expected, next });
}
