// All files of a golden folder at once, so that what is checked is what is used, and whether the folder is whole: manifest, history and
// pools agree byte for byte, and nothing else lies among the pools. What the pools mean is asked by load-goldens.ts. Where files lie is
// written with forward slashes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causedError, codeOf } from '../errors/caused-error.ts';
import type { HarnessError } from '../errors/harness-error.ts';
import { sha256Of } from './canonical-lines.ts';
import { fingerprintsOf, type History, parseHistory } from './history.ts';
import { type Manifest, nameOfSet, parseManifest } from './manifest.ts';
import type { Complaint } from './refuse-golden.ts';

/** Contents by path below the folder; null for something that is neither a file nor a folder. */
export type GoldenFiles = ReadonlyMap<string, Uint8Array | null>;

export const MANIFEST = 'manifest.json';
export const HISTORY = 'history.jsonl';
/** Stands there while goldens are being replaced (write-promotion.ts). */
export const PROMOTION = 'promotion-under-way.json';
const POOLS = 'pools';

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
    if (codeOf(cause) === 'ENOENT') return [];
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
  return causedError('not-readable', cause, {
    what: 'A file or folder of the goldens could not be read.',
    where,
    expected: 'a folder with files that this process may read',
  });
}

export interface WholeFolder {
  readonly kind: 'whole';
  readonly manifest: Manifest;
  readonly history: History;
  readonly files: GoldenFiles;
}

export interface BrokenFolder {
  readonly kind: 'broken';
  readonly complaints: readonly Complaint[];
}

export function checkFiles(files: GoldenFiles): WholeFolder | BrokenFolder {
  if (files.has(PROMOTION)) {
    return broken(
      PROMOTION,
      'goldens were being replaced when something stopped it; the same `iml golden promote` or `restamp` again finishes it, or git takes it back',
    );
  }
  const bytes = files.get(MANIFEST);
  if (!bytes) {
    const kind = bytes === undefined ? 'missing' : 'invalid';
    return broken(MANIFEST, 'there is no manifest, so no pool is a golden', kind);
  }
  const manifest = parseManifest(bytes);
  if (typeof manifest === 'string') return broken(MANIFEST, manifest);
  const history = historyOf(files, manifest);
  if (typeof history === 'string') return broken(HISTORY, history);
  const listed = new Map(manifest.sets.flatMap(({ pools }) => pools.map((pool) => [pool.path, pool] as const)));
  const complaints: Complaint[] = [];
  for (const { path, sha256, bytes: size } of listed.values()) {
    const content = files.get(path);
    if (content === undefined) {
      complaints.push({ path, kind: 'missing', reason: 'the manifest lists it, and it is not there' });
      continue;
    }
    const reason = reasonAgainst(content, { sha256, size });
    if (reason !== null) complaints.push({ path, kind: 'invalid', reason });
  }
  for (const path of files.keys()) {
    if (!path.startsWith(`${POOLS}/`) || listed.has(path)) continue;
    complaints.push({ path, kind: 'unmatched', reason: 'the manifest does not list it' });
  }
  return complaints.length > 0 ? { kind: 'broken', complaints } : { kind: 'whole', manifest, history, files };
}

/** Or what is wrong with it. */
function historyOf(files: GoldenFiles, manifest: Manifest): History | string {
  const bytes = files.get(HISTORY);
  if (manifest.history === null) {
    return bytes === undefined
      ? { entries: [], head: null, pools: new Map() }
      : 'the manifest knows of no history, as in a candidate';
  }
  if (!bytes) return 'it is not there';
  const history = parseHistory(bytes);
  if (typeof history === 'string') return history;
  const { entries, head } = manifest.history;
  if (history.entries.length !== entries)
    return `it has ${history.entries.length} lines, and the manifest counts ${entries}`;
  if (history.head !== head) return `its last line has sha256 ${history.head}, and the manifest says ${head}`;
  return disagreement(history, manifest);
}

/** The history leaves in place what the manifest lists. */
function disagreement(history: History, manifest: Manifest): History | string {
  const told = history.pools;
  const listed = new Map(
    manifest.sets.flatMap(({ pools }) => pools.map(({ path, sha256 }) => [path, sha256] as const)),
  );
  for (const path of new Set([...told.keys(), ...listed.keys()])) {
    if (told.get(path) !== listed.get(path)) {
      return `it leaves ${path} with sha256 ${told.get(path) ?? '(none)'}, and the manifest lists ${listed.get(path) ?? '(none)'}`;
    }
  }
  const accepted = history.entries.flatMap(fingerprintsOf);
  for (const set of manifest.sets) {
    const last = accepted.findLast((entry) => nameOfSet(entry) === nameOfSet(set));
    if (last?.fingerprint !== set.fingerprint) {
      return `it accepted numerics ${last?.fingerprint ?? '(none)'} for ${nameOfSet(set)}, and the manifest has ${set.fingerprint}`;
    }
  }
  return history;
}

function reasonAgainst(
  content: Uint8Array | null,
  { sha256, size }: { readonly sha256: string; readonly size: number },
): string | null {
  if (content === null) return 'it is no file';
  if (content.length !== size) return `it has ${content.length} bytes, and the manifest says ${size}`;
  const found = sha256Of(content);
  return found === sha256 ? null : `its sha256 is ${found}, and the manifest says ${sha256}`;
}

function broken(path: string, reason: string, kind: Complaint['kind'] = 'invalid'): BrokenFolder {
  return { kind: 'broken', complaints: [{ path, kind, reason }] };
}
