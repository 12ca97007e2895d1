// Words of the command line to values, strictly: what is not understood in full is refused with what was got and what would do.
import {
  DESIGN_NAMES,
  type DesignName,
  PROFILE_NAMES,
  type ProfileName,
  TASK_NAMES,
  type TaskName,
} from '../claims/claim.ts';
import { HarnessError } from '../errors/harness-error.ts';

export interface WholeNumberLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** Far above any sensible request, and far below what would overflow something. */
export const SEEDS_LIMITS: WholeNumberLimits = { minimum: 1, maximum: 100_000 };
export const FIRST_SEED_LIMITS: WholeNumberLimits = { minimum: 0, maximum: 1_000_000_000 };
export const MINUTES_LIMITS: WholeNumberLimits = { minimum: 1, maximum: 100_000 };
export const PROCESSES_LIMITS: WholeNumberLimits = { minimum: 1, maximum: 1024 };
export const TASKS_LIMITS: WholeNumberLimits = { minimum: 1, maximum: 1_000_000 };
export const TASK_LIMITS: WholeNumberLimits = { minimum: 0, maximum: 10_000_000 };

/** Decimal digits and nothing else: no sign, no point, no exponent, no blanks, no leading zero. */
export function parseWholeNumber(word: string, option: string, { minimum, maximum }: WholeNumberLimits): number {
  const value = /^(0|[1-9]\d*)$/.test(word) ? Number(word) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw invalidOption(option, word, `a whole number from ${minimum} to ${maximum}`);
}

export function parseProfile(word: string): ProfileName {
  const profile = PROFILE_NAMES.find((known) => known === word);
  if (profile !== undefined) return profile;
  throw new HarnessError('unknown-profile', {
    what: `There is no profile named ${JSON.stringify(word)}.`,
    where: '--profile',
    expected: PROFILE_NAMES.join(', '),
    next: '`iml list` shows which claims each profile tests',
  });
}

/** For an option that may be given several tasks: those before, and this one. */
export function parseTask(word: string, before: readonly TaskName[] = []): readonly TaskName[] {
  const task = TASK_NAMES.find((known) => known === word);
  if (task !== undefined) return [...new Set([...before, task])];
  throw invalidOption('--task', word, TASK_NAMES.join(', '));
}

export function parseDesign(word: string): DesignName {
  const design = DESIGN_NAMES.find((known) => known === word);
  if (design !== undefined) return design;
  throw invalidOption('--design', word, DESIGN_NAMES.join(' or '));
}

/** An empty path would silently mean the current folder; it usually comes from a variable that is not set. */
export function parsePath(word: string, option: string): string {
  if (word.trim() !== '' && !word.includes('\0')) return word;
  throw invalidOption(option, word, 'a path');
}

/** First digits of a hash in hexadecimal. */
export function parseHashPrefix(word: string, option: string): string {
  if (/^[0-9a-f]{1,64}$/.test(word)) return word;
  throw invalidOption(option, word, 'one to 64 digits of a hash: 0 to 9, a to f');
}

function invalidOption(option: string, word: string, expected: string): HarnessError {
  return new HarnessError('invalid-option', {
    what: `The value of ${option} cannot be used.`,
    where: option,
    got: word === '' ? 'an empty text' : JSON.stringify(word),
    expected,
    next: '`iml COMMAND --help` explains the options',
  });
}
