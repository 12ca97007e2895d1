// Every file of a ledger by what its name says it is, without reading any: what `iml ledger` counts, checks, exports and deletes. Folders
// and cohorts come in the order of their names, so that what is made of them is the same each time.
import { readdirSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  ATTEMPT_NAME,
  COHORT_NAME,
  DAMAGED_NAME,
  EXPERIMENT_NAME,
  FOLDER_NAME,
  PRETRAINED_FOLDER,
  TEMPORARY_NAME,
} from './ledger-layout.ts';
import { isAbsent, namesIfThere, notReadable } from './write-atomically.ts';

export type EntryKind = 'cohort' | 'attempt' | 'experiment' | 'model' | 'set-aside' | 'temporary';

export interface LedgerEntry {
  readonly kind: EntryKind;
  readonly path: string;
  /** First 16 digits of the experiment's hash; null for models and for what lies in the root. */
  readonly experiment: string | null;
  /** First 12 digits; null for what lies in the root. */
  readonly fingerprint: string | null;
  /** Number of the cohort, for its runs and for attempts at it; null for all else. */
  readonly cohort: number | null;
}

export interface FileFacts {
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** What nobody here would have named so is not among them: it belongs to someone else. */
export function* ledgerEntries(root: string): Generator<LedgerEntry> {
  const absolute = resolve(root);
  const above = { experiment: null, fingerprint: null };
  for (const name of namesIfThere(absolute)) {
    const [, experiment, fingerprint] = FOLDER_NAME.exec(name) ?? [];
    if (experiment !== undefined && fingerprint !== undefined) {
      yield* entriesIn(join(absolute, name), { experiment, fingerprint });
    } else if (name === PRETRAINED_FOLDER) {
      for (const numerics of namesIfThere(join(absolute, name))) {
        if (!/^[0-9a-f]{12}$/.test(numerics)) continue;
        yield* entriesIn(join(absolute, name, numerics), { experiment: null, fingerprint: numerics });
      }
    } else if (name.startsWith('.') && TEMPORARY_NAME.test(name)) {
      yield { kind: 'temporary', path: join(absolute, name), ...above, cohort: null };
    }
  }
}

/** Null where it is gone by now. */
export function factsOf(path: string): FileFacts | null {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (cause) {
    if (isAbsent(cause)) return null;
    throw notReadable(path, cause);
  }
  return { bytes: stats.size, changedAt: stats.mtimeMs };
}

function* entriesIn(
  folder: string,
  place: Pick<LedgerEntry, 'experiment' | 'fingerprint'>,
): Generator<LedgerEntry, void> {
  for (const name of namesOf(folder)) {
    const kind = kindOf(name, place.experiment === null);
    if (kind === null) continue;
    const cohort = (COHORT_NAME.exec(name) ?? ATTEMPT_NAME.exec(name))?.[1];
    yield { kind, path: join(folder, name), ...place, cohort: cohort === undefined ? null : Number(cohort) };
  }
}

function kindOf(name: string, isOfModels: boolean): EntryKind | null {
  if (DAMAGED_NAME.test(name)) return 'set-aside';
  if (name.startsWith('.') && TEMPORARY_NAME.test(name)) return 'temporary';
  if (isOfModels) return /^[0-9a-f]{32}\.model$/.test(name) ? 'model' : null;
  if (COHORT_NAME.test(name)) return 'cohort';
  if (ATTEMPT_NAME.test(name)) return 'attempt';
  return name === EXPERIMENT_NAME ? 'experiment' : null;
}

/** A file where a folder should be holds nothing. */
function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    if (isAbsent(cause) || (cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR')) return [];
    throw notReadable(folder, cause);
  }
}
