// The pool of one experiment, as those who compare fresh runs with it want it.
import type { RunRecord } from '../experiments/run-record.ts';
import type { Goldens, LoadedPool } from './check-set.ts';
import { runsOfPool } from './pool-runs.ts';

export interface GoldenPool extends LoadedPool {
  readonly seeds: readonly number[];
  /** Without curves. */
  readonly runs: ReadonlyMap<number, RunRecord>;
  /** sha256 of the canonical JSON of the full run record, curves and all: contentHash of a replay must be it. */
  readonly digests: ReadonlyMap<number, string>;
}

/** Null where the goldens have no such experiment. */
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
