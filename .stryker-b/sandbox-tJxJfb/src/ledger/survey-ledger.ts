// What a ledger holds, by experiment and numerics, from names and sizes alone, so that a hundred thousand runs are counted in seconds.
// One cohort a folder is read, for the size of a cohort and the backend: seed k always belongs to cohort floor(k / size).

import { basename, dirname } from 'node:path';
import { canonicalJson } from '../experiments/content-hash.ts';
import { type FileFacts, factsOf, type LedgerEntry, ledgerEntries } from './ledger-layout.ts';
import { checkCohort } from './open-ledger-to-read.ts';
import { readIfThere } from './write-atomically.ts';

export type LedgerSurvey = ReturnType<typeof surveyLedger>;
export type FolderSurvey = ReturnType<typeof folderSurvey>;

type FoundFile = LedgerEntry & FileFacts;

export function surveyLedger(root: string) {
  const byFolder = new Map<string, FoundFile[]>();
  for (const entry of ledgerEntries(root)) {
    const facts = entry.fingerprint === null ? null : factsOf(entry.path);
    if (facts === null) continue;
    const folder = dirname(entry.path);
    const files = byFolder.get(folder) ?? [];
    files.push({ ...entry, ...facts });
    byFolder.set(folder, files);
  }
  const all = [...byFolder.values()];
  const folders = all.filter(([first]) => first?.experiment !== null).map(folderSurvey);
  /** Models after Stage 0. */
  const pretrained = all
    .filter(([first]) => first?.experiment === null)
    .map((files) => ({
      fingerprint: files[0]?.fingerprint ?? '',
      models: countOf(files, 'model'),
      bytes: bytesOf(files),
      ...strayFiles(files),
    }));
  return {
    root,
    folders,
    pretrained,
    total: {
      cohorts: sumOf(folders.map(({ cohorts }) => cohorts)),
      runs: sumOf(folders.map(({ runs }) => runs)),
      bytes: bytesOf(folders) + bytesOf(pretrained),
    },
  };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const bytesOf = (all: readonly { readonly bytes: number }[]) => sumOf(all.map(({ bytes }) => bytes));
const countOf = (files: readonly FoundFile[], kind: LedgerEntry['kind']) =>
  files.filter((file) => file.kind === kind).length;

function strayFiles(files: readonly FoundFile[]) {
  return { setAside: countOf(files, 'set-aside'), leftovers: countOf(files, 'temporary') };
}

function folderSurvey(files: readonly FoundFile[]) {
  const cohorts = files.filter(({ kind }) => kind === 'cohort');
  const sample = readableOf(cohorts);
  const size = sample?.payload.seeds.length ?? 1;
  const numbers = cohorts.map(({ cohort }) => cohort ?? 0).sort((a, b) => a - b);
  const experiment = files.find(({ kind }) => kind === 'experiment');
  const written = cohorts.map(({ changedAt }) => changedAt).sort((a, b) => a - b);
  const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    folder: basename(dirname(files[0]?.path ?? '')),
    /** In full where a cohort could be read, or the digits in the folder's name. */
    experimentHash: sample?.payload.experimentHash ?? files[0]?.experiment ?? '',
    fingerprint: sample?.payload.fingerprint ?? files[0]?.fingerprint ?? '',
    /** experiment.json as it is, for people; null where it is missing or no JSON. */
    experiment: experiment === undefined ? null : readExperiment(experiment.path),
    /** Null where no cohort says so. */
    backend: sample?.about.backend ?? null,
    cohorts: cohorts.length,
    runs: cohorts.length * size,
    seeds: seedRanges(numbers, size),
    bytes: bytesOf(files),
    /** ISO 8601, UTC; null without cohorts. */
    firstWritten: instant(written[0]),
    lastWritten: instant(written.at(-1)),
    failedAttempts: countOf(files, 'attempt'),
    ...strayFiles(files),
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
function seedRanges(cohorts: readonly number[], size: number): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const cohort of cohorts) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === cohort * size) last.to += size;
    else ranges.push({ from: cohort * size, to: cohort * size + size - 1 });
  }
  return ranges;
}
