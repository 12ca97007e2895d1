// A set of pools as files of a golden folder, with the entries that the manifest has of them.
import type { GoldenSet, GoldenVerdict, PoolEntry } from './manifest.ts';
import { encodePool, poolPath } from './pool-file.ts';
import type { Pool } from './pool-schema.ts';
import { sha256Of } from './sha256-of.ts';

export interface EncodedSet {
  readonly set: GoldenSet;
  /** By path below the golden folder. */
  readonly texts: ReadonlyMap<string, string>;
}

/** @param pools at least one, all of the same set */
export function encodeSet(pools: readonly Pool[], verdicts: readonly GoldenVerdict[]): EncodedSet {
  const texts = new Map(pools.map((pool) => [poolPath(pool.header), encodePool(pool)]));
  const entries = pools.map(({ header, records }): PoolEntry => {
    const path = poolPath(header);
    const bytes = Buffer.from(texts.get(path) as string, 'utf8');
    return {
      path,
      experimentHash: header.experimentHash,
      sha256: sha256Of(bytes),
      bytes: bytes.length,
      seeds: records.length,
    };
  });
  const { environment, profile, fingerprint } = (pools[0] as Pool).header;
  const kept = verdicts.map(({ claim, task, design, required, verdict }) => ({
    claim,
    task,
    design,
    required,
    verdict,
  }));
  return { set: { environment, profile, fingerprint, verdicts: kept, pools: entries }, texts };
}
