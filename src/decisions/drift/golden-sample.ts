// A golden sample as evidence sees it: how many seeds, where they lie and how far they spread. Where
// all have one value there is no spread to measure in: then all that counts is how many fresh seeds leave it.
import { isConstant } from '../../statistics/paired-t.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';
import { refuseNonFinite } from './refuse-non-finite.ts';

export interface GoldenSample {
  readonly seeds: number;
  readonly mean: number;
  /** Of one seed; 0 if all seeds have one value up to rounding, null for fewer than two seeds. */
  readonly deviation: number | null;
}

export function goldenSample(values: readonly number[]): GoldenSample {
  refuseNonFinite(values, 'golden sample');
  const { count: seeds, mean, standardDeviation } = sampleMoments(values);
  if (standardDeviation === null) return { seeds, mean, deviation: null };
  // Distances are divided by it: one that no double holds is the largest.
  return { seeds, mean, deviation: isConstant(values) ? 0 : Math.min(standardDeviation, Number.MAX_VALUE) };
}
