// All files of a golden folder at once, so that what is checked is what is used. Where they lie is written with forward slashes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';

/** Contents by path below the folder; null for something that is neither a file nor a folder. */
export type GoldenFiles = ReadonlyMap<string, Uint8Array | null>;

export const MANIFEST = 'manifest.json';
export const HISTORY = 'history.jsonl';
/** Stands there while goldens are being replaced (write-promotion.ts). */
export const PROMOTION = 'promotion-under-way.json';
export const POOLS = 'pools';

/** Files beside the pools that are no business of theirs are left alone, and not read. */
const OURS = [MANIFEST, HISTORY, PROMOTION];

/** A folder that is not there has no files. @throws HarnessError `not-readable` */
export function readGoldenFiles(folder: string): GoldenFiles {
  const files = new Map<string, Uint8Array | null>();
  const visit = (path: string) => {
    for (const entry of entriesOf(join(folder, path))) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (path === '' && entry.name !== POOLS && !OURS.includes(entry.name)) continue;
      if (entry.isDirectory()) visit(below);
      else files.set(below, entry.isFile() ? readBytes(join(folder, below)) : null);
    }
  };
  visit('');
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw notReadable(folder, cause);
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw notReadable(path, cause);
  }
}

function notReadable(where: string, cause: unknown): HarnessError {
  return new HarnessError(
    'not-readable',
    {
      what: 'A file or folder of the goldens could not be read.',
      where,
      got: cause instanceof Error ? cause.message : String(cause),
      expected: 'a folder with files that this process may read',
    },
    { cause },
  );
}
