// Whether the pools of a profile in an environment are what its claims need, each by its own criteria, and whether the claims still
// come to what the manifest says of them. All of it is computed anew from the raw records.
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson } from '../experiments/content-hash.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { poolComplaints } from './acceptance.ts';
import type { WholeFolder } from './check-files.ts';
import type { Complaint } from './complaint.ts';
import { MANIFEST } from './golden-files.ts';
import { type GoldenScope, type GoldenTest, goldenExperiments, goldenTests } from './golden-tests.ts';
import { goldenVerdicts } from './golden-verdicts.ts';
import { environmentName, type GoldenSet, type GoldenVerdict, type PoolEntry } from './manifest.ts';
import { parsePool, poolPath } from './pool-file.ts';
import { PoolRuns, runsOfPool } from './pool-runs.ts';
import type { Pool } from './pool-schema.ts';

export interface LoadedPool extends Pool {
  readonly path: string;
  readonly sha256: string;
}

/** Goldens that were found good. */
export interface Goldens {
  readonly environment: string;
  readonly profile: GoldenSet['profile'];
  readonly fingerprint: string;
  readonly seeds: readonly number[];
  readonly tests: readonly GoldenTest[];
  /** One a test, in their order. */
  readonly verdicts: readonly GoldenVerdict[];
  readonly pools: readonly LoadedPool[];
}

export type CheckedSet =
  | { readonly kind: 'valid'; readonly goldens: Goldens }
  | { readonly kind: 'invalid'; readonly complaints: readonly Complaint[] };

/** @param set one of the folder's */
export function checkSet(
  folder: WholeFolder,
  set: GoldenSet,
  { claims, imagesDigest }: Omit<GoldenScope, 'profile'>,
): CheckedSet {
  const { environment, profile, fingerprint } = set;
  const tests = goldenTests({ profile, claims, imagesDigest });
  const complaints: Complaint[] = [];
  const pools: LoadedPool[] = [];
  for (const entry of set.pools) {
    const parsed = parsePool(folder.files.get(entry.path) ?? new Uint8Array());
    const reasons =
      parsed.kind === 'refused'
        ? [parsed.reason]
        : [...placeComplaints(parsed.pool, { entry, set, folder }), ...poolComplaints(parsed.pool)];
    for (const reason of reasons) complaints.push({ path: entry.path, kind: 'invalid', reason });
    if (parsed.kind === 'pool') pools.push({ ...parsed.pool, path: entry.path, sha256: entry.sha256 });
  }
  if (complaints.length > 0) return { kind: 'invalid', complaints };
  complaints.push(...apartComplaints(pools), ...matchComplaints(pools, tests, { claims, imagesDigest, set }));
  if (complaints.length > 0) return { kind: 'invalid', complaints };
  const seeds = (pools[0] as LoadedPool).records.map(({ seed }) => seed);
  const found = verdictComplaints(set, tests, { pools, seeds });
  if (found.length > 0) return { kind: 'invalid', complaints: found };
  return { kind: 'valid', goldens: { environment, profile, fingerprint, seeds, tests, verdicts: set.verdicts, pools } };
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
  differ('its number of records', records.length, set.pools[0]?.seeds);
  if (poolPath(header) !== entry.path) complaints.push(`it belongs at ${poolPath(header)}, by its header`);
  const isCandidate = folder.manifest.history === null;
  if ((header.accepted === null) !== isCandidate) {
    complaints.push(
      isCandidate ? 'a candidate says that it was accepted' : 'nobody accepted it: its header is that of a candidate',
    );
  }
  return complaints;
}

/** A set is recorded and accepted as a whole: pools of two recordings are no set. */
function apartComplaints(pools: readonly LoadedPool[]): Complaint[] {
  const madeOf = ({ header: { machine, recorded, accepted } }: Pool) => canonicalJson({ machine, recorded, accepted });
  const [first] = pools;
  return pools.flatMap((pool) =>
    first === undefined || madeOf(pool) === madeOf(first)
      ? []
      : [{ path: pool.path, kind: 'invalid', reason: `it was not recorded and accepted together with ${first.path}` }],
  );
}

/** Every experiment of the profile has a pool, and every pool an experiment of the profile. */
function matchComplaints(
  pools: readonly LoadedPool[],
  tests: readonly GoldenTest[],
  { claims, imagesDigest, set }: Omit<GoldenScope, 'profile'> & { readonly set: GoldenSet },
): Complaint[] {
  const needed = goldenExperiments(tests);
  const elsewhere = new Set(
    (['quick', 'standard', 'full'] as const).flatMap((profile) =>
      goldenExperiments(goldenTests({ profile, claims, imagesDigest })).map(({ hash }) => hash),
    ),
  );
  const complaints: Complaint[] = [];
  const seen = new Set<string>();
  for (const { path, header } of pools) {
    const { experimentHash: hash } = header;
    const match = needed.find((one) => one.hash === hash);
    if (seen.has(hash)) complaints.push({ path, kind: 'invalid', reason: 'another pool is of the same experiment' });
    else if (match === undefined && elsewhere.has(hash)) {
      complaints.push({
        path,
        kind: 'unmatched',
        reason: `no claim of the profile ${set.profile} uses its experiment, but another profile does`,
      });
    } else if (match === undefined) {
      complaints.push({ path, kind: 'obsolete', reason: 'no claim uses its experiment any more' });
    } else if (match.task !== header.task) {
      complaints.push({
        path,
        kind: 'invalid',
        reason: `its task is ${header.task}, and that of its experiment ${match.task}`,
      });
    }
    seen.add(hash);
  }
  for (const { hash, label, task } of needed) {
    if (seen.has(hash)) continue;
    const path = `pools/${set.environment}/${set.profile}`;
    complaints.push({
      path,
      kind: 'missing',
      reason: `there is no pool of ${label} on ${task} (experiment ${hash.slice(0, 12)})`,
    });
  }
  return complaints;
}

/** The claims come to what the manifest says, and the required ones are reproduced. */
function verdictComplaints(
  set: GoldenSet,
  tests: readonly GoldenTest[],
  { pools, seeds }: { readonly pools: readonly LoadedPool[]; readonly seeds: readonly number[] },
): Complaint[] {
  const complaint = (reason: string, kind: Complaint['kind'] = 'invalid'): Complaint => ({
    path: MANIFEST,
    kind,
    reason,
  });
  const nameOf = ({ claim, task, design, required }: Omit<GoldenVerdict, 'verdict'>) =>
    `${required ? '' : 'optional '}${claim} on ${task} (${design})`;
  try {
    const judged = goldenVerdicts(tests, { runsOf: new PoolRuns(pools).runsOf, seeds });
    const names = judged.map(nameOf);
    const told = set.verdicts.map(nameOf);
    const missing = names
      .filter((name) => !told.includes(name))
      .map((name) =>
        complaint(`no verdict on ${name} was kept with the pools of ${set.environment}/${set.profile}`, 'missing'),
      );
    const obsolete = told
      .filter((name) => !names.includes(name))
      .map((name) => complaint(`it has a verdict on ${name}, which the profile does not test`, 'obsolete'));
    if (missing.length + obsolete.length > 0) return [...missing, ...obsolete];
    if (names.some((name, index) => name !== told[index]))
      return [complaint('its verdicts are not in the order of the claims')];
    return judged.flatMap((verdict, index) => {
      const kept = set.verdicts[index]?.verdict;
      if (kept !== verdict.verdict) {
        return [
          complaint(
            `it says that ${nameOf(verdict)} is ${kept} on the pools of ${set.environment}/${set.profile}; they give ${verdict.verdict}: ${verdict.reason}`,
          ),
        ];
      }
      if (verdict.required && verdict.verdict !== 'reproduced') {
        return [
          complaint(
            `${nameOf(verdict)} must be reproduced on the pools of ${set.environment}/${set.profile}, and is ${verdict.verdict}: ${verdict.reason}`,
          ),
        ];
      }
      return [];
    });
  } catch (error) {
    // A number that a claim reads is not there: the pools cannot say anything about it.
    if (error instanceof HarnessError) return [complaint(error.message.replaceAll(/\n\s*/g, '; '))];
    throw error;
  }
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
    seeds: pool.records.map(({ seed }) => seed),
    runs: runsOfPool(pool.records),
    digests: new Map(pool.records.map(({ seed, record }) => [seed, record])),
  };
}
