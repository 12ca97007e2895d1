// The store of run records: a folder an experiment and numerics fingerprint, in it one immutable file a cohort. Nothing damaged is
// trusted, nothing is deleted, nothing is trained twice. Source: architecture.md glossary; decisions.md promises 3, 4, 16.
import { dirname, join, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import {
  COHORT_VERSION,
  type CohortAbout,
  type CohortPayload,
  encodeCohortFile,
  parseCohortFile,
} from './cohort-file.ts';
import { attemptsPerCohort, type FailedAttempt, writeFailedAttempt } from './failed-attempts.ts';
import {
  type CohortAddress,
  cohortPath,
  cohortPaths,
  EXPERIMENT_NAME,
  folderOf,
  isSameCohort,
  type LedgerKey,
  strayOf,
} from './ledger-layout.ts';
import { makeFolder, notReadable, readIfThere, setAside, writeAtomically } from './write-atomically.ts';

export interface DamagedCohort {
  readonly kind: 'damaged';
  readonly path: string;
  /** In words; reads after "set aside, because". */
  readonly reason: string;
  readonly movedTo: string;
}

export type CohortReading =
  | { readonly kind: 'found'; readonly cohort: CohortPayload; readonly about: CohortAbout }
  | { readonly kind: 'missing' }
  /** It was set aside; it now counts as missing, and the next reading says so. */
  | DamagedCohort;

interface LedgerWriting {
  /** `already-there`: a file with the same payload was found, and left as it is. */
  readonly kind: 'written' | 'already-there';
  /** The damaged file that stood in the way, if any. */
  readonly setAside: DamagedCohort | null;
}

interface LedgerListing {
  /** Valid ones, in the order of folders and files. */
  readonly cohorts: readonly (Omit<CohortPayload, 'records'> & { readonly path: string })[];
  readonly damaged: readonly DamagedCohort[];
}

export interface Ledger {
  readonly root: string;
  /** Makes the root and tries to write there, so that a long run does not fail at its end. */
  readonly prepare: () => void;
  readonly read: (experimentHash: string, fingerprint: string, cohort: number) => CohortReading;
  readonly write: (payload: CohortPayload, about: CohortAbout) => LedgerWriting;
  /** Keeps an attempt at a cohort that left no runs; returns its number, counted from 1. */
  readonly writeFailed: (address: CohortAddress, attempt: FailedAttempt) => number;
  /** How many attempts at each cohort of it failed, by the number of the cohort. */
  readonly failedAttempts: (key: LedgerKey) => ReadonlyMap<number, number>;
  /** Puts experiment.json beside the cohorts, for people; the first one stays. The harness never reads it. */
  readonly describe: (key: LedgerKey, experiment: unknown) => void;
  /** Of one numerics, or of all. */
  readonly list: (fingerprint?: string) => LedgerListing;
}

const readme = `Results of iml-verify: one file a cohort of runs, never changed once written. Files that end in .tmp were left by writers
that were stopped, files with .damaged-N in their names failed their checks; neither is read, and \`iml ledger prune --set-aside\`
deletes both. Files with .failed-N in their names tell of attempts that left no runs; they are counted.
`;
const maximumReadings = 20;

/** Touches nothing yet: a root that is not there is an empty ledger. */
export function openLedger(root: string): Ledger {
  const absolute = resolve(root);
  return {
    root: absolute,
    prepare: () => writeAtomically(join(absolute, 'README.txt'), new TextEncoder().encode(readme)),
    read: (experimentHash, fingerprint, cohort) => readCohort(absolute, { experimentHash, fingerprint, cohort }),
    write: (payload, about) => writeCohort(absolute, payload, about),
    writeFailed: (address, attempt) => writeFailedAttempt(absolute, { address, attempt }),
    failedAttempts: (key) => attemptsPerCohort(folderOf(absolute, key)),
    describe: (key, experiment) => describeExperiment(absolute, key, experiment),
    list: (fingerprint) => listCohorts(absolute, fingerprint),
  };
}

function readCohort(root: string, address: CohortAddress): CohortReading {
  return readFile(cohortPath(root, address), (payload) => {
    const { experimentHash, fingerprint, cohort } = payload;
    if (isSameCohort(payload, address)) return null;
    return `it belongs elsewhere: cohort ${cohort} of experiment ${experimentHash} under ${fingerprint}`;
  });
}

/** `foreign` says in words why a valid payload is not at home at this path, or null. */
function readFile(path: string, foreign: (payload: CohortPayload) => string | null): CohortReading {
  for (let readings = 1; readings <= maximumReadings; readings++) {
    const bytes = readIfThere(path);
    if (bytes === null) return { kind: 'missing' };
    const parsed = parseCohortFile(bytes);
    if (parsed.kind === 'newer') throw refuseNewer(path, parsed.version);
    const reason = parsed.kind === 'valid' ? foreign(parsed.payload) : parsed.reason;
    if (parsed.kind === 'valid' && reason === null)
      return { kind: 'found', cohort: parsed.payload, about: parsed.about };
    const movedTo = setAside(path, bytes);
    if (movedTo !== null) return { kind: 'damaged', path, reason: reason ?? '', movedTo };
  }
  throw notReadable(path, `other contents at each of ${maximumReadings} readings, all damaged`);
}

function writeCohort(root: string, payload: CohortPayload, about: CohortAbout): LedgerWriting {
  const bytes = encodeCohortFile(payload, about);
  const path = cohortPath(root, payload);
  makeFolder(dirname(path));
  const before = readCohort(root, payload);
  if (before.kind === 'found') {
    if (contentHash(before.cohort) === contentHash(payload)) return { kind: 'already-there', setAside: null };
    throw new HarnessError('damaged-ledger-file', {
      what: 'The ledger already holds other numbers for this cohort; the first ones stay.',
      where: path,
      got: `a payload with sha256 ${contentHash(payload)}`,
      expected: `sha256 ${contentHash(before.cohort)}, as written on ${before.about.host} at ${before.about.startedAt}`,
      next: 'find what changes numbers without changing the fingerprint (a library, a driver, an order of sums), or use a new ledger',
    });
  }
  writeAtomically(path, bytes);
  return { kind: 'written', setAside: before.kind === 'damaged' ? before : null };
}

function describeExperiment(root: string, key: LedgerKey, experiment: unknown): void {
  const path = join(folderOf(root, key), EXPERIMENT_NAME);
  const text = JSON.stringify(JSON.parse(canonicalJson(experiment)), null, 2);
  makeFolder(dirname(path));
  if (readIfThere(path) !== null) return;
  writeAtomically(path, new TextEncoder().encode(`${text}\n`));
}

function listCohorts(root: string, fingerprint?: string): LedgerListing {
  const readings = cohortPaths(root, fingerprint).map((path) => ({
    path,
    reading: readFile(path, (payload) => strayOf(path, payload)),
  }));
  return {
    cohorts: readings.flatMap(({ path, reading }) => {
      if (reading.kind !== 'found') return [];
      const { records, ...cohort } = reading.cohort;
      return [{ ...cohort, path }];
    }),
    damaged: readings.flatMap(({ reading }) => (reading.kind === 'damaged' ? [reading] : [])),
  };
}

// A file of the ledger that a newer harness wrote: it stays where it is, for that harness may be at work on another machine, and whoever
// meets it here is told to upgrade. decisions.md promise 17.
function refuseNewer(path: string, version: number): HarnessError {
  return new HarnessError('invalid-ledger-file', {
    what: 'A file of the ledger is of a newer iml-verify than this one. It stays as it is.',
    where: path,
    got: `schema version ${version}, with valid checksums`,
    expected: `at most schema version ${COHORT_VERSION}`,
    next: 'upgrade iml-verify here to the version that writes this ledger, or name another folder with --ledger',
  });
}
