// The goldens that are accepted now, as something to compare with: whole and unchanged, whether or not they are still what the claims
// need; that is why new ones are made.
import { checkFiles, type WholeFolder } from './check-files.ts';
import type { Goldens, LoadedPool } from './check-set.ts';
import { type Complaint, invalidGolden } from './complaint.ts';
import type { AcceptedSet } from './diff-goldens.ts';
import type { GoldenFiles } from './golden-files.ts';
import { parsePool } from './pool-file.ts';

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
  { environment, profile, folder }: Pick<Goldens, 'environment' | 'profile'> & { readonly folder: string },
): AcceptedSet | null {
  const set = whole?.manifest.sets.find((one) => one.environment === environment && one.profile === profile);
  if (whole === null || set === undefined) return null;
  const complaints: Complaint[] = [];
  const pools: LoadedPool[] = [];
  for (const { path, sha256 } of set.pools) {
    const parsed = parsePool(whole.files.get(path) ?? new Uint8Array());
    if (parsed.kind === 'pool') pools.push({ ...parsed.pool, path, sha256 });
    else complaints.push({ path, kind: 'invalid', reason: parsed.reason });
  }
  if (complaints.length > 0) throw invalidGolden(complaints, folder);
  return { fingerprint: set.fingerprint, pools, verdicts: set.verdicts };
}
