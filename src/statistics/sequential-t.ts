// Evidence of a mean above 0 that may be looked at after every seed: e-values from the one-sample t statistic
// (decision-rules B1; Grünwald, de Heide & Koolen 2024; Schnuerch & Erdfelder 2020). For: the likelihood ratio averaged over
// effects of 1, 2 and 4 times the smallest; by Ville's inequality it ever reaches 1 / alpha with a chance of at most alpha if
// there is no effect. Against: the ratio at the smallest effect alone, which ever falls to beta with a chance of at most beta if
// the effect is that large. Seeds that all agree have no t statistic: then every seed counts as a fair coin would, a factor of 2.
import { logNoncentralTRatios } from './noncentral-t-ratio.ts';
import { isConstant } from './paired-t.ts';
import { mean, sampleMoments } from './sample-moments.ts';

export interface SequentialEvidence {
  /** Natural logarithm of the e-value for a mean above 0. */
  readonly logFor: number;
  /** Natural logarithm of the likelihood ratio at the smallest effect. */
  readonly logAtSmallest: number;
  /** Null for seeds that all agree. */
  readonly statistic: number | null;
}

export const EFFECTS_IN_SMALLEST = [1, 2, 4] as const;

/** @param smallestEffect in standard deviations of one seed */
export function sequentialT(differences: readonly number[], smallestEffect: number): SequentialEvidence {
  const seeds = differences.length;
  if (seeds < 2) return { logFor: 0, logAtSmallest: 0, statistic: null };
  if (isConstant(differences)) {
    const logEvidence = (mean(differences) > 0 ? seeds : -seeds) * Math.LN2;
    return { logFor: logEvidence, logAtSmallest: logEvidence, statistic: null };
  }
  const moments = sampleMoments(differences);
  const deviation = Math.max(moments.standardDeviation ?? 0, Number.MIN_VALUE);
  const largest = Number.MAX_VALUE;
  const statistic = Math.max(-largest, Math.min(largest, (moments.mean / deviation) * Math.sqrt(seeds)));
  return { ...evidenceOfT(statistic, { seeds, smallestEffect }), statistic };
}

/** The same from the t statistic. */
export function evidenceOfT(
  statistic: number,
  { seeds, smallestEffect }: { readonly seeds: number; readonly smallestEffect: number },
): { readonly logFor: number; readonly logAtSmallest: number } {
  const ratios = logNoncentralTRatios(statistic, {
    degreesOfFreedom: seeds - 1,
    noncentralities: EFFECTS_IN_SMALLEST.map((times) => times * smallestEffect * Math.sqrt(seeds)),
  });
  const largest = Math.max(...ratios);
  const average = ratios.reduce((sum, ratio) => sum + Math.exp(ratio - largest), 0) / ratios.length;
  return { logFor: largest + Math.log(average), logAtSmallest: ratios[0] ?? 0 };
}
