// A folder with those above it, for whoever writes: ledger and reports.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

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
