// A file appears whole or not at all: write a temporary sibling, fsync it, rename it, fsync the folder. No locks, so any number of
// writers on any number of machines may do it at once. One that cannot be trusted is renamed, never deleted: `<name>.damaged-<n>`, n
// counting up. decisions.md promises 3 and 16.
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
import { causedError, codeOf } from '../errors/caused-error.ts';
import type { HarnessError } from '../errors/harness-error.ts';

/** Counts the temporary files of this process. */
let temporaryFiles = 0;
const maximumNameTries = 1000;
const maximumDamagedFiles = 10_000;

/**
 * Replaces what is at `path`, if anything. The folder is made if need be. What a killed writer leaves ends in `.tmp`.
 * @param pieces written one after the other: what is large need not be copied to stand behind its header
 */
export function writeAtomically(path: string, ...pieces: readonly Uint8Array[]): void {
  const folder = dirname(path);
  makeFolder(folder);
  let temporary: string | null = null;
  try {
    const opened = openTemporary(path);
    temporary = opened.temporary;
    try {
      for (const piece of pieces) writeFileSync(opened.descriptor, piece);
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
  return firstFree(maximumNameTries, () => {
    temporaryFiles += 1;
    const temporary = join(dirname(path), `.${basename(path)}.${pid}-${temporaryFiles}.tmp`);
    return { temporary, descriptor: openSync(temporary, 'wx') };
  });
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

/**
 * Moves the file away if it still has the bytes that were judged damaged. Returns its new path, or null when another process was
 * faster, by moving it or by putting a new file in its place: then look again.
 */
export function setAside(path: string, judged: Uint8Array): string | null {
  let reserved: string | null = null;
  try {
    if (!readFileSync(path).equals(judged)) return null;
    const movedTo = firstFree(maximumDamagedFiles, (number) => reserve(`${path}.damaged-${number}`));
    reserved = movedTo;
    renameSync(path, movedTo); // over our own empty file, so no older damaged file is overwritten
    reserved = null;
    if (readFileSync(movedTo).equals(judged)) return movedTo;
    // Between our look and our move a writer replaced the file: its work goes back.
    renameSync(movedTo, path);
    return null;
  } catch (cause) {
    if (reserved !== null) rmSync(reserved, { force: true });
    if (codeOf(cause) === 'ENOENT') return null;
    throw causedError('damaged-ledger-file', cause, {
      what: 'A damaged file of the ledger could not be set aside.',
      where: path,
      expected: 'a folder in which this process may rename files',
      next: 'rename the file yourself, or allow writing to its folder; its cohort then runs again',
    });
  }
}

/** An empty file, which keeps the name for us; fails where there is one already. */
export function reserve(path: string): string {
  closeSync(openSync(path, 'wx'));
  return path;
}

/** What is made under the first number, from 1 on, whose name is free: where it is taken, making fails with EEXIST. */
export function firstFree<T>(most: number, make: (number: number) => T): T {
  for (let number = 1; ; number++) {
    try {
      return make(number);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === most) throw error;
    }
  }
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
    if (codeOf(cause) === 'EEXIST') return above;
    throw cause;
  }
}

/** Makes a folder that was not there: `name`, or with a number behind it where that is taken. */
export function makeNumberedFolder(above: string, name: string): string {
  makeFolders(above);
  return firstFree(Number.POSITIVE_INFINITY, (number) => {
    const folder = join(above, number === 1 ? name : `${name}-${number}`);
    mkdirSync(folder);
    return folder;
  });
}

/** The contents of a file that may not be there. */
export function readIfThere(path: string): Uint8Array | null {
  return ifThere(path, () => readFileSync(path));
}

/** Names in the folder, sorted; none where there is no folder. */
export function namesIfThere(folder: string): string[] {
  return ifThere(folder, () => readdirSync(folder).sort()) ?? [];
}

/** What is seen at a place of the ledger: null where nothing is there, one error where it cannot be read. @param absent codes for nothing */
export function ifThere<T>(path: string, look: () => T, absent: readonly string[] = ['ENOENT']): T | null {
  try {
    return look();
  } catch (cause) {
    if (absent.includes(codeOf(cause))) return null;
    throw notReadable(path, cause);
  }
}

export function notWritable(where: string, cause: unknown): HarnessError {
  return causedError('not-writable', cause, {
    what: 'A result could not be written to the ledger. What was there before is unharmed.',
    where,
    expected: 'a folder that this process may write to, with free space',
    next: 'make space or permission, or choose another folder for the ledger, and run the same command again: it resumes',
  });
}

export function notReadable(where: string, cause: unknown): HarnessError {
  return causedError('not-readable', cause, {
    what: 'A file or folder of the ledger could not be read.',
    where,
    expected: 'a folder with files that this process may read',
    next: 'check the path given for the ledger, and its permissions',
  });
}
