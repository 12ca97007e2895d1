// Evidence of a mean above a threshold that may be looked at after every seed: e-values from the one-sample t statistic
// (decisions.md B1; Grünwald, de Heide & Koolen 2024; Schnuerch & Erdfelder 2020). For: the likelihood ratio averaged over
// means of 1, 2 and 4 smallest effects beyond the threshold; by Ville's inequality it ever reaches 1 / alpha with a chance of at
// most alpha if the mean is at most the threshold. Against: the ratio at one smallest effect beyond it alone, which ever falls to
// beta with a chance of at most beta if the mean is that large or larger. Seeds that all agree have no t statistic: then every
// seed counts as a fair coin would, a factor of 2.
import { logMean, logNoncentralTRatios } from './noncentral-t.ts';
import { clampToFinite, isConstant } from './paired-t.ts';
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
  const statistic = clampToFinite(((moments.mean - threshold) / deviation) * Math.sqrt(seeds));
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
  return { logFor: logMean(ratios), logAtSmallest: ratios[0] ?? 0 };
}

// Where this evidence crosses its bars, as t statistics: both the mixture and the ratio rise with t, so each bar is one number for a number
// of seeds. Found by bisection, and remembered, since every look of every campaign asks again.

interface EvidenceBar {
  readonly seeds: number;
  readonly smallestEffect: number;
  /** Natural logarithm of the evidence, or of the ratio, to be reached. */
  readonly bar: number;
}

/** The least t statistic whose evidence for a mean beyond the threshold reaches the bar; the largest double where none does. */
export const criticalT = remembered((asked) => crossing((t) => evidenceOfT(t, asked).logFor >= asked.bar));

/** The t statistic below which the ratio at the smallest effect is at most the bar; minus the largest double where none is. */
export const criticalTAgainst = remembered((asked) => crossing((t) => evidenceOfT(t, asked).logAtSmallest > asked.bar));

/** Beyond this size no t statistic tells more. */
const FARTHEST = 1e6;
const HALVINGS = 60;

function crossing(isPast: (statistic: number) => boolean): number {
  let reach = 1;
  while (!isPast(reach)) {
    if (reach > FARTHEST) return Number.MAX_VALUE;
    reach *= 2;
  }
  let [below, above] = [-1, reach];
  while (isPast(below)) {
    if (below < -FARTHEST) return -Number.MAX_VALUE;
    below *= 2;
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (below + above) / 2;
    if (isPast(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function remembered(find: (asked: EvidenceBar) => number): (asked: EvidenceBar) => number {
  const known = new Map<number, Map<number, Map<number, number>>>();
  return (asked) => {
    const bySeeds = entryOf(entryOf(known, asked.smallestEffect), asked.bar);
    const before = bySeeds.get(asked.seeds);
    if (before !== undefined) return before;
    const found = find(asked);
    bySeeds.set(asked.seeds, found);
    return found;
  };
}

function entryOf<Value>(maps: Map<number, Map<number, Value>>, key: number): Map<number, Value> {
  const before = maps.get(key);
  if (before !== undefined) return before;
  const entry = new Map<number, Value>();
  maps.set(key, entry);
  return entry;
}
