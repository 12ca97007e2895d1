// The one door to the goldens: a folder, checked in all that it says, gives the pools of a profile in an environment, or complaints.
import { type CheckedSet, checkSet, type Goldens, type LoadedPool } from './check-set.ts';
import type { AcceptedSet } from './diff-goldens.ts';
import {
  type BrokenFolder,
  checkFiles,
  type GoldenFiles,
  MANIFEST,
  readGoldenFiles,
  type WholeFolder,
} from './golden-files.ts';
import type { GoldenScope } from './golden-tests.ts';
import { nameOfSet } from './manifest.ts';
import { parsePool } from './pool-file.ts';
import { type Complaint, invalidGolden } from './refuse-golden.ts';

export interface GoldenRequest extends GoldenScope {
  readonly folder: string;
  readonly environment: string;
}

export function loadGoldens(request: GoldenRequest): CheckedSet {
  return loadFrom(readGoldenFiles(request.folder), request);
}

/** The same without the disk. */
export function loadFrom(files: GoldenFiles, request: Omit<GoldenRequest, 'folder'>): CheckedSet {
  const { environment, profile } = request;
  const folder = checkFiles(files);
  if (folder.kind === 'broken') return { kind: 'invalid', complaints: folder.complaints };
  const set = folder.manifest.sets.find((one) => nameOfSet(one) === nameOfSet(request));
  if (set !== undefined) return checkSet(folder, set, request);
  const reason = `there are no goldens of the profile ${profile} for ${environment}; there are those of ${folder.manifest.sets.map((one) => `${one.profile} for ${one.environment}`).join(', ')}`;
  return { kind: 'invalid', complaints: [{ path: `pools/${nameOfSet(request)}`, kind: 'missing', reason }] };
}

/** @throws HarnessError `invalid-golden`, with the complaints */
export function requireGoldens(request: GoldenRequest): Goldens {
  const loaded = loadGoldens(request);
  if (loaded.kind === 'valid') return loaded.goldens;
  throw invalidGolden(loaded.complaints, request.folder);
}

export type CheckedFolder =
  | {
      readonly kind: 'checked';
      readonly sets: readonly (CheckedSet & { readonly environment: string; readonly profile: string })[];
    }
  | BrokenFolder
  /** There is nothing at all that could be a golden. */
  | { readonly kind: 'empty' };

/** Every set of the folder, or those of one profile. */
export function checkGoldens(
  files: GoldenFiles,
  { profile, ...scope }: Omit<GoldenScope, 'profile'> & { readonly profile: GoldenScope['profile'] | null },
): CheckedFolder {
  if (files.size === 0) return { kind: 'empty' };
  const folder = checkFiles(files);
  if (folder.kind === 'broken') return folder;
  const sets = folder.manifest.sets.filter((set) => profile === null || set.profile === profile);
  if (sets.length === 0) {
    const reason = `there are no goldens of the profile ${profile}`;
    return { kind: 'broken', complaints: [{ path: MANIFEST, kind: 'missing', reason }] };
  }
  return {
    kind: 'checked',
    sets: sets.map((set) => ({ ...checkSet(folder, set, scope), environment: set.environment, profile: set.profile })),
  };
}

// The goldens that are accepted now, as something to compare with: whole and unchanged, whether or not they are still what the claims
// need; that is why new ones are made.

/** Null where the folder has no goldens yet. @throws HarnessError `invalid-golden` for a folder that is damaged */
export function wholeFolder(files: GoldenFiles, folder: string): WholeFolder | null {
  if (files.size === 0) return null;
  const checked = checkFiles(files);
  if (checked.kind === 'broken') throw invalidGolden(checked.complaints, folder);
  return checked;
}

/** Null where none of the set are accepted. @throws HarnessError `invalid-golden` */
export function acceptedSet(
  whole: WholeFolder | null,
  { folder, ...asked }: Pick<Goldens, 'environment' | 'profile'> & { readonly folder: string },
): AcceptedSet | null {
  const set = whole?.manifest.sets.find((one) => nameOfSet(one) === nameOfSet(asked));
  if (whole === null || set === undefined) return null;
  const complaints: Complaint[] = [];
  const pools: LoadedPool[] = [];
  for (const { path, sha256 } of set.pools) {
    const parsed = parsePool(whole.files.get(path) ?? new Uint8Array());
    if (typeof parsed === 'string') complaints.push({ path, kind: 'invalid', reason: parsed });
    else pools.push({ ...parsed, path, sha256 });
  }
  if (complaints.length > 0) throw invalidGolden(complaints, folder);
  return { fingerprint: set.fingerprint, pools, verdicts: set.verdicts };
}
