// The store of run records: a folder an experiment and numerics fingerprint, in it one immutable file a cohort. Nothing damaged is
// trusted, nothing is deleted, nothing is trained twice. Source: shared/design.md ("ledger"); decision-rules Part 2, promises 3, 4, 16.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { type CohortAbout, type CohortPayload, encodeCohortFile, parseCohortFile } from './cohort-file.ts';
import { setAside } from './set-aside.ts';
import { makeFolder, writeAtomically } from './write-atomically.ts';

/** Which experiment under which numerics: both are hexadecimal digests in full. */
export interface LedgerKey {
  readonly experimentHash: string;
  readonly fingerprint: string;
}

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

export interface LedgerWriting {
  /** `already-there`: a file with the same payload was found, and left as it is. */
  readonly kind: 'written' | 'already-there';
  /** The damaged file that stood in the way, if any. */
  readonly setAside: DamagedCohort | null;
}

export interface LedgerListing {
  /** Valid cohorts, by experiment, fingerprint and number. */
  readonly cohorts: readonly (LedgerKey & {
    readonly cohort: number;
    readonly seeds: readonly number[];
    readonly path: string;
  })[];
  readonly damaged: readonly DamagedCohort[];
}

export interface Ledger {
  readonly root: string;
  /** Makes the root and tries to write there, so that a long run does not fail at its end. */
  readonly prepare: () => void;
  readonly read: (experimentHash: string, fingerprint: string, cohort: number) => CohortReading;
  readonly write: (payload: CohortPayload, about: CohortAbout) => LedgerWriting;
  /** Puts experiment.json beside the cohorts, for people; the first one stays. The harness never reads it. */
  readonly describe: (key: LedgerKey, experiment: unknown) => void;
  readonly list: () => LedgerListing;
}

/** Touches nothing yet: a root that is not there is an empty ledger. */
export function openLedger(root: string): Ledger {
  const absolute = resolve(root);
  return {
    root: absolute,
    prepare: () => writeAtomically(join(absolute, 'README.txt'), new TextEncoder().encode(readme)),
    read: (experimentHash, fingerprint, cohort) => readCohort(absolute, { experimentHash, fingerprint, cohort }),
    write: (payload, about) => writeCohort(absolute, payload, about),
    describe: (key, experiment) => describeExperiment(absolute, key, experiment),
    list: () => listCohorts(absolute),
  };
}

type Address = LedgerKey & { readonly cohort: number };

const readme = `Results of iml-verify: one file a cohort of runs, never changed once written. Files that end in .tmp were left by writers
that were stopped, files with .damaged-N in their names failed their checks; neither is read. Both may be deleted.
`;
const folderPattern = /^[0-9a-f]{16}-[0-9a-f]{12}$/;
const filePattern = /^cohort-\d{6,}\.json$/;
const maximumReadings = 20;

function folderOf(root: string, { experimentHash, fingerprint }: LedgerKey): string {
  const folder = `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`;
  if (folderPattern.test(folder)) return join(root, folder);
  throw invalidAddress(`experiment ${JSON.stringify(experimentHash)}, fingerprint ${JSON.stringify(fingerprint)}`);
}

function pathOf(root: string, address: Address): string {
  if (!Number.isSafeInteger(address.cohort) || address.cohort < 0) throw invalidAddress(`cohort ${address.cohort}`);
  return join(folderOf(root, address), `cohort-${String(address.cohort).padStart(6, '0')}.json`);
}

function readCohort(root: string, address: Address): CohortReading {
  return readFile(pathOf(root, address), ({ experimentHash, fingerprint, cohort }) =>
    experimentHash === address.experimentHash && fingerprint === address.fingerprint && cohort === address.cohort
      ? null
      : `it belongs elsewhere: cohort ${cohort} of experiment ${experimentHash} under ${fingerprint}`,
  );
}

/** `foreign` says in words why a valid payload is not at home at this path, or null. */
function readFile(path: string, foreign: (payload: CohortPayload) => string | null): CohortReading {
  for (let readings = 1; readings <= maximumReadings; readings++) {
    const bytes = readBytes(path);
    if (bytes === null) return { kind: 'missing' };
    const parsed = parseCohortFile(bytes);
    const reason = parsed.kind === 'valid' ? foreign(parsed.payload) : parsed.reason;
    if (parsed.kind === 'valid' && reason === null)
      return { kind: 'found', cohort: parsed.payload, about: parsed.about };
    const movedTo = setAside(path, bytes);
    if (movedTo !== null) return { kind: 'damaged', path, reason: reason ?? '', movedTo };
  }
  throw notReadable(path, `other contents at each of ${maximumReadings} readings, all damaged`);
}

function readBytes(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw notReadable(path, cause);
  }
}

function writeCohort(root: string, payload: CohortPayload, about: CohortAbout): LedgerWriting {
  const bytes = encodeCohortFile(payload, about);
  const path = pathOf(root, payload);
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
  const path = join(folderOf(root, key), 'experiment.json');
  const text = JSON.stringify(JSON.parse(canonicalJson(experiment)), null, 2);
  makeFolder(dirname(path));
  if (readBytes(path) !== null) return;
  writeAtomically(path, new TextEncoder().encode(`${text}\n`));
}

function listCohorts(root: string): LedgerListing {
  const paths = namesIn(root)
    .filter((folder) => folderPattern.test(folder))
    .flatMap((folder) =>
      namesIn(join(root, folder))
        .filter((name) => filePattern.test(name))
        .map((name) => join(root, folder, name)),
    );
  const readings = paths.map((path) => ({
    path,
    reading: readFile(path, (payload) =>
      pathOf(root, payload) === path
        ? null
        : `it belongs elsewhere: ${basename(dirname(pathOf(root, payload)))}/${basename(pathOf(root, payload))}`,
    ),
  }));
  const cohorts = readings.flatMap(({ path, reading }) => {
    if (reading.kind !== 'found') return [];
    const { experimentHash, fingerprint, cohort, seeds } = reading.cohort;
    return [{ experimentHash, fingerprint, cohort, seeds, path }];
  });
  const inOrder = cohorts.sort(
    (a, b) =>
      compare(a.experimentHash, b.experimentHash) ||
      compare(a.fingerprint, b.fingerprint) ||
      compare(a.cohort, b.cohort),
  );
  return {
    cohorts: inOrder,
    damaged: readings.flatMap(({ reading }) => (reading.kind === 'damaged' ? [reading] : [])),
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    throw notReadable(folder, cause);
  }
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function invalidAddress(got: string): HarnessError {
  return new HarnessError('invalid-argument', {
    what: 'The ledger is asked for something that it cannot hold.',
    got,
    expected: 'two digests in hexadecimal, as contentHash gives them, and the number of a cohort, counted from 0',
    next: 'this is a defect of the harness: please report it with this message',
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function notReadable(path: string, cause: unknown): HarnessError {
  return new HarnessError(
    'not-readable',
    {
      what: 'A file or folder of the ledger could not be read.',
      where: path,
      got: cause instanceof Error ? cause.message : String(cause),
      expected: 'a folder with files that this process may read',
      next: 'check the path given for the ledger, and its permissions',
    },
    { cause },
  );
}
