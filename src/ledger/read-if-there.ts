// A file or folder of the ledger that may not be there: nothing where there is none, one error where it cannot be read.
import { readdirSync, readFileSync } from 'node:fs';
import { HarnessError } from '../errors/harness-error.ts';

export function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (isAbsent(cause)) return null;
    throw notReadable(path, cause);
  }
}

/** Names in the folder, sorted; none where there is no folder. */
export function namesIfThere(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    if (isAbsent(cause)) return [];
    throw notReadable(folder, cause);
  }
}

export function notReadable(path: string, cause: unknown): HarnessError {
  return new HarnessError(
    'not-readable',
    {
      what: 'A file or folder of the ledger could not be read.',
      where: path,
      got: cause instanceof Error ? cause.message : String(cause),
      expected: 'a folder with files that this process may read',
      next: 'check the path given for the ledger, and its permissions',
    },
    { cause },
  );
}

export function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
