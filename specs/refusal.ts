// The HarnessError that an action ends in; anything else fails the spec.
import { HarnessError } from '../src/errors/harness-error.ts';

export function refusalOf(action: () => unknown): HarnessError {
  try {
    action();
  } catch (error) {
    if (error instanceof HarnessError) return error;
    throw error;
  }
  throw new Error('expected a HarnessError, but nothing was thrown');
}
