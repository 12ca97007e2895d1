// What may be deleted from a ledger when somebody asks for it, and its deletion. Only files that the harness named itself, never one that
// may still be written, and never one that has changed since it was shown. Failed attempts go only with their whole folder.
import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { causedError, messageOf } from '../errors/caused-error.ts';
import { type FileFacts, factsOf, type LedgerEntry, ledgerEntries } from './ledger-layout.ts';

interface PruneChoice {
  /** Damaged files that were set aside, and what stopped writers left. */
  readonly setAside: boolean;
  /** First 12 digits of the fingerprints to keep; null: keep all. */
  readonly keptNumerics: ReadonlySet<string> | null;
  /** Cohorts and models last written before this instant (milliseconds since the epoch); null: none for their age. */
  readonly before: number | null;
  readonly now: number;
}

export interface Deletable extends FileFacts {
  readonly entry: LedgerEntry;
  /** In words. */
  readonly why: string;
}

/** A writer is done with its temporary file in seconds. One on a machine whose clock is wrong has this long. */
const YOUNG_MS = 3_600_000;

export function findDeletable(root: string, choice: PruneChoice): Deletable[] {
  const found: Deletable[] = [];
  for (const entry of ledgerEntries(root)) {
    const facts = factsOf(entry.path);
    if (facts === null) continue;
    const why = reasonFor(entry, facts, choice);
    if (why !== null) found.push({ entry, ...facts, why });
  }
  return found;
}

function reasonFor(
  { kind, fingerprint }: LedgerEntry,
  { changedAt }: FileFacts,
  { setAside, keptNumerics, before, now }: PruneChoice,
): string | null {
  if (kind === 'temporary' && now - changedAt < YOUNG_MS) return null;
  if (keptNumerics !== null && fingerprint !== null && !keptNumerics.has(fingerprint)) return 'of other numerics';
  if (setAside && kind === 'set-aside') return 'damaged, set aside';
  if (setAside && kind === 'temporary') return 'left by a writer that was stopped';
  const isOfAge = kind === 'cohort' || kind === 'model';
  return before !== null && isOfAge && changedAt < before ? 'older than asked' : null;
}

/** @throws HarnessError `not-writable` at the first file that cannot be deleted; those before it are gone */
export function deleteFound(found: readonly Deletable[]) {
  /** `left`: changed or gone since they were found. */
  const done = { files: 0, bytes: 0, left: 0 };
  for (const { entry, bytes, changedAt } of found) {
    const now = factsOf(entry.path);
    if (now === null || now.bytes !== bytes || now.changedAt !== changedAt) {
      done.left += 1;
      continue;
    }
    try {
      rmSync(entry.path);
    } catch (cause) {
      throw causedError('not-writable', cause, {
        what: 'A file of the ledger could not be deleted. What is left is unharmed.',
        where: entry.path,
        got: `${messageOf(cause)}, after ${done.files} of ${found.length} files`,
        expected: 'a folder in which this process may delete files',
        next: 'give the permission, and run the same command again: it goes on with what is left',
      });
    }
    done.files += 1;
    done.bytes += bytes;
  }
  for (const folder of new Set(found.map(({ entry }) => dirname(entry.path)))) removeIfEmpty(folder);
  return done;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty: someone else's files, or new ones, are in it.
  }
}
