// What an installed package takes on the disk, by the packages in its node_modules: as `du` counts, in whole blocks, since so many
// small files take far more than they hold.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface InstalledSize {
  readonly bytes: number;
  /** Largest first; those of one scope together. */
  readonly packages: readonly (readonly [name: string, bytes: number])[];
}

export function installedSize(nodeModules: string): InstalledSize {
  const packages = readdirSync(nodeModules).map((name) => [name, bytesIn(join(nodeModules, name))] as const);
  return {
    bytes: packages.reduce((sum, [, bytes]) => sum + bytes, 0),
    packages: packages.toSorted(([, left], [, right]) => right - left),
  };
}

function bytesIn(path: string): number {
  const { blocks, size } = lstatSync(path);
  const own = blocks === undefined ? size : blocks * 512;
  if (!lstatSync(path).isDirectory()) return own;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), own);
}
