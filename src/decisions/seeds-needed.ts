// How many seeds an inconclusive claim would have needed: at which number its evidence suffices if mean and SD stay as they are.
import { fewestSeeds } from '../statistics/power.ts';
import { evidenceOfT, sequentialTBeyond } from '../statistics/sequential-t.ts';
import { fewestSeedsForSignFlip } from '../statistics/sign-flip.ts';
import type { ExistenceRule } from './decision.ts';
import type { SequentialDesign } from './design.ts';

const MOST_SEEDS_SUGGESTED = 10_000;

/** Null if it never would: the mean is not beyond the threshold, or it is so by too little. */
export function seedsNeeded(
  { direction, threshold, alpha }: Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>,
  { design, differences }: { readonly design: SequentialDesign; readonly differences: readonly number[] },
): number | null {
  if (!differences.every(Number.isFinite)) return null;
  const { smallestEffect } = design;
  const sign = direction === 'greater' ? 1 : -1;
  const oriented = differences.map((difference) => sign * difference);
  const beyond = sequentialTBeyond(oriented, { threshold: sign * threshold, smallestEffect });
  const least = Math.max(design.fewestSeeds, fewestSeedsForSignFlip(alpha));
  // Seeds that all agree have no t statistic: each of them counts as a coin would.
  if (beyond.statistic === null) return beyond.logFor > 0 ? least : null;
  if (beyond.statistic <= 0) return null;
  const standardised = beyond.statistic / Math.sqrt(differences.length);
  const needed = fewestSeeds(
    (seeds) => evidenceOfT(standardised * Math.sqrt(seeds), { seeds, smallestEffect }).logFor,
    { target: -Math.log(alpha), most: MOST_SEEDS_SUGGESTED },
  );
  return needed === null ? null : Math.max(needed, least);
}
