// The one door to the goldens: a folder, checked in all that it says, gives the pools of a profile in an environment, or complaints.
import { PROFILE_NAMES } from '../claims/claim.ts';
import { canonicalJson } from '../experiments/content-hash.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { poolComplaints } from './acceptance.ts';
import { otherConfiguration } from './golden-configuration.ts';
import {
  type BrokenFolder,
  checkFiles,
  type GoldenFiles,
  MANIFEST,
  readGoldenFiles,
  type WholeFolder,
} from './golden-files.ts';
import { type GoldenScope, type GoldenTest, goldenExperiments, goldenTests } from './golden-tests.ts';
import { checkVerdicts, type JudgedVerdict } from './golden-verdicts.ts';
import { environmentName, type GoldenSet, type GoldenVerdict, nameOfSet, type PoolEntry } from './manifest.ts';
import { parsePool, poolPath } from './pool-file.ts';
import { allSeeds, type Pool, runsOfPool } from './pool-schema.ts';
import { type Complaint, invalidGolden } from './refuse-golden.ts';

export interface LoadedPool extends Pool {
  readonly path: string;
  readonly sha256: string;
}

/** Goldens that were found good. */
export interface Goldens extends Pick<GoldenSet, 'environment' | 'profile' | 'fingerprint'> {
  readonly seeds: readonly number[];
  readonly tests: readonly GoldenTest[];
  /** One a test, in their order, each as the manifest records it. */
  readonly verdicts: readonly JudgedVerdict[];
  readonly pools: readonly LoadedPool[];
}

export type CheckedSet =
  | { readonly kind: 'valid'; readonly goldens: Goldens }
  | { readonly kind: 'invalid'; readonly complaints: readonly Complaint[] };

export interface GoldenRequest extends GoldenScope {
  readonly folder: string;
  readonly environment: string;
}

export function loadGoldens(request: GoldenRequest): CheckedSet {
  return loadFrom(readGoldenFiles(request.folder), request);
}

/** The same without the disk. */
export function loadFrom(files: GoldenFiles, request: Omit<GoldenRequest, 'folder'>): CheckedSet {
  const { environment, profile } = request;
  const folder = checkFiles(files);
  if (folder.kind === 'broken') return { kind: 'invalid', complaints: folder.complaints };
  const set = folder.manifest.sets.find((one) => nameOfSet(one) === nameOfSet(request));
  if (set !== undefined) return checkSet(folder, set, request);
  const reason = `there are no goldens of the profile ${profile} for ${environment}; there are those of ${folder.manifest.sets.map((one) => `${one.profile} for ${one.environment}`).join(', ')}`;
  return { kind: 'invalid', complaints: [{ path: `pools/${nameOfSet(request)}`, kind: 'missing', reason }] };
}

/** @throws HarnessError `invalid-golden`, with the complaints */
export function requireGoldens(request: GoldenRequest): Goldens {
  const loaded = loadGoldens(request);
  if (loaded.kind === 'valid') return loaded.goldens;
  throw invalidGolden(loaded.complaints, request.folder);
}

export type CheckedFolder =
  | {
      readonly kind: 'checked';
      readonly sets: readonly (CheckedSet & { readonly environment: string; readonly profile: string })[];
    }
  | BrokenFolder
  /** There is nothing at all that could be a golden. */
  | { readonly kind: 'empty' };

/** Every set of the folder, or those of one profile. */
export function checkGoldens(
  files: GoldenFiles,
  { profile, ...scope }: Omit<GoldenScope, 'profile'> & { readonly profile: GoldenScope['profile'] | null },
): CheckedFolder {
  if (files.size === 0) return { kind: 'empty' };
  const folder = checkFiles(files);
  if (folder.kind === 'broken') return folder;
  const sets = folder.manifest.sets.filter((set) => profile === null || set.profile === profile);
  if (sets.length === 0) {
    const reason = `there are no goldens of the profile ${profile}`;
    return { kind: 'broken', complaints: [{ path: MANIFEST, kind: 'missing', reason }] };
  }
  return {
    kind: 'checked',
    sets: sets.map((set) => ({ ...checkSet(folder, set, scope), environment: set.environment, profile: set.profile })),
  };
}

// Whether the pools of a set are what its claims need, each by its own criteria, and whether the claims still come to what the manifest
// says of them. All of it is computed anew from the raw records.

/** @param set one of the folder's */
function checkSet(folder: WholeFolder, set: GoldenSet, scope: Omit<GoldenScope, 'profile'>): CheckedSet {
  const { environment, profile, fingerprint } = set;
  const tests = goldenTests({ ...scope, profile });
  const complaints: Complaint[] = [];
  const pools: LoadedPool[] = [];
  for (const entry of set.pools) {
    const parsed = parsePool(folder.files.get(entry.path) ?? new Uint8Array());
    const { path, sha256 } = entry;
    const reasons =
      typeof parsed === 'string'
        ? [parsed]
        : [...placeComplaints(parsed, { entry, set, folder }), ...poolComplaints(parsed)];
    for (const reason of reasons) complaints.push({ path, kind: 'invalid', reason });
    if (typeof parsed !== 'string') pools.push({ ...parsed, path, sha256 });
  }
  if (complaints.length > 0) return { kind: 'invalid', complaints };
  const foreign = otherConfiguration(pools[0]?.header.configuration, scope.own?.configuration);
  if (foreign !== null) {
    return { kind: 'invalid', complaints: [{ path: `pools/${nameOfSet(set)}`, kind: 'unmatched', reason: foreign }] };
  }
  complaints.push(...apartComplaints(pools), ...matchComplaints(pools, tests, { ...scope, set }));
  if (complaints.length > 0) return { kind: 'invalid', complaints };
  const judged = checkVerdicts(set, tests, pools);
  if (judged.kind === 'others') return { kind: 'invalid', complaints: judged.complaints };
  const { verdicts } = judged;
  return {
    kind: 'valid',
    goldens: { environment, profile, fingerprint, seeds: allSeeds(pools), tests, verdicts, pools },
  };
}

/** The pool is the one that the manifest means. */
function placeComplaints(
  { header, records }: Pool,
  { entry, set, folder }: { readonly entry: PoolEntry; readonly set: GoldenSet; readonly folder: WholeFolder },
): string[] {
  const complaints: string[] = [];
  const differ = (what: string, got: unknown, expected: unknown) => {
    if (got !== expected) complaints.push(`${what} is ${got}, and the manifest says ${expected}`);
  };
  differ('its environment', header.environment, set.environment);
  differ('the environment of its machine', environmentName(header.machine), set.environment);
  differ('its profile', header.profile, set.profile);
  differ('its numerics fingerprint', header.fingerprint, set.fingerprint);
  differ('its experiment', header.experimentHash, entry.experimentHash);
  differ('its number of records', records.length, entry.seeds);
  if (poolPath(header) !== entry.path) complaints.push(`it belongs at ${poolPath(header)}, by its header`);
  const isCandidate = folder.manifest.history === null;
  if ((header.accepted === null) !== isCandidate) {
    complaints.push(
      isCandidate ? 'a candidate says that it was accepted' : 'nobody accepted it: its header is that of a candidate',
    );
  }
  return complaints;
}

/** A set is recorded and accepted as a whole: pools of two recordings are no set. Where as many seeds are demanded, as many are recorded. */
function apartComplaints(pools: readonly LoadedPool[]): Complaint[] {
  const madeOf = ({ header: { machine, recorded, accepted, configuration } }: Pool) =>
    canonicalJson({ machine, recorded, accepted, configuration: configuration ?? null });
  const demandedOf = ({ header }: Pool) => header.acceptance.seeds.atLeast;
  const complaint = ({ path }: LoadedPool, reason: string) => [{ path, kind: 'invalid', reason } as const];
  return pools.flatMap((pool) => {
    const [first, alike] = [pools[0], pools.find((one) => demandedOf(one) === demandedOf(pool))];
    if (first === undefined || alike === undefined) return [];
    if (madeOf(pool) !== madeOf(first)) {
      return complaint(pool, `it was not recorded and accepted together with ${first.path}`);
    }
    const [count, expected] = [pool.records.length, alike.records.length];
    return count === expected ? [] : complaint(pool, `it has ${count} records, and ${alike.path} has ${expected}`);
  });
}

/** Every experiment of the profile has a pool, and every pool an experiment of the profile. */
function matchComplaints(
  pools: readonly LoadedPool[],
  tests: readonly GoldenTest[],
  { set, ...scope }: Omit<GoldenScope, 'profile'> & { readonly set: GoldenSet },
): Complaint[] {
  const needed = goldenExperiments(tests);
  const elsewhere = new Set(
    PROFILE_NAMES.flatMap((profile) => goldenExperiments(goldenTests({ ...scope, profile })).map(({ hash }) => hash)),
  );
  const complaints: Complaint[] = [];
  const complain = (path: string, kind: Complaint['kind'], reason: string) => complaints.push({ path, kind, reason });
  const seen = new Set<string>();
  for (const { path, header } of pools) {
    const { experimentHash: hash } = header;
    const match = needed.find((one) => one.hash === hash);
    if (seen.has(hash)) complain(path, 'invalid', 'another pool is of the same experiment');
    else if (match === undefined && elsewhere.has(hash)) {
      const reason = `no claim of the profile ${set.profile} uses its experiment, but another profile does`;
      complain(path, 'unmatched', reason);
    } else if (match === undefined) complain(path, 'obsolete', 'no claim uses its experiment any more');
    else if (match.task !== header.task) {
      complain(path, 'invalid', `its task is ${header.task}, and that of its experiment ${match.task}`);
    }
    seen.add(hash);
  }
  for (const { hash, label, task } of needed) {
    if (seen.has(hash)) continue;
    const reason = `there is no pool of ${label} on ${task} (experiment ${hash.slice(0, 12)})`;
    complain(`pools/${nameOfSet(set)}`, 'missing', reason);
  }
  return complaints;
}

// The goldens that are accepted now, as something to compare with: whole and unchanged, whether or not they are still what the claims
// need; that is why new ones are made.

/** Null where the folder has no goldens yet. @throws HarnessError `invalid-golden` for a folder that is damaged */
export function wholeFolder(files: GoldenFiles, folder: string): WholeFolder | null {
  if (files.size === 0) return null;
  const checked = checkFiles(files);
  if (checked.kind === 'broken') throw invalidGolden(checked.complaints, folder);
  return checked;
}

/** What is accepted now: whole, though it may no longer be what the claims need. */
export interface AcceptedSet extends Pick<Goldens, 'fingerprint' | 'pools'> {
  /** As recorded; nobody judged the pools anew. */
  readonly verdicts: readonly GoldenVerdict[];
}

/** Null where none of the set are accepted. @throws HarnessError `invalid-golden` */
export function acceptedSet(
  whole: WholeFolder | null,
  { folder, ...asked }: Pick<Goldens, 'environment' | 'profile'> & { readonly folder: string },
): AcceptedSet | null {
  const set = whole?.manifest.sets.find((one) => nameOfSet(one) === nameOfSet(asked));
  if (whole === null || set === undefined) return null;
  const complaints: Complaint[] = [];
  const pools: LoadedPool[] = [];
  for (const { path, sha256 } of set.pools) {
    const parsed = parsePool(whole.files.get(path) ?? new Uint8Array());
    if (typeof parsed === 'string') complaints.push({ path, kind: 'invalid', reason: parsed });
    else pools.push({ ...parsed, path, sha256 });
  }
  if (complaints.length > 0) throw invalidGolden(complaints, folder);
  return { fingerprint: set.fingerprint, pools, verdicts: set.verdicts };
}

interface GoldenPool extends LoadedPool {
  readonly seeds: readonly number[];
  /** Without curves. */
  readonly runs: ReadonlyMap<number, RunRecord>;
  /** sha256 of the canonical JSON of the full run record, curves and all: contentHash of a replay must be it. */
  readonly digests: ReadonlyMap<number, string>;
}

/** The pool of one experiment, as those who compare fresh runs with it want it. Null where the goldens have no such experiment. */
export function poolOf({ pools }: Pick<Goldens, 'pools'>, experimentHash: string): GoldenPool | null {
  const pool = pools.find(({ header }) => header.experimentHash === experimentHash);
  if (pool === undefined) return null;
  return {
    ...pool,
    seeds: allSeeds([pool]),
    runs: runsOfPool(pool.records),
    digests: new Map(pool.records.map(({ seed, record }) => [seed, record])),
  };
}
