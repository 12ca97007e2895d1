// Every file of a ledger read and checked, and nothing moved or changed: what is damaged is named with its reason, what a newer harness
// wrote is named as unread. decisions.md promises 3 and 17.
import { contentHash } from '../experiments/content-hash.ts';
import { readFailedAttempt } from './failed-attempts.ts';
import { type LedgerEntry, ledgerEntries } from './ledger-layout.ts';
import { checkCohort } from './open-ledger-to-read.ts';
import { pretrainedDamage } from './pretrained-files.ts';
import { readExperiment } from './survey-ledger.ts';

export interface NamedDamage {
  readonly path: string;
  /** Reads after "because". */
  readonly reason: string;
}

export type LedgerCheck = ReturnType<typeof verifyLedger>;

/** Files that were read; `unread`: set aside before, or left by writers that were stopped. */
export function verifyLedger(root: string) {
  const counts = { files: 0, cohorts: 0, runs: 0, failedAttempts: 0, models: 0, unread: 0 };
  const damaged: NamedDamage[] = [];
  /** Of a newer version, so not checked further than their checksums. */
  const newer: NamedDamage[] = [];
  for (const entry of ledgerEntries(root)) {
    if (entry.kind === 'set-aside' || entry.kind === 'temporary') {
      counts.unread += 1;
      continue;
    }
    counts.files += 1;
    const found = check(entry);
    if (found === null) continue;
    if ('version' in found) newer.push({ path: entry.path, reason: `it is of schema version ${found.version}` });
    else if ('reason' in found) damaged.push({ path: entry.path, reason: found.reason });
    else {
      counts.cohorts += entry.kind === 'cohort' ? 1 : 0;
      counts.runs += found.runs;
      counts.failedAttempts += entry.kind === 'attempt' ? 1 : 0;
      counts.models += entry.kind === 'model' ? 1 : 0;
    }
  }
  return { ...counts, damaged, newer };
}

type Finding = { readonly runs: number } | { readonly reason: string } | { readonly version: number };

/** Null where the file is gone by now. */
function check({ kind, path, experiment }: LedgerEntry): Finding | null {
  switch (kind) {
    case 'cohort': {
      const checked = checkCohort(path);
      return checked?.kind === 'valid' ? { runs: checked.payload.records.length } : checked;
    }
    case 'attempt': {
      const reading = readFailedAttempt(path);
      return reading?.kind === 'damaged' ? reading : { runs: 0 };
    }
    case 'model': {
      const reason = pretrainedDamage(path);
      return reason === null ? { runs: 0 } : { reason };
    }
    default: {
      const document = readExperiment(path);
      if (document !== null && contentHash(document).startsWith(experiment ?? '')) return { runs: 0 };
      return { reason: 'it is not the experiment that its folder is named after (a copy for people: delete it)' };
    }
  }
}
