// The words behind a program's name: read, or refused with what is wrong with them.
import { HarnessError } from '../../src/errors/harness-error.ts';

/**
 * @param program as one types it
 * @param read may throw anything
 * @throws HarnessError `invalid-option`
 */
export function readWords<Options>(
  program: string,
  explained: { readonly expected: string } | { readonly next: string },
  read: () => Options,
): Options {
  try {
    return read();
  } catch (error) {
    throw new HarnessError('invalid-option', {
      what: `\`${program}\` does not understand its options.`,
      got: error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error),
      ...explained,
    });
  }
}

export function wholeNumberFrom(least: number, name: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`${name} ${text}, where a whole number from ${least} is wanted`);
}

export function wholeNumberTo(maximum: number, option: string, word: string): number {
  const value = /^[1-9]\d*$/.test(word) ? Number(word) : Number.NaN;
  if (value <= maximum) return value;
  throw new Error(`${option} takes a whole number from 1 to ${maximum}, not "${word}"`);
}
