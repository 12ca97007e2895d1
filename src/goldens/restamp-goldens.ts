// Puts the fingerprint of today's code on goldens, if that code gives every one of their runs again, byte for byte. Nothing else of them
// changes, so a changed number cannot come in this way: for that there is a promotion, with evidence and an interval for each number.
import type { RunsOf } from '../claims/verdicts/watched-numbers.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { wholeFolder } from './accepted-set.ts';
import type { Goldens } from './check-set.ts';
import { gitTree, refuseDirtyTree, refuseEmpty } from './git-tree.ts';
import { type GoldenFiles, readGoldenFiles } from './golden-files.ts';
import type { RestampEntry } from './history.ts';
import { type GoldenSet, nameOfSet } from './manifest.ts';
import { encodeSet, parsePool } from './pool-file.ts';
import type { Pool } from './pool-schema.ts';
import { refuseInCi } from './refuse-golden.ts';
import { cannotFinish, type Promotion, readPromotion, writePromotion } from './write-promotion.ts';

export interface RestampSurroundings {
  /** The goldens. */
  readonly folder: string;
  readonly author: string;
  readonly reason: string;
  /** Of the process: whether a build server asks. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Goldens that were found good, and what today's code makes of their experiments and seeds. */
export interface ReplayedSet {
  readonly goldens: Goldens;
  /** Of today's code on the backend that it was replayed on. */
  readonly fingerprint: string;
  /** Full run records, curves and all. */
  readonly runsOf: RunsOf;
}

export interface MovedPool {
  readonly path: string;
  /** Whose runs have other bytes now. */
  readonly seeds: readonly number[];
  /** Of which there is no run: it failed. */
  readonly missing: readonly number[];
}

export type Restamped =
  | { readonly kind: 'restamped'; readonly entry: RestampEntry; readonly finished: boolean }
  /** Nothing was written. */
  | { readonly kind: 'moved'; readonly pools: readonly MovedPool[] };

/**
 * Before anything is trained: refuses what could not be written afterwards, and finishes a restamp that was interrupted.
 * @returns the line of the history where it was finished
 * @throws HarnessError `golden-refused`
 */
export async function beginRestamp({
  folder,
  author,
  reason,
  variables,
}: RestampSurroundings): Promise<RestampEntry | null> {
  refuseInCi(variables, 'Restamping goldens');
  refuseEmpty('--author', author);
  refuseEmpty('--reason', reason);
  const files = readGoldenFiles(folder);
  const begun = readPromotion(files, folder);
  refuseDirtyTree(await gitTree(folder), { folder, isBegun: begun !== null });
  if (begun === null) return null;
  const { entry } = begun;
  if (!('kind' in entry)) throw cannotFinish(folder, 'what began is a promotion, which `iml golden promote` finishes');
  writePromotion({ folder, files }, { promotion: begun, texts: restampedTexts(files, entry) });
  return entry;
}

/** @throws HarnessError `golden-refused` */
export async function restampGoldens(sets: readonly ReplayedSet[], request: RestampSurroundings): Promise<Restamped> {
  const pools = sets.flatMap(movedPools);
  if (pools.length > 0) return { kind: 'moved', pools };
  const finished = await beginRestamp(request);
  if (finished !== null) return { kind: 'restamped', entry: finished, finished: true };
  const { folder, now, author, reason } = request;
  const files = readGoldenFiles(folder);
  const whole = wholeFolder(files, folder);
  const encoded = sets.map(({ goldens, fingerprint }) =>
    encodeSet(
      goldens.pools.map((pool) => withFingerprint(pool, fingerprint)),
      goldens.verdicts,
    ),
  );
  const before = new Map(sets.flatMap(({ goldens }) => goldens.pools.map(({ path, sha256 }) => [path, sha256])));
  const entry: RestampEntry = {
    format: 'iml-verify-golden-history',
    version: 1,
    kind: 'restamp',
    previous: whole?.history.head ?? null,
    date: new Date(now()).toISOString(),
    author: author.trim(),
    reason: reason.trim(),
    commit: (await gitTree(folder)).commit,
    sets: sets.map(({ goldens: { environment, profile, fingerprint: old, pools: all }, fingerprint }) => ({
      environment,
      profile,
      fingerprint: { before: old, after: fingerprint },
      runs: all.reduce((sum, { records }) => sum + records.length, 0),
    })),
    pools: encoded.flatMap(({ set }) =>
      set.pools.map(({ path, sha256 }) => ({ path, before: before.get(path) as string, after: sha256 })),
    ),
  };
  const restamped = new Map(encoded.map(({ set }): [string, GoldenSet] => [nameOfSet(set), set]));
  const promotion: Promotion = {
    format: 'iml-verify-golden-promotion',
    version: 1,
    entry,
    entries: whole?.history.entries.length ?? 0,
    sets: (whole?.manifest.sets ?? []).map((set) => restamped.get(nameOfSet(set)) ?? set),
  };
  writePromotion({ folder, files }, { promotion, texts: new Map(encoded.flatMap(({ texts }) => [...texts])) });
  return { kind: 'restamped', entry, finished: false };
}

function movedPools({ goldens, runsOf }: ReplayedSet): MovedPool[] {
  return goldens.pools.flatMap(({ path, header, records }) => {
    const runs = runsOf(header.experimentHash);
    const missing = records.filter(({ seed }) => !runs.has(seed)).map(({ seed }) => seed);
    const seeds = records
      .filter(({ seed, record }) => runs.has(seed) && contentHash(runs.get(seed)) !== record)
      .map(({ seed }) => seed);
    return missing.length + seeds.length === 0 ? [] : [{ path, seeds, missing }];
  });
}

function withFingerprint({ header, records }: Pool, fingerprint: string): Pool {
  return { header: { ...header, fingerprint }, records };
}

/** From the pools as they lie there, some with the new fingerprint and some with the old one. */
function restampedTexts(files: GoldenFiles, { sets, pools }: RestampEntry): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path } of pools) {
    const parsed = parsePool(files.get(path) ?? new Uint8Array());
    if (parsed.kind === 'refused') continue;
    const { environment, profile } = parsed.pool.header;
    const stamp = sets.find((set) => set.environment === environment && set.profile === profile)?.fingerprint.after;
    const { texts: encoded } = encodeSet([withFingerprint(parsed.pool, stamp ?? '')], []);
    for (const [name, text] of encoded) texts.set(name, text);
  }
  return texts;
}
