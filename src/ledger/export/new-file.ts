// A file that somebody asked for and that grows while it is written: under a temporary name until it is complete, so that nobody finds
// half of it; one that is there already stays, unless it is to be replaced.
import { closeSync, existsSync, fsyncSync, linkSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { causedError, codeOf } from '../../errors/caused-error.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { makeFolders, openTemporary, syncFolder } from '../write-atomically.ts';

interface Filling<T> {
  readonly replace: boolean;
  readonly fill: (write: (bytes: Uint8Array) => void) => Promise<T>;
  /** What it is, as the start of a sentence; left out: an export of the ledger. */
  readonly noun?: string;
}

/** @throws HarnessError `invalid-option` where it exists and is not to be replaced, `not-writable`; then, and where filling fails, nothing is written */
export async function writeNewFile<T>(path: string, { replace, fill, noun = 'The export' }: Filling<T>): Promise<T> {
  const attempt = <Result>(action: () => Result) => attemptAt(path, noun, action);
  const refuseExisting = () => {
    if (!replace && existsSync(path)) throw alreadyThere(path);
  };
  refuseExisting();
  const { temporary, descriptor } = attempt(() => {
    makeFolders(dirname(path));
    return openTemporary(path);
  });
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false; // a descriptor whose closing fails is closed all the same
    closeSync(descriptor);
  };
  const write = (bytes: Uint8Array) =>
    attempt(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    });
  try {
    const result = await fill(write);
    attempt(() => {
      fsyncSync(descriptor);
      close();
    });
    refuseExisting();
    attempt(() => {
      if (replace || !tryLink(temporary, path)) renameSync(temporary, path);
      else rmSync(temporary);
      syncFolder(dirname(path));
    });
    return result;
  } catch (error) {
    for (const action of [close, () => rmSync(temporary, { force: true })]) {
      try {
        action();
      } catch {
        // The error that brought us here is the one to report.
      }
    }
    throw error;
  }
}

/** A link, unlike a rename, never replaces: whoever made the file in the meantime keeps it. False where links are not supported. */
function tryLink(temporary: string, path: string): boolean {
  try {
    linkSync(temporary, path);
    return true;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') throw alreadyThere(path);
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) return false;
    throw cause;
  }
}

function attemptAt<T>(path: string, noun: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw causedError('not-writable', cause, {
      what: `${noun} could not be written. No half of it is left, and nothing else was changed.`,
      where: path,
      expected: 'a place that this process may write to, with free space',
      next: 'make space or permission, or name another file with --out',
    });
  }
}

function alreadyThere(path: string): HarnessError {
  return new HarnessError('invalid-option', {
    what: 'A file of this name exists already; it stays as it is.',
    where: path,
    next: 'name another one with --out, or add --force to replace it',
  });
}
