// A person's own options for sbatch (partition, account, time, ...) as lines of a job script. sbatch reads such lines with rules of
// its own: between double quotes everything stays but \ and ", which take a backslash (tried on Slurm 22.05; no shell reads them).
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';

export const SlurmOptionSchema = Type.Object(
  {
    name: Type.String(),
    /** Null for a switch. */
    value: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);
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
