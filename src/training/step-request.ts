// What an optimizer is told of a step, and how it hands numbers of each seed on.
import type { HostNumbers } from '../tensors/host-numbers.ts';

export interface StepRequest {
  /** Counted from 1. */
  readonly step: number;
  /** One a seed. */
  readonly learningRates: readonly number[];
}

/** A number a seed [S, 1]. */
export function ofEachSeed({ learningRates }: StepRequest, read: (rate: number) => number): HostNumbers {
  return { values: Float32Array.from(learningRates, read), shape: [learningRates.length, 1] };
}
