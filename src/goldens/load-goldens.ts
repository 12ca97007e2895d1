// The one door to the goldens: a folder, checked in all that it says, gives the pools of a profile in an environment, or complaints.
import type { BrokenFolder } from './check-files.ts';
import { checkFiles } from './check-files.ts';
import { type CheckedSet, checkSet, type Goldens } from './check-set.ts';
import { type Complaint, invalidGolden } from './complaint.ts';
import { type GoldenFiles, readGoldenFiles } from './golden-files.ts';
import type { GoldenScope } from './golden-tests.ts';

export interface GoldenRequest extends GoldenScope {
  readonly folder: string;
  readonly environment: string;
}

export type LoadedGoldens = CheckedSet;

export function loadGoldens(request: GoldenRequest): LoadedGoldens {
  return loadFrom(readGoldenFiles(request.folder), request);
}

/** The same without the disk. */
export function loadFrom(files: GoldenFiles, request: Omit<GoldenRequest, 'folder'>): LoadedGoldens {
  const { environment, profile } = request;
  const folder = checkFiles(files);
  if (folder.kind === 'broken') return { kind: 'invalid', complaints: folder.complaints };
  const set = folder.manifest.sets.find((one) => one.environment === environment && one.profile === profile);
  if (set !== undefined) return checkSet(folder, set, request);
  const reason = `there are no goldens of the profile ${profile} for ${environment}; there are those of ${folder.manifest.sets.map((one) => `${one.profile} for ${one.environment}`).join(', ')}`;
  return { kind: 'invalid', complaints: [{ path: `pools/${environment}/${profile}`, kind: 'missing', reason }] };
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
    const complaint: Complaint = {
      path: 'manifest.json',
      kind: 'missing',
      reason: `there are no goldens of the profile ${profile}`,
    };
    return { kind: 'broken', complaints: [complaint] };
  }
  return {
    kind: 'checked',
    sets: sets.map((set) => ({ ...checkSet(folder, set, scope), environment: set.environment, profile: set.profile })),
  };
}
