// Evidence of a mean above or below a threshold that may be looked at after every seed: e-values from the one-sample t statistic
// (decisions.md B1; Grünwald, de Heide & Koolen 2024; Schnuerch & Erdfelder 2020). Each is the likelihood ratio averaged over means of half, 1, 2
// and 4 smallest effects beyond the threshold; by Ville's inequality it ever reaches 1 / alpha with a chance of at most alpha if the mean is
// not beyond it. Beside it stands the ratio at one smallest effect alone, which says when such a mean has become improbable.
// The two sides are the same question of the statistic and of its negative.
import { logMean, logNoncentralTRatios } from './noncentral-t.ts';
import { clampToFinite, isConstant } from './paired-t.ts';
import { sampleMoments } from './sample-moments.ts';

/** Natural logarithms. */
export interface OneSidedEvidence {
  /** Of the e-value for a mean beyond the threshold. */
  readonly logEvidence: number;
  /** Of the likelihood ratio at one smallest effect beyond it. */
  readonly logAtSmallest: number;
}

export interface SequentialEvidence {
  readonly above: OneSidedEvidence;
  readonly below: OneSidedEvidence;
  readonly statistic: number;
}

/** Half an effect finds what lies nearer than planned; a quarter would cost seeds and find no more (decisions.md B1). */
export const EFFECTS_IN_SMALLEST = [0.5, 1, 2, 4] as const;
const AT_SMALLEST = EFFECTS_IN_SMALLEST.indexOf(1);

/** Null for fewer than two seeds, and seeds that all agree: no t statistic exists. @param smallestEffect in SDs of one seed */
export function sequentialT(
  differences: readonly number[],
  { threshold, smallestEffect }: { readonly threshold: number; readonly smallestEffect: number },
): SequentialEvidence | null {
  const seeds = differences.length;
  const { mean, standardDeviation } = sampleMoments(differences);
  if (standardDeviation === null || isConstant(differences)) return null;
  const deviation = Math.max(standardDeviation, Number.MIN_VALUE);
  const statistic = clampToFinite(((mean - threshold) / deviation) * Math.sqrt(seeds));
  const size = { seeds, smallestEffect };
  return { above: evidenceOfT(statistic, size), below: evidenceOfT(-statistic, size), statistic };
}

/** For a mean above the threshold, from the t statistic about it. */
export function evidenceOfT(
  statistic: number,
  { seeds, smallestEffect }: { readonly seeds: number; readonly smallestEffect: number },
): OneSidedEvidence {
  const ratios = logNoncentralTRatios(statistic, {
    degreesOfFreedom: seeds - 1,
    noncentralities: EFFECTS_IN_SMALLEST.map((times) => times * smallestEffect * Math.sqrt(seeds)),
  });
  return { logEvidence: logMean(ratios), logAtSmallest: ratios[AT_SMALLEST] ?? 0 };
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
export const criticalT = remembered((asked) => crossing((t) => evidenceOfT(t, asked).logEvidence >= asked.bar));

/** The t statistic below which the ratio at the smallest effect is at most the bar; minus the largest double where none is. */
export const criticalTOfRatio = remembered((asked) => crossing((t) => evidenceOfT(t, asked).logAtSmallest > asked.bar));

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
