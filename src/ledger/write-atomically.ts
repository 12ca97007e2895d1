// A file appears whole or not at all: write a temporary sibling, fsync it, rename it, fsync the folder. No locks, so any number of
// writers on any number of machines may do it at once. decisions.md promises 3 and 16.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pid } from 'node:process';
import { HarnessError } from '../errors/harness-error.ts';

/** Counts the temporary files of this process. */
let temporaryFiles = 0;
const maximumNameTries = 1000;

/** Replaces what is at `path`, if anything. The folder is made if need be. What a killed writer leaves ends in `.tmp`. */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  makeFolder(folder);
  let temporary: string | null = null;
  try {
    const opened = openTemporary(path);
    temporary = opened.temporary;
    try {
      writeFileSync(opened.descriptor, bytes);
      fsyncSync(opened.descriptor);
    } finally {
      closeSync(opened.descriptor);
    }
    renameSync(temporary, path);
    temporary = null;
    syncFolder(folder);
  } catch (cause) {
    if (temporary !== null) removeQuietly(temporary);
    throw notWritable(path, cause);
  }
}

/** Makes the folder, with those above it, and sees to it that their names survive a power cut. */
export function makeFolder(folder: string): void {
  try {
    for (const made of makeFolders(folder).reverse()) syncFolder(dirname(made));
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}

/** A name that no process has now: pids repeat between machines, so the exclusive flag decides, not the name. */
export function openTemporary(path: string): { temporary: string; descriptor: number } {
  for (let tries = 1; ; tries++) {
    temporaryFiles += 1;
    const temporary = join(dirname(path), `.${basename(path)}.${pid}-${temporaryFiles}.tmp`);
    try {
      return { temporary, descriptor: openSync(temporary, 'wx') };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || tries === maximumNameTries) throw error;
    }
  }
}

/** Windows and some network file systems cannot sync a folder; there the rename is durable a little later. */
export function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EACCES'].includes(codeOf(error))) throw error;
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The error that brought us here is the one to report; readers ignore what ends in .tmp.
  }
}

export function notWritable(path: string, cause: unknown): HarnessError {
  return new HarnessError(
    'not-writable',
    {
      what: 'A result could not be written to the ledger. What was there before is unharmed.',
      where: path,
      got: cause instanceof Error ? cause.message : String(cause),
      expected: 'a folder that this process may write to, with free space',
      next: 'make space or permission, or choose another folder for the ledger, and run the same command again: it resumes',
    },
    { cause },
  );
}

/** The code of a system error (ENOENT, ...), or an empty text. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * A folder with those above it, for whoever writes: ledger, reports and jobs. As mkdirSync with `recursive`, which in Node 20 never
 * returns for a place that exists and takes no folders (/proc/x).
 * @returns the folders that were made, outermost first
 */
export function makeFolders(folder: string): string[] {
  if (existsSync(folder)) return [];
  const above = makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
    return [...above, folder];
  } catch (cause) {
    // Another process was faster. Where something else stands there, writing into it fails next.
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return above;
    throw cause;
  }
}

/** Makes a folder that was not there: `name`, or with a number behind it where that is taken. */
export function makeNumberedFolder(above: string, name: string): string {
  makeFolders(above);
  for (let number = 1; ; number++) {
    const folder = join(above, number === 1 ? name : `${name}-${number}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    }
  }
}

/** A file or folder of the ledger that may not be there: nothing where there is none, one error where it cannot be read. */
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
