// A folder with those above it, for whoever writes: ledger, reports and jobs.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * As mkdirSync with `recursive`, which in Node 20 never returns for a place that exists and takes no folders (/proc/x).
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
