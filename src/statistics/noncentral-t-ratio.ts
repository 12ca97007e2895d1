// The likelihood ratio of a t statistic: its density under a noncentrality over its density under none, in logarithms.
// With w the chi variable and a = noncentrality · t / sqrt(df + t²), both densities are the same factor times an integral of
// w^df exp(-w²/2 + a w) over w > 0, at a and at 0 (decision-rules B7; Johnson, Kotz & Balakrishnan 1995, chapter 31).
// In u = ln w the integrand is analytic, positive and dies at both ends: the trapezoid rule converges geometrically and
// nothing cancels, however far out t lies.
import { HarnessError } from '../errors/harness-error.ts';
import type { NoncentralT } from './noncentral-t.ts';

export function logNoncentralTRatio(statistic: number, { degreesOfFreedom, noncentrality }: NoncentralT): number {
  if (!(degreesOfFreedom > 0) || !Number.isFinite(degreesOfFreedom + noncentrality) || Number.isNaN(statistic)) {
    throw new HarnessError('invalid-argument', {
      what: 'The likelihood ratio of a t statistic is not defined here.',
      got: `statistic ${statistic}, degrees of freedom ${degreesOfFreedom}, noncentrality ${noncentrality}`,
      expected: 'positive degrees of freedom, a finite noncentrality and a statistic that is a number',
    });
  }
  // t / sqrt(df + t²) without overflow; ±1 at infinity.
  const root = Math.sqrt(degreesOfFreedom);
  const share = Math.abs(statistic) > 1e150 ? Math.sign(statistic) : statistic / Math.hypot(root, statistic);
  const pull = noncentrality * share;
  return logIntegral(degreesOfFreedom, pull) - logIntegral(degreesOfFreedom, 0) - noncentrality ** 2 / 2;
}

/** Step in units of the integrand's width: a trapezoid error below exp(-2 (pi / 0.4)²); the cap is for one or two degrees. */
const STEP = 0.4;
const LARGEST_STEP = 0.1;
/** Terms below exp(-NEGLIGIBLE) of the largest cannot change a double. */
const NEGLIGIBLE = 42;

/** ln of the integral of w^df exp(-w²/2 + pull·w) over w > 0. */
function logIntegral(degreesOfFreedom: number, pull: number): number {
  const power = degreesOfFreedom + 1;
  const exponent = (u: number): number => {
    const w = Math.exp(u);
    return power * u - w * (w / 2 - pull);
  };
  // The peak of the exponent in u solves w² - pull·w = power; the form chosen does not cancel for a negative pull.
  const reach = Math.sqrt(pull ** 2 + 4 * power);
  const peakW = pull >= 0 ? (pull + reach) / 2 : (2 * power) / (reach - pull);
  const centre = Math.log(peakW);
  const highest = exponent(centre);
  const step = Math.min(LARGEST_STEP, STEP / Math.sqrt(peakW ** 2 + power));
  let total = 1;
  for (const direction of [step, -step]) {
    for (let index = 1; ; index++) {
      const below = exponent(centre + index * direction) - highest;
      if (below < -NEGLIGIBLE) break;
      total += Math.exp(below);
    }
  }
  return highest + Math.log(total * step);
}
