// The margin of equivalence in raw units, by the registered rule (decisions.md B5): a quarter of the effect that the claim states, or
// half a golden standard deviation where it states none.
import { DRIFT } from './drift.ts';
import { goldenSample } from './golden-sample.ts';

/** @param claimedEffect null where the claim states none, or the number is a vital sign; the margin is null without any spread */
export function driftMargin(golden: readonly number[], claimedEffect: number | null): number | null {
  const { ofClaimedEffect, ofGoldenDeviation } = DRIFT.margin;
  if (claimedEffect !== null && claimedEffect !== 0) return ofClaimedEffect * Math.abs(claimedEffect);
  const { deviation } = goldenSample(golden);
  return deviation === null || deviation === 0 ? null : ofGoldenDeviation * deviation;
}
