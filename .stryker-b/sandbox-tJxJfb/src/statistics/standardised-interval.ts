// How large an effect is in standard deviations of a seed, with the interval that the noncentral t gives: the effects at which
// the observed t statistic is not in either tail (Cumming & Finch 2001).
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { noncentralTCdf, noncentralTSurvival } from './noncentral-t.ts';
import { pairedT } from './paired-t.ts';

export interface StandardisedEffect {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Beyond this t statistic the seeds all but agree, and an effect in standard deviations says nothing more. Nor is there time for it:
 * the distribution is summed in steps of one over the noncentrality, two seconds for two seeds here.
 */
const LARGEST_STATISTIC = 1000;

/** Where a tail is 0 or 1 in doubles. */
const FARTHEST = 40;
const MOST_STEPS = 200;

/** Null where there is no t statistic, or none of a sensible size. */
export function standardisedInterval(differences: readonly number[], confidence: number): StandardisedEffect | null {
  const test = pairedT(differences, 0);
  if (test === null || Math.abs(test.statistic) > LARGEST_STATISTIC) return null;
  const { statistic, degreesOfFreedom } = test;
  const tail = (1 - confidence) / 2;
  const root = Math.sqrt(differences.length);
  // On the normal scale both tails are almost straight lines in the noncentrality, so few steps suffice.
  const deviate = normalQuantile(1 - tail, 0, 1);
  const width = deviate * Math.sqrt(1 + statistic ** 2 / (2 * degreesOfFreedom));
  const low = rootNear(statistic - width, (noncentrality) => {
    const survival = noncentralTSurvival(statistic, { degreesOfFreedom, noncentrality });
    return onNormalScale(survival) + deviate;
  });
  const high = rootNear(statistic + width, (noncentrality) => {
    const below = noncentralTCdf(statistic, { degreesOfFreedom, noncentrality });
    return -deviate - onNormalScale(below);
  });
  return { estimate: statistic / root, low: low / root, high: high / root };
}

function onNormalScale(probability: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, normalQuantile(probability, 0, 1)));
}

/** The zero of a rising function: bracketed, then false position with the Illinois correction (Dowell & Jarratt 1971). */
function rootNear(start: number, rising: (at: number) => number): number {
  let width = 0.5;
  while (rising(start - width) > 0) width *= 2;
  let [low, atLow] = [start - width, rising(start - width)];
  width = 0.5;
  while (rising(start + width) < 0) width *= 2;
  let [high, atHigh] = [start + width, rising(start + width)];
  let last = 0;
  for (let step = 0; step < MOST_STEPS && high - low > 1e-12 * (1 + Math.abs(low)) && atLow !== atHigh; step++) {
    const at = low + ((high - low) * -atLow) / (atHigh - atLow);
    const value = rising(at);
    if (Math.abs(value) < 1e-13) return at;
    const side = Math.sign(value);
    if (side > 0) {
      [high, atHigh] = [at, value];
      if (last === side) atLow /= 2;
    } else {
      [low, atLow] = [at, value];
      if (last === side) atHigh /= 2;
    }
    last = side;
  }
  return (low + high) / 2;
}
