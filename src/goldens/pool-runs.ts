// The runs of golden pools as claims read them: by experiment and seed, without curves.
import type { RunsOf } from '../claims/verdicts/watched-numbers.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import type { Pool } from './pool-schema.ts';

const NONE: ReadonlyMap<number, RunRecord> = new Map();

export class PoolRuns {
  readonly #runs: ReadonlyMap<string, ReadonlyMap<number, RunRecord>>;

  constructor(pools: readonly Pool[]) {
    this.#runs = new Map(pools.map(({ header, records }) => [header.experimentHash, runsOfPool(records)]));
  }

  readonly runsOf: RunsOf = (experimentHash) => this.#runs.get(experimentHash) ?? NONE;
}

export function runsOfPool(records: Pool['records']): ReadonlyMap<number, RunRecord> {
  return new Map(records.map(({ record: _, ...run }) => [run.seed, { ...run, curves: {} }]));
}
