// What an action says of a defect by throwing.
import { HarnessError } from '../../../src/errors/harness-error.ts';
import type { Finding } from '../corpus/defect.ts';

/** The code and message of the HarnessError that it throws; `unnoticed` where it throws none. */
export async function errorOf(action: () => unknown): Promise<Finding> {
  try {
    await action();
  } catch (error) {
    if (error instanceof HarnessError) return { outcome: error.code, reason: error.message };
    throw error;
  }
  return { outcome: 'unnoticed', reason: 'it was accepted' };
}
