// Puts the fingerprint of today's code on goldens, if that code gives every one of their runs again, byte for byte. Nothing else of them
// changes, so a changed number cannot come in this way: for that there is a promotion, with evidence and an interval for each number.
import type { RunsOf } from '../claims/verdicts/watched-numbers.ts';
import { contentHash } from '../experiments/content-hash.ts';
import type { GoldenFiles } from './golden-files.ts';
import type { RestampEntry } from './history.ts';
import { type Goldens, wholeFolder } from './load-goldens.ts';
import { type GoldenSet, nameOfSet } from './manifest.ts';
import { encodeSet, parsePool } from './pool-file.ts';
import type { Pool } from './pool-schema.ts';
import {
  type ChangeRequest,
  cannotFinish,
  newLine,
  noteOf,
  openGoldens,
  refuseNobody,
  writePromotion,
} from './write-promotion.ts';

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
export async function beginRestamp(request: ChangeRequest): Promise<RestampEntry | null> {
  const { folder } = request;
  refuseNobody(request, 'Restamping goldens');
  const { files, begun } = await openGoldens(folder);
  if (begun === null) return null;
  const { entry } = begun;
  if (!('kind' in entry)) throw cannotFinish(folder, 'what began is a promotion, which `iml golden promote` finishes');
  writePromotion({ folder, files }, { promotion: begun, texts: restampedTexts(files, entry) });
  return entry;
}

/** @throws HarnessError `golden-refused` */
export async function restampGoldens(sets: readonly ReplayedSet[], request: ChangeRequest): Promise<Restamped> {
  const pools = sets.flatMap(movedPools);
  if (pools.length > 0) return { kind: 'moved', pools };
  const finished = await beginRestamp(request);
  if (finished !== null) return { kind: 'restamped', entry: finished, finished: true };
  const { folder } = request;
  const { files, tree } = await openGoldens(folder);
  const whole = wholeFolder(files, folder);
  const encoded = sets.map(({ goldens, fingerprint }) =>
    encodeSet(
      goldens.pools.map((pool) => withFingerprint(pool, fingerprint)),
      goldens.verdicts,
    ),
  );
  const before = new Map(sets.flatMap(({ goldens }) => goldens.pools.map(({ path, sha256 }) => [path, sha256])));
  const entry: RestampEntry = {
    ...newLine(whole, request, tree.commit),
    kind: 'restamp',
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
  const all = (whole?.manifest.sets ?? []).map((set) => restamped.get(nameOfSet(set)) ?? set);
  const texts = new Map(encoded.flatMap((one) => [...one.texts]));
  writePromotion({ folder, files }, { promotion: noteOf(entry, whole, all), texts });
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
    if (typeof parsed === 'string') continue;
    const stamp = sets.find((set) => nameOfSet(set) === nameOfSet(parsed.header))?.fingerprint.after;
    const { texts: encoded } = encodeSet([withFingerprint(parsed, stamp ?? '')], []);
    for (const [name, text] of encoded) texts.set(name, text);
  }
  return texts;
}
