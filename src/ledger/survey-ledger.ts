// What a ledger holds, by experiment and numerics, from names and sizes alone, so that a hundred thousand runs are counted in seconds.
// One cohort a folder is read, for the size of a cohort and the backend: seed k always belongs to cohort floor(k / size).

import { basename, dirname } from 'node:path';
import { canonicalJson } from '../experiments/content-hash.ts';
import { factsOf, type LedgerEntry, ledgerEntries } from './ledger-entries.ts';
import { checkCohort } from './open-ledger-to-read.ts';
import { readIfThere } from './write-atomically.ts';

export interface SeedRange {
  readonly from: number;
  readonly to: number;
}

export interface FolderSurvey {
  readonly folder: string;
  /** In full where a cohort could be read, or the digits in the folder's name. */
  readonly experimentHash: string;
  readonly fingerprint: string;
  /** experiment.json as it is, for people; null where it is missing or no JSON. */
  readonly experiment: unknown;
  /** Null where no cohort says so. */
  readonly backend: string | null;
  readonly cohorts: number;
  readonly runs: number;
  readonly seeds: readonly SeedRange[];
  readonly bytes: number;
  /** ISO 8601, UTC; null without cohorts. */
  readonly firstWritten: string | null;
  readonly lastWritten: string | null;
  readonly failedAttempts: number;
  readonly setAside: number;
  readonly leftovers: number;
}

export interface ModelsSurvey {
  readonly fingerprint: string;
  readonly models: number;
  readonly bytes: number;
  readonly setAside: number;
  readonly leftovers: number;
}

export interface LedgerSurvey {
  readonly root: string;
  readonly folders: readonly FolderSurvey[];
  /** Models after Stage 0. */
  readonly pretrained: readonly ModelsSurvey[];
  readonly total: { readonly cohorts: number; readonly runs: number; readonly bytes: number };
}

interface Gathered {
  readonly first: LedgerEntry;
  readonly cohorts: LedgerEntry[];
  readonly counts: Record<LedgerEntry['kind'], number>;
  bytes: number;
  earliest: number;
  latest: number;
  experimentPath: string | null;
}

export function surveyLedger(root: string): LedgerSurvey {
  const byFolder = new Map<string, Gathered>();
  for (const entry of ledgerEntries(root)) {
    if (entry.fingerprint === null) continue;
    const facts = factsOf(entry.path);
    if (facts === null) continue;
    const folder = dirname(entry.path);
    const gathered = byFolder.get(folder) ?? nothingOf(entry);
    byFolder.set(folder, gathered);
    gathered.counts[entry.kind] += 1;
    gathered.bytes += facts.bytes;
    if (entry.kind === 'experiment') gathered.experimentPath = entry.path;
    if (entry.kind !== 'cohort') continue;
    gathered.cohorts.push(entry);
    gathered.earliest = Math.min(gathered.earliest, facts.changedAt);
    gathered.latest = Math.max(gathered.latest, facts.changedAt);
  }
  const all = [...byFolder.values()];
  const folders = all.filter(({ first }) => first.experiment !== null).map(folderSurvey);
  const pretrained = all
    .filter(({ first }) => first.experiment === null)
    .map(({ first, counts, bytes }) => ({
      fingerprint: first.fingerprint ?? '',
      models: counts.model,
      bytes,
      setAside: counts['set-aside'],
      leftovers: counts.temporary,
    }));
  const sum = (of: (folder: FolderSurvey) => number) => folders.reduce((total, folder) => total + of(folder), 0);
  const models = pretrained.reduce((total, { bytes }) => total + bytes, 0);
  return {
    root,
    folders,
    pretrained,
    total: {
      cohorts: sum(({ cohorts }) => cohorts),
      runs: sum(({ runs }) => runs),
      bytes: sum(({ bytes }) => bytes) + models,
    },
  };
}

function nothingOf(first: LedgerEntry): Gathered {
  const counts = { cohort: 0, attempt: 0, experiment: 0, model: 0, 'set-aside': 0, temporary: 0 };
  return {
    first,
    cohorts: [],
    counts,
    bytes: 0,
    earliest: Number.POSITIVE_INFINITY,
    latest: Number.NEGATIVE_INFINITY,
    experimentPath: null,
  };
}

function folderSurvey({ first, cohorts, counts, bytes, earliest, latest, experimentPath }: Gathered): FolderSurvey {
  const sample = readableOf(cohorts);
  const size = sample?.payload.seeds.length ?? 1;
  const numbers = cohorts.map(({ cohort }) => cohort ?? 0).sort((a, b) => a - b);
  const instant = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
  return {
    folder: basename(dirname(first.path)),
    experimentHash: sample?.payload.experimentHash ?? first.experiment ?? '',
    fingerprint: sample?.payload.fingerprint ?? first.fingerprint ?? '',
    experiment: experimentPath === null ? null : readExperiment(experimentPath),
    backend: sample?.about.backend ?? null,
    cohorts: cohorts.length,
    runs: cohorts.length * size,
    seeds: seedRanges(numbers, size),
    bytes,
    firstWritten: instant(earliest),
    lastWritten: instant(latest),
    failedAttempts: counts.attempt,
    setAside: counts['set-aside'],
    leftovers: counts.temporary,
  };
}

/** The latest that can be read: earlier versions say less. */
function readableOf(cohorts: readonly LedgerEntry[]) {
  for (const { path } of cohorts.toReversed()) {
    const checked = checkCohort(path);
    if (checked?.kind === 'valid') return checked;
  }
  return null;
}

/** Null where there is none, or nothing that could be one. */
export function readExperiment(path: string): unknown {
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  try {
    const experiment: unknown = JSON.parse(new TextDecoder().decode(bytes));
    canonicalJson(experiment);
    return experiment;
  } catch {
    return null;
  }
}

/** Cohorts in a row are one range. */
export function seedRanges(cohorts: readonly number[], size: number): SeedRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const cohort of cohorts) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === cohort * size) last.to += size;
    else ranges.push({ from: cohort * size, to: cohort * size + size - 1 });
  }
  return ranges;
}
