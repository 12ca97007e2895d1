// The effect a decision reports: mean over seeds with the interval that agrees with the one-sided tests (confidence 1 - 2 alpha).
// Uncertainty is never invented: where no interval exists it is null, not zero wide (decisions.md promise 10).
import { clopperPearson } from '../statistics/clopper-pearson.ts';
import { confidenceSequence } from '../statistics/confidence-sequence.ts';
import { isConstant, meanInterval } from '../statistics/paired-t.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import { standardisedInterval } from '../statistics/standardised-interval.ts';
import type { Effect, Estimates } from './decision.ts';

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

// What a decision after several looks says of the size of the effect: the mean with a confidence sequence, which looking and
// stopping cannot make too narrow, the effect in standard deviations, and how many seeds point the predicted way.

/** The sequence is narrowest about effects of twice the smallest, the middle of what the evidence looks for. */
const PRIOR_IN_SMALLEST = 2;

/** As `effectOf`, with the confidence sequence in place of the interval of a fixed number of seeds. */
export function sequentialEffect(
  values: readonly number[],
  { alpha, smallestEffect }: { readonly alpha: number; readonly smallestEffect: number },
): Effect | null {
  const effect = effectOf(values, alpha);
  if (effect === null) return null;
  const { confidence } = effect;
  const interval = confidenceSequence(values, { confidence, priorDeviation: PRIOR_IN_SMALLEST * smallestEffect });
  const isWritable = interval !== null && Number.isFinite(interval.low) && Number.isFinite(interval.high);
  return { ...effect, low: isWritable ? interval.low : null, high: isWritable ? interval.high : null };
}

/** @param values finite; @param sign 1 if the claim predicts values above 0, -1 if below */
export function estimatesOf(
  values: readonly number[],
  { sign, confidence }: { readonly sign: 1 | -1; readonly confidence: number },
): Estimates {
  const seeds = values.filter((value) => sign * value > 0).length;
  const share = values.length === 0 ? null : clopperPearson({ successes: seeds, trials: values.length }, confidence);
  return {
    standardised: standardisedInterval(values, confidence),
    inDirection: share === null ? null : { seeds, of: values.length, ...share },
  };
}
