// A file that cannot be trusted is renamed, never deleted: `<name>.damaged-<n>`, n counting up. decisions.md promise 3.
import { closeSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { HarnessError } from '../errors/harness-error.ts';

const maximumDamagedFiles = 10_000;

/**
 * Moves the file away if it still has the bytes that were judged damaged. Returns its new path, or null when another process was
 * faster, by moving it or by putting a new file in its place: then look again.
 */
export function setAside(path: string, judged: Uint8Array): string | null {
  let reserved: string | null = null;
  try {
    if (!readFileSync(path).equals(judged)) return null;
    reserved = reserveName(path);
    renameSync(path, reserved); // over our own empty file, so no older damaged file is overwritten
    const movedTo = reserved;
    reserved = null;
    if (readFileSync(movedTo).equals(judged)) return movedTo;
    // Between our look and our move a writer replaced the file: its work goes back.
    renameSync(movedTo, path);
    return null;
  } catch (cause) {
    if (reserved !== null) rmSync(reserved, { force: true });
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new HarnessError(
      'damaged-ledger-file',
      {
        what: 'A damaged file of the ledger could not be set aside.',
        where: path,
        got: cause instanceof Error ? cause.message : String(cause),
        expected: 'a folder in which this process may rename files',
        next: 'rename the file yourself, or allow writing to its folder; its cohort then runs again',
      },
      { cause },
    );
  }
}

/** Makes an empty file under the first free name, which keeps the name for us. */
function reserveName(path: string): string {
  for (let n = 1; ; n++) {
    const name = `${path}.damaged-${n}`;
    try {
      closeSync(openSync(name, 'wx'));
      return name;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!taken || n === maximumDamagedFiles) throw error;
    }
  }
}
