// Asks before it fills the disk.
import { statfsSync } from 'node:fs';
import { HarnessError } from '../../src/errors/harness-error.ts';

export type FreeBytes = (folder: string) => number;

export const freeBytesOf: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** @throws HarnessError `not-fetched` */
export function requireSpace(folder: string, neededBytes: number, freeBytes: FreeBytes): void {
  const free = freeBytes(folder);
  if (free >= neededBytes) return;
  throw new HarnessError('not-fetched', {
    what: 'There is not enough space on the disk: nothing was fetched or changed.',
    where: folder,
    got: `${gigabytes(free)} free`,
    expected: `${gigabytes(neededBytes)} while it works`,
    next: 'make room, or let that folder be a link to one on another disk',
  });
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
