// How large an effect is in standard deviations of a seed, with the interval that the noncentral t gives: the effects at which
// the observed t statistic is not in either tail (Cumming & Finch 2001).
import { noncentralTCdf, noncentralTSurvival } from './noncentral-t.ts';
import { pairedT } from './paired-t.ts';

export interface StandardisedEffect {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Beyond this t statistic the seeds all but agree, and an effect in standard deviations says nothing more. */
const LARGEST_STATISTIC = 1e4;

/** Null where there is no t statistic, or none of a sensible size. */
export function standardisedInterval(differences: readonly number[], confidence: number): StandardisedEffect | null {
  const test = pairedT(differences, 0);
  if (test === null || Math.abs(test.statistic) > LARGEST_STATISTIC) return null;
  const { statistic, degreesOfFreedom } = test;
  const tail = (1 - confidence) / 2;
  const root = Math.sqrt(differences.length);
  const from = (noncentrality: number) => ({ degreesOfFreedom, noncentrality });
  const low = solve(statistic, (noncentrality) => noncentralTSurvival(statistic, from(noncentrality)) >= tail);
  const high = solve(statistic, (noncentrality) => noncentralTCdf(statistic, from(noncentrality)) < tail);
  return { estimate: statistic / root, low: low / root, high: high / root };
}

/** The noncentrality where `isAbove` turns from false to true. */
function solve(start: number, isAbove: (noncentrality: number) => boolean): number {
  let width = 1 + Math.abs(start);
  while (isAbove(start - width)) width *= 2;
  let low = start - width;
  width = 1 + Math.abs(start);
  while (!isAbove(start + width)) width *= 2;
  let high = start + width;
  while (high - low > 1e-13 * (1 + Math.abs(low) + Math.abs(high))) {
    const middle = (low + high) / 2;
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
