// Models after Stage 0: one a seed (and size) serves all experiments on it. Found or trained anew, the numbers are the same.
import type { RunRecord } from './run-record.ts';

export interface Pretrained {
  /** [S, P], row after row. */
  readonly parameters: Float32Array;
  /** What each seed's record says of Stage 0. */
  readonly facts: readonly Pick<RunRecord, 'training' | 'curves'>[];
}

export interface PretrainedStore {
  /**
   * @param key hash of all that the numbers depend on, but for the numerics
   * @returns null where there is none, or none that can be trusted
   */
  load(key: string, shape: readonly [seeds: number, parameters: number]): Pretrained | null;
  save(key: string, pretrained: Pretrained): void;
}
