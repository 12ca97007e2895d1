// A ledger for whoever only looks: an audit moves nothing aside, whatever it was told to look for. What cannot be trusted is not read,
// and is remembered by name.
import { resolve } from 'node:path';
import { type ParsedCohortFile, parseCohortFile } from './cohort-file.ts';
import { attemptsPerCohort } from './failed-attempts.ts';
import type { Ledger } from './ledger.ts';
import {
  cohortPath,
  folderOf,
  isSameCohort,
  type LedgerEntry,
  type LedgerKey,
  ledgerEntries,
  strayOf,
} from './ledger-layout.ts';
import { readIfThere } from './write-atomically.ts';

export type LedgerReader = Pick<Ledger, 'root' | 'read' | 'failedAttempts'>;

export function openLedgerToRead(root: string) {
  const absolute = resolve(root);
  const distrusted = new Set<string>();
  const read: LedgerReader['read'] = (experimentHash, fingerprint, cohort) => {
    const address = { experimentHash, fingerprint, cohort };
    const path = cohortPath(absolute, address);
    const bytes = readIfThere(path);
    if (bytes === null) return { kind: 'missing' };
    const parsed = parseCohortFile(bytes);
    if (parsed.kind === 'valid' && isSameCohort(parsed.payload, address)) {
      return { kind: 'found', cohort: parsed.payload, about: parsed.about };
    }
    distrusted.add(`${path}: ${reasonOf(parsed)}`);
    return { kind: 'missing' };
  };
  return {
    root: absolute,
    read,
    failedAttempts: (key: LedgerKey) => attemptsPerCohort(folderOf(absolute, key)),
    /** Files that were not trusted, in words: path and reason. */
    distrusted: (): readonly string[] => [...distrusted],
  };
}

function reasonOf(parsed: ParsedCohortFile): string {
  switch (parsed.kind) {
    case 'valid':
      return 'it belongs elsewhere';
    case 'newer':
      return 'a newer version of iml-verify wrote it';
    case 'damaged':
      return parsed.reason;
  }
}

export type FoundCohort = ParsedCohortFile & { readonly path: string; readonly entry: LedgerEntry };

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
export function checkCohort(path: string): ParsedCohortFile | null {
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  const parsed = parseCohortFile(bytes);
  if (parsed.kind !== 'valid') return parsed;
  const reason = strayOf(path, parsed.payload);
  return reason === null ? parsed : { kind: 'damaged', reason };
}
