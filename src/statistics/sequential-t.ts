// Evidence of a mean above a threshold that may be looked at after every seed: e-values from the one-sample t statistic
// (decisions.md B1; Grünwald, de Heide & Koolen 2024; Schnuerch & Erdfelder 2020). For: the likelihood ratio averaged over
// means of 1, 2 and 4 smallest effects beyond the threshold; by Ville's inequality it ever reaches 1 / alpha with a chance of at
// most alpha if the mean is at most the threshold. Against: the ratio at one smallest effect beyond it alone, which ever falls to
// beta with a chance of at most beta if the mean is that large or larger. Seeds that all agree have no t statistic: then every
// seed counts as a fair coin would, a factor of 2.
import { logNoncentralTRatios } from './noncentral-t-ratio.ts';
import { isConstant } from './paired-t.ts';
import { mean, sampleMoments } from './sample-moments.ts';

export interface SequentialEvidence {
  /** Natural logarithm of the e-value for a mean above the threshold. */
  readonly logFor: number;
  /** Natural logarithm of the likelihood ratio at one smallest effect beyond the threshold. */
  readonly logAtSmallest: number;
  /** Null for seeds that all agree. */
  readonly statistic: number | null;
}

export const EFFECTS_IN_SMALLEST = [1, 2, 4] as const;

/** Of a mean above 0. @param smallestEffect in standard deviations of one seed */
export function sequentialT(differences: readonly number[], smallestEffect: number): SequentialEvidence {
  return sequentialTBeyond(differences, { threshold: 0, smallestEffect });
}

/** The mean moves by the threshold; whether seeds agree, and their spread, are matters of the seeds as they are. */
export function sequentialTBeyond(
  differences: readonly number[],
  { threshold, smallestEffect }: { readonly threshold: number; readonly smallestEffect: number },
): SequentialEvidence {
  const seeds = differences.length;
  if (seeds < 2) return { logFor: 0, logAtSmallest: 0, statistic: null };
  if (isConstant(differences)) {
    const logEvidence = (mean(differences) > threshold ? seeds : -seeds) * Math.LN2;
    return { logFor: logEvidence, logAtSmallest: logEvidence, statistic: null };
  }
  const moments = sampleMoments(differences);
  const deviation = Math.max(moments.standardDeviation ?? 0, Number.MIN_VALUE);
  const largest = Number.MAX_VALUE;
  const distance = (moments.mean - threshold) / deviation;
  const statistic = Math.max(-largest, Math.min(largest, distance * Math.sqrt(seeds)));
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
