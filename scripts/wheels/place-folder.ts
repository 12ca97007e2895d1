// Puts a finished folder in its place by renaming, so that there is always the old one or the new one, whole; and clears away what
// runs that were killed have left.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const TEMPORARY = /^\.(?:tmp|old)-(\d+)$/;

export function temporaryFolder(folder: string, processId: number): string {
  return join(folder, `.tmp-${processId}`);
}

/** @param built a folder on the same disk as its future place */
export function placeFolder(built: string, place: string, aside: string): void {
  rmSync(aside, { recursive: true, force: true });
  const hadOne = existsSync(place);
  if (hadOne) renameSync(place, aside);
  try {
    renameSync(built, place);
  } catch (error) {
    if (hadOne) renameSync(aside, place);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/**
 * Removes the temporary folders of processes that are gone. A folder that was moved aside by one that died between its two
 * renames goes back to its place.
 */
export function clearLeftovers(folder: string, isAlive: (processId: number) => boolean): void {
  for (const parent of [folder, join(folder, 'wheels')]) {
    if (!existsSync(parent)) continue;
    for (const name of readdirSync(parent)) {
      const processId = TEMPORARY.exec(name)?.[1];
      if (processId === undefined || isAlive(Number(processId))) continue;
      const leftover = join(parent, name);
      if (name.startsWith('.old-')) {
        for (const kind of readdirSync(leftover))
          if (!existsSync(join(parent, kind))) renameSync(join(leftover, kind), join(parent, kind));
      }
      rmSync(leftover, { recursive: true, force: true });
    }
  }
}

export function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Someone else's process is alive, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
