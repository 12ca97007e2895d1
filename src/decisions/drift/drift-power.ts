// How likely one night is to call a shift of a given size drift (decisions.md B5): fresh seeds must raise the alarm, others confirm it, and
// the shift must not be equivalent on these. Exact for normal seeds that spread as the golden sample does, around its mean and the shift:
// given the SD that the fresh seeds show, each step asks no more than that their mean lies beyond a bound, and mean and SD are independent. What golden
// seeds that are trained again and the detector see comes on top.
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { studentTQuantile } from '../../statistics/paired-t.ts';
import { averageOverSpread } from '../../statistics/power.ts';
import { DRIFT, driftMargin, goldenSample } from './drift.ts';
import { leastStatistic } from './evidence-against-golden.ts';

export interface ShiftToFind {
  readonly golden: readonly number[];
  /** In raw units. */
  readonly shift: number;
  readonly claimedEffect: number | null;
  /** Fresh seeds that may raise the alarm, and seeds that may confirm it. */
  readonly seeds: { readonly alarming: number; readonly confirming: number };
  /** Chance of a false alarm at this change point (alarm-budget.ts). */
  readonly alpha: number;
}

/** Null where the golden sample does not vary: then seeds are counted, and no size of a shift says how many leave its value. */
export function powerToFindShift({ golden, shift, claimedEffect, seeds, alpha }: ShiftToFind): number | null {
  const { seeds: count, deviation } = goldenSample(golden);
  if (deviation === null || deviation === 0 || seeds.alarming < DRIFT.fewestSeeds || seeds.confirming < 2) return null;
  const margin = driftMargin(golden, claimedEffect);
  const size = Math.abs(shift) / deviation;
  const alarm = chanceOfAlarm(size, { golden: count, fresh: seeds.alarming, alpha });
  const confirmation = { golden: count, fresh: seeds.confirming, margin: (margin ?? 0) / deviation };
  return alarm * chanceOfConfirmation(size, confirmation);
}

/** @param size of the shift, in golden SDs */
function chanceOfAlarm(
  size: number,
  { golden, fresh, alpha }: { readonly golden: number; readonly fresh: number; readonly alpha: number },
): number {
  const degreesOfFreedom = golden + fresh - 2;
  const precision = Math.sqrt((golden * fresh) / (golden + fresh));
  // Half of alpha is for golden seeds that are trained again.
  const least = leastStatistic(Math.log(2 / alpha), { degreesOfFreedom, precision, shifts: DRIFT.shifts });
  return chanceBeyond(size, fresh, (scale) => {
    const pooled = Math.sqrt((golden - 1 + (fresh - 1) * scale ** 2) / degreesOfFreedom);
    return (least * pooled) / precision;
  });
}

/** By Welch's t, and not shown to lie within the margin. */
function chanceOfConfirmation(
  size: number,
  { golden, fresh, margin }: { readonly golden: number; readonly fresh: number; readonly margin: number },
): number {
  return chanceBeyond(size, fresh, (scale) => {
    const [ofGolden, ofFresh] = [1 / golden, scale ** 2 / fresh];
    const variance = ofGolden + ofFresh;
    const degreesOfFreedom = variance ** 2 / (ofGolden ** 2 / (golden - 1) + ofFresh ** 2 / (fresh - 1));
    const width = studentTQuantile(1 - DRIFT.confirmationLevel, degreesOfFreedom) * Math.sqrt(variance);
    return Math.max(width, margin - width);
  });
}

/** That the mean of the fresh seeds lies beyond the bound that their own SD, in golden SDs, sets it. */
function chanceBeyond(size: number, fresh: number, boundAt: (scale: number) => number): number {
  const passing = (scale: number) => normalCdf((size - boundAt(scale)) * Math.sqrt(fresh), 0, 1);
  return averageOverSpread({ degreesOfFreedom: fresh - 1, passing });
}
