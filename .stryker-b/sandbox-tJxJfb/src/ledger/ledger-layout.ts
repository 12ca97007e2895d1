// Where what lies in a ledger: a folder an experiment and fingerprint, in it a file a cohort, a file a failed attempt at one, and the
// experiment for people; models after Stage 0 in a folder of their own. Names decide nothing: what is in a file says what it is. By them
// alone `iml ledger` counts, checks, exports and deletes: folders and cohorts come in the order of their names, so that what is made of
// them is the same each time.
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { ifThere, namesIfThere } from './write-atomically.ts';

/** Which experiment under which numerics: both are hexadecimal digests in full. */
export interface LedgerKey {
  readonly experimentHash: string;
  readonly fingerprint: string;
}

export type CohortAddress = LedgerKey & { readonly cohort: number };

const FOLDER_NAME = /^([0-9a-f]{16})-([0-9a-f]{12})$/;
const COHORT_NAME = /^cohort-(\d{6,})\.json$/;
export const ATTEMPT_NAME = /^cohort-(\d{6,})\.failed-(\d+)\.json$/;
const DAMAGED_NAME = /\.damaged-\d+$/;
const TEMPORARY_NAME = /\.tmp$/;
export const EXPERIMENT_NAME = 'experiment.json';
const PRETRAINED_FOLDER = 'pretrained';

export function folderOf(root: string, { experimentHash, fingerprint }: LedgerKey): string {
  const folder = `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`;
  if (FOLDER_NAME.test(folder)) return join(root, folder);
  throw invalidAddress(`experiment ${JSON.stringify(experimentHash)}, fingerprint ${JSON.stringify(fingerprint)}`);
}

export function cohortPath(root: string, address: CohortAddress): string {
  return join(folderOf(root, address), `${cohortStem(address.cohort)}.json`);
}

/** `attempt` counts from 1. */
export function attemptPath(root: string, address: CohortAddress & { readonly attempt: number }): string {
  return join(folderOf(root, address), `${cohortStem(address.cohort)}.failed-${address.attempt}.json`);
}

function cohortStem(cohort: number): string {
  if (!Number.isSafeInteger(cohort) || cohort < 0) throw invalidAddress(`cohort ${cohort}`);
  return `cohort-${String(cohort).padStart(6, '0')}`;
}

export function isSameCohort(one: CohortAddress, { experimentHash, fingerprint, cohort }: CohortAddress): boolean {
  return one.experimentHash === experimentHash && one.fingerprint === fingerprint && one.cohort === cohort;
}

/** Why a cohort is not at home at this path, in words; null where it is. */
export function strayOf(path: string, address: CohortAddress): string | null {
  const home = cohortPath(dirname(dirname(path)), address);
  return home === path ? null : `it belongs elsewhere: ${join(basename(dirname(home)), basename(home))}`;
}

function invalidAddress(got: string): HarnessError {
  return new HarnessError('invalid-argument', {
    what: 'The ledger is asked for something that it cannot hold.',
    got,
    expected: 'two digests in hexadecimal, as contentHash gives them, and the number of a cohort, counted from 0',
    next: 'this is a defect of the harness: please report it with this message',
  });
}

type EntryKind = 'cohort' | 'attempt' | 'experiment' | 'model' | 'set-aside' | 'temporary';

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

/** The cohorts of one numerics, or of all. Runs are told by them, so a file where their folder should be is refused, and not taken for none. */
export function cohortPaths(root: string, fingerprint = ''): string[] {
  const isWanted = (folder: string) => FOLDER_NAME.exec(folder)?.[2]?.startsWith(fingerprint.slice(0, 12)) ?? false;
  return namesIfThere(root)
    .filter(isWanted)
    .flatMap((folder) => namesIfThere(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((path) => COHORT_NAME.test(basename(path)));
}

/** Null where it is gone by now. */
export function factsOf(path: string): FileFacts | null {
  const stats = ifThere(path, () => statSync(path));
  return stats === null ? null : { bytes: stats.size, changedAt: stats.mtimeMs };
}

function* entriesIn(
  folder: string,
  place: Pick<LedgerEntry, 'experiment' | 'fingerprint'>,
): Generator<LedgerEntry, void> {
  // A file where a folder should be holds nothing.
  const names = ifThere(folder, () => readdirSync(folder).sort(), ['ENOENT', 'ENOTDIR']) ?? [];
  for (const name of names) {
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
