// A ledger for whoever only looks: an audit moves nothing aside, whatever it was told to look for. What cannot be trusted is not read,
// and is remembered by name.
import { resolve } from 'node:path';
import { parseCohortFile } from './cohort-file.ts';
import { attemptsPerCohort } from './failed-attempts.ts';
import type { CohortReading, Ledger } from './ledger.ts';
import { type CohortAddress, cohortPath, folderOf } from './ledger-layout.ts';
import { readIfThere } from './read-if-there.ts';

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
