// The effect a decision reports: mean over seeds with the interval that agrees with the one-sided tests (confidence 1 - 2 alpha).
// Uncertainty is never invented: where no interval exists it is null, not zero wide (decisions.md promise 10).
import { isConstant, meanInterval } from '../statistics/paired-t.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { Effect } from './decision.ts';

/** Null for no values, or values so large that their mean or spread is not a double. */
export function effectOf(values: readonly number[], alpha: number): Effect | null {
  const { mean: estimate, standardDeviation } = sampleMoments(values);
  const confidence = 1 - 2 * alpha;
  if (!Number.isFinite(estimate)) return null;
  if (standardDeviation === null) {
    return { estimate, low: null, high: null, confidence, standardised: null, standardDeviation: null };
  }
  if (isConstant(values)) {
    return { estimate, low: null, high: null, confidence, standardised: null, standardDeviation: 0 };
  }
  const interval = meanInterval(values, confidence);
  const numbers = [standardDeviation, interval?.low, interval?.high];
  if (interval === null || !numbers.every(Number.isFinite)) return null;
  const { low, high } = interval;
  return { estimate, low, high, confidence, standardised: estimate / standardDeviation, standardDeviation };
}
