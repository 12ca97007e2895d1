// What fresh seeds hold against a golden sample, as sums that add up seed by seed and night by night, in units of the golden sample.
import { type DriftTolerance, isNumericallyClose } from './drift-tolerance.ts';
import type { GoldenSample } from './golden-sample.ts';

/** Beyond this many golden deviations a value is as far away as can be said; its square is still a double. */
const FARTHEST = 1e150;

export interface FreshTotals {
  readonly seeds: number;
  /** In golden deviations from the golden mean; in raw units for a golden sample of one value. */
  readonly mean: number;
  /** Squared distances from their own mean, in squared golden deviations. */
  readonly squares: number;
  /** Seeds that are not numerically close to the golden mean. */
  readonly differing: number;
}

export const NO_FRESH_SEEDS: FreshTotals = { seeds: 0, mean: 0, squares: 0, differing: 0 };

/** What one fresh seed holds. */
export function totalsOfOne(
  value: number,
  { golden, tolerance }: { readonly golden: GoldenSample; readonly tolerance: DriftTolerance },
): FreshTotals {
  const distance = (value - golden.mean) / (golden.deviation || 1);
  const mean = Math.max(-FARTHEST, Math.min(FARTHEST, distance));
  const differing = isNumericallyClose({ golden: golden.mean, now: value }, tolerance) ? 0 : 1;
  return { seeds: 1, mean, squares: 0, differing };
}

/** Of the seeds of both (Chan, Golub & LeVeque 1979): nothing cancels, however many are added. */
export function addTotals(one: FreshTotals, other: FreshTotals): FreshTotals {
  const seeds = one.seeds + other.seeds;
  if (seeds === 0) return NO_FRESH_SEEDS;
  const between = other.mean - one.mean;
  return {
    seeds,
    mean: one.mean + (between * other.seeds) / seeds,
    squares: one.squares + other.squares + between ** 2 * ((one.seeds * other.seeds) / seeds),
    differing: one.differing + other.differing,
  };
}
