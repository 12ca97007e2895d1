// The options of `iml run` that are about Slurm, apart from what submits: a run on this machine loads none of that.
import { HarnessError } from '../errors/harness-error.ts';
import { absolutePath, flag, many, one, type ValuesOf, wholeNumber, wordsOf } from '../execution/inputs/option.ts';
import { parseSlurmOption, SlurmOptionSchema } from '../execution/slurm/job-scripts.ts';

export const SLURM_OPTIONS = {
  dryRun: flag('--dry-run', 'slurm: print the job scripts of the first round, submit and write nothing'),
  wait: flag('--wait', 'slurm: stay until the report is there, and end with its exit code'),
  jobs: one('--jobs <folder>', 'slurm: where plans, scripts and logs are kept (default: .iml/slurm)', absolutePath),
  options: many(
    '--slurm-option <word...>',
    'slurm: options of sbatch for all jobs, as in partition=short time=02:00:00',
    { schema: SlurmOptionSchema, parse: parseSlurmOption },
  ),
  tasksAtOnce: one(
    '--tasks-at-once <number>',
    'slurm: so many tasks of the array at the same time (default: as many as there is room for)',
    wholeNumber(1, 1_000_000),
  ),
  cohortsATask: one(
    '--cohorts-a-task <number>',
    'slurm: cohorts that a task trains one after another (default: one, or as many as MaxArraySize makes needed)',
    wholeNumber(1, 1_000_000),
  ),
} as const;

export type SlurmValues = ValuesOf<typeof SLURM_OPTIONS>;

/** @throws HarnessError `invalid-option` where this machine trains and an option is for Slurm */
export function refuseSlurmOptions(values: SlurmValues): void {
  const [said] = wordsOf(SLURM_OPTIONS, values);
  if (said !== undefined) throw refuseSlurm(said, `${said} is for Slurm.`, '--executor slurm with it');
}

export function refuseSlurm(where: string, what: string, expected: string): HarnessError {
  const next = '`iml run --help` explains the options';
  return new HarnessError('invalid-option', { what, where, expected, next });
}
