// A file appears whole or not at all: write a temporary sibling, fsync it, rename it, fsync the folder. No locks, so any number of
// writers on any number of machines may do it at once. decisions.md promises 3 and 16.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pid } from 'node:process';
import { HarnessError } from '../errors/harness-error.ts';
import { makeFolders } from './make-folders.ts';

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
