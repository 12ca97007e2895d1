// The HarnessError that an action ends in.
import { expect } from 'vitest';
import { HarnessError, type HarnessErrorCode } from '../src/errors/harness-error.ts';

/** Anything else that is thrown fails the spec. */
export function refusalOf(action: () => unknown): HarnessError {
  try {
    action();
  } catch (error) {
    if (error instanceof HarnessError) return error;
    throw error;
  }
  throw new Error('expected a HarnessError, but nothing was thrown');
}

/** What `toThrow` is to find: a HarnessError of that code, with these words in its message. */
export function refusal(code: HarnessErrorCode, words: string | RegExp) {
  const message = typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words);
  return expect.objectContaining({ code, message });
}
