// The cohorts of a ledger one after another, each checked in full, for whoever reads a whole ledger: nothing is kept in memory, and
// nothing is set aside or changed.
import { basename, dirname, join } from 'node:path';
import { parseCohortFile } from './cohort-file.ts';
import type { CohortAbout, CohortPayload } from './cohort-schema.ts';
import { type LedgerEntry, ledgerEntries } from './ledger-entries.ts';
import { cohortPath } from './ledger-layout.ts';
import { readIfThere } from './read-if-there.ts';

export type CheckedCohort =
  | { readonly kind: 'valid'; readonly payload: CohortPayload; readonly about: CohortAbout }
  | { readonly kind: 'newer'; readonly version: number }
  /** `reason` reads after "because". */
  | { readonly kind: 'damaged'; readonly reason: string };

export type FoundCohort = CheckedCohort & { readonly path: string; readonly entry: LedgerEntry };

/** @param isWanted by what its name says */
export function* readCohorts(
  root: string,
  isWanted: (entry: LedgerEntry) => boolean = () => true,
): Generator<FoundCohort> {
  for (const entry of ledgerEntries(root)) {
    if (entry.kind !== 'cohort' || !isWanted(entry)) continue;
    const checked = checkCohort(entry.path);
    if (checked !== null) yield { ...checked, path: entry.path, entry };
  }
}

/** Null where the file is gone by now. */
export function checkCohort(path: string): CheckedCohort | null {
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  const parsed = parseCohortFile(bytes);
  if (parsed.kind !== 'valid') return parsed;
  const home = cohortPath(dirname(dirname(path)), parsed.payload);
  if (home === path) return parsed;
  return { kind: 'damaged', reason: `it belongs elsewhere: ${join(basename(dirname(home)), basename(home))}` };
}
