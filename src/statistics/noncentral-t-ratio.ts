// The likelihood ratio of a t statistic: its density under a noncentrality over its density under none, in logarithms.
// With w the chi variable and a = noncentrality · t / sqrt(df + t²), both densities are the same factor times an integral of
// w^df exp(-w²/2 + a w) over w > 0, at a and at 0 (decisions.md B7; Johnson, Kotz & Balakrishnan 1995, chapter 31).
// In u = ln w the integrand is analytic, positive and dies at both ends: the trapezoid rule converges geometrically and
// nothing cancels, however far out t lies.
import { HarnessError } from '../errors/harness-error.ts';
import type { NoncentralT } from './noncentral-t.ts';

/** Step in units of the integrand's width: a trapezoid error below exp(-2 (pi / 0.4)²); the cap is for one or two degrees. */
const STEP = 0.4;
const LARGEST_STEP = 0.1;
/** Terms below exp(-NEGLIGIBLE) of the largest cannot change a double. */
const NEGLIGIBLE = 42;

export function logNoncentralTRatio(statistic: number, { degreesOfFreedom, noncentrality }: NoncentralT): number {
  return (
    logNoncentralTRatios(statistic, { degreesOfFreedom, noncentralities: [noncentrality] })[0] ??
    Number.NEGATIVE_INFINITY
  );
}

/** For several noncentralities at once, which share the density under none. */
export function logNoncentralTRatios(
  statistic: number,
  {
    degreesOfFreedom,
    noncentralities,
  }: { readonly degreesOfFreedom: number; readonly noncentralities: readonly number[] },
): number[] {
  const isDefined = degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom) && !Number.isNaN(statistic);
  if (!isDefined || !noncentralities.every(Number.isFinite)) {
    throw new HarnessError('invalid-argument', {
      what: 'The likelihood ratio of a t statistic is not defined here.',
      got: `statistic ${statistic}, degrees of freedom ${degreesOfFreedom}, noncentrality ${noncentralities.join(', ')}`,
      expected: 'positive degrees of freedom, a finite noncentrality and a statistic that is a number',
    });
  }
  // t / sqrt(df + t²) without overflow; ±1 at infinity.
  const isHuge = Math.abs(statistic) > 1e150;
  const share = isHuge ? Math.sign(statistic) : statistic / Math.hypot(Math.sqrt(degreesOfFreedom), statistic);
  const base = logIntegral(degreesOfFreedom, 0);
  return noncentralities.map(
    (noncentrality) => logIntegral(degreesOfFreedom, noncentrality * share) - base - noncentrality ** 2 / 2,
  );
}

/** ln of the integral of w^df exp(-w²/2 + pull·w) over w > 0. */
function logIntegral(degreesOfFreedom: number, pull: number): number {
  const power = degreesOfFreedom + 1;
  // The peak of the integrand in u solves w² - pull·w = power; the form chosen does not cancel for a negative pull.
  const reach = Math.sqrt(pull ** 2 + 4 * power);
  const peak = pull >= 0 ? (pull + reach) / 2 : (2 * power) / (reach - pull);
  const highest = power * Math.log(peak) - peak * (peak / 2 - pull);
  const step = Math.min(LARGEST_STEP, STEP / Math.sqrt(peak ** 2 + power));
  return highest + Math.log(step * (1 + oneSide(step) + oneSide(-step)));

  /** Terms on one side of the peak, relative to it. w = peak · e^(index · by), so that one exponential a term suffices. */
  function oneSide(by: number): number {
    const factor = Math.exp(by);
    let total = 0;
    let w = peak;
    for (let index = 1; ; index++) {
      w *= factor;
      const below = power * index * by - (w - peak) * ((w + peak) / 2 - pull);
      if (below < -NEGLIGIBLE) return total;
      total += Math.exp(below);
    }
  }
}
