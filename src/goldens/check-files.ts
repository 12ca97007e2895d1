// Whether a golden folder is whole: manifest, history and pools agree byte for byte, and nothing else lies among the pools. What the
// pools mean is asked by check-set.ts.

import { sha256Of } from './canonical-lines.ts';
import type { Complaint } from './complaint.ts';
import { type GoldenFiles, HISTORY, MANIFEST, POOLS, PROMOTION } from './golden-files.ts';
import { fingerprintsOf, type History, parseHistory, poolsOfHistory } from './history.ts';
import { type Manifest, parseManifest } from './manifest.ts';

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
    return {
      kind: 'broken',
      complaints: [{ path: MANIFEST, kind, reason: 'there is no manifest, so no pool is a golden' }],
    };
  }
  const parsed = parseManifest(bytes);
  if (parsed.kind === 'refused') return broken(MANIFEST, parsed.reason);
  const { manifest } = parsed;
  const history = historyOf(files, manifest);
  if (typeof history === 'string') return broken(HISTORY, history);
  const listed = new Map(manifest.sets.flatMap(({ pools }) => pools.map((pool) => [pool.path, pool] as const)));
  const complaints: Complaint[] = [];
  for (const { path, sha256, bytes: size } of listed.values()) {
    const content = files.get(path);
    const reason = content === undefined ? null : reasonAgainst(content, { sha256, size });
    if (content === undefined) {
      complaints.push({ path, kind: 'missing', reason: 'the manifest lists it, and it is not there' });
    } else if (reason !== null) complaints.push({ path, kind: 'invalid', reason });
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
    return bytes === undefined ? { entries: [], head: null } : 'the manifest knows of no history, as in a candidate';
  }
  if (!bytes) return 'it is not there';
  const parsed = parseHistory(bytes);
  if (parsed.kind === 'refused') return parsed.reason;
  const { history } = parsed;
  const { entries, head } = manifest.history;
  if (history.entries.length !== entries)
    return `it has ${history.entries.length} lines, and the manifest counts ${entries}`;
  if (history.head !== head) return `its last line has sha256 ${history.head}, and the manifest says ${head}`;
  return disagreement(history, manifest);
}

/** The history leaves in place what the manifest lists. */
function disagreement(history: History, manifest: Manifest): History | string {
  const told = poolsOfHistory(history);
  const listed = new Map(
    manifest.sets.flatMap(({ pools }) => pools.map(({ path, sha256 }) => [path, sha256] as const)),
  );
  for (const path of new Set([...told.keys(), ...listed.keys()])) {
    if (told.get(path) !== listed.get(path)) {
      return `it leaves ${path} with sha256 ${told.get(path) ?? '(none)'}, and the manifest lists ${listed.get(path) ?? '(none)'}`;
    }
  }
  for (const { environment, profile, fingerprint } of manifest.sets) {
    const last = history.entries
      .flatMap(fingerprintsOf)
      .findLast((entry) => entry.environment === environment && entry.profile === profile);
    if (last?.fingerprint !== fingerprint) {
      return `it accepted numerics ${last?.fingerprint ?? '(none)'} for ${environment}/${profile}, and the manifest has ${fingerprint}`;
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

function broken(path: string, reason: string): BrokenFolder {
  return { kind: 'broken', complaints: [{ path, kind: 'invalid', reason }] };
}
