// A ledger for whoever only looks: an audit moves nothing aside, whatever it was told to look for. What cannot be trusted is not read,
// and is remembered by name.
import { basename, dirname, join, resolve } from 'node:path';
import { parseCohortFile } from './cohort-file.ts';
import type { CohortAbout, CohortPayload } from './cohort-schema.ts';
import { attemptsPerCohort } from './failed-attempts.ts';
import type { CohortReading, Ledger } from './ledger.ts';
import { type LedgerEntry, ledgerEntries } from './ledger-entries.ts';
import { type CohortAddress, cohortPath, folderOf } from './ledger-layout.ts';
import { readIfThere } from './write-atomically.ts';

export type LedgerReader = Pick<Ledger, 'root' | 'read' | 'failedAttempts'>;

export interface WatchfulReader extends LedgerReader {
  /** Files that were not trusted, in words: path and reason. */
  readonly distrusted: () => readonly string[];
}

export function openLedgerToRead(root: string): WatchfulReader {
  const absolute = resolve(root);
  const distrusted = new Set<string>();
  const read = (address: CohortAddress): CohortReading => {
    const path = cohortPath(absolute, address);
    const bytes = readIfThere(path);
    if (bytes === null) return { kind: 'missing' };
    const parsed = parseCohortFile(bytes);
    if (parsed.kind === 'valid') {
      const { payload, about } = parsed;
      const isHome =
        payload.experimentHash === address.experimentHash &&
        payload.fingerprint === address.fingerprint &&
        payload.cohort === address.cohort;
      if (isHome) return { kind: 'found', cohort: payload, about };
    }
    distrusted.add(`${path}: ${reasonOf(parsed)}`);
    return { kind: 'missing' };
  };
  return {
    root: absolute,
    read: (experimentHash, fingerprint, cohort) => read({ experimentHash, fingerprint, cohort }),
    failedAttempts: (key) => attemptsPerCohort(folderOf(absolute, key)),
    distrusted: () => [...distrusted],
  };
}

function reasonOf(parsed: ReturnType<typeof parseCohortFile>): string {
  switch (parsed.kind) {
    case 'valid':
      return 'it belongs elsewhere';
    case 'newer':
      return 'a newer version of iml-verify wrote it';
    case 'damaged':
      return parsed.reason;
  }
}

type CheckedCohort =
  | { readonly kind: 'valid'; readonly payload: CohortPayload; readonly about: CohortAbout }
  | { readonly kind: 'newer'; readonly version: number }
  /** `reason` reads after "because". */
  | { readonly kind: 'damaged'; readonly reason: string };

export type FoundCohort = CheckedCohort & { readonly path: string; readonly entry: LedgerEntry };

/**
 * The cohorts of a ledger one after another, each checked in full, for whoever reads a whole ledger: nothing is kept in memory, and
 * nothing is set aside or changed.
 * @param isWanted by what its name says
 */
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
