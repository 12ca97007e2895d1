// The noncentral t distribution, T = (Z + noncentrality) / S with S² a chi-square over its degrees of freedom:
// the law of the t statistic when there is an effect, hence the power of a t test (decisions.md B7).
// P(T <= t) averages Phi(t S - noncentrality) over S. In u = ln S the integrand is analytic and dies at both ends, where
// the plain trapezoid rule converges geometrically; every term is positive, so small tails keep their precision.
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { HarnessError } from '../errors/harness-error.ts';

export interface NoncentralT {
  readonly degreesOfFreedom: number;
  readonly noncentrality: number;
}

/** Step in units of the integrand's (narrower) width: a trapezoid error below exp(-2 (pi / 0.4)²); the cap is for one or two degrees. */
const STEP = 0.4;
const LARGEST_STEP = 0.1;
/** Weights below exp(-NEGLIGIBLE) of the largest cannot change a double. */
const NEGLIGIBLE = 42;

/** P(T <= value). */
export function noncentralTCdf(value: number, distribution: NoncentralT): number {
  const { noncentrality } = distribution;
  return averageOverScale(value, distribution, (scale) => normalCdf(value * scale - noncentrality, 0, 1));
}

/** P(T > value). */
export function noncentralTSurvival(value: number, distribution: NoncentralT): number {
  const { noncentrality } = distribution;
  return averageOverScale(value, distribution, (scale) => normalCdf(noncentrality - value * scale, 0, 1));
}

function averageOverScale(value: number, distribution: NoncentralT, integrand: (scale: number) => number): number {
  const { degreesOfFreedom, noncentrality } = distribution;
  if (!(degreesOfFreedom > 0) || !Number.isFinite(degreesOfFreedom + noncentrality) || Number.isNaN(value)) {
    throw new HarnessError('invalid-argument', {
      what: 'The noncentral t distribution is not defined here.',
      got: `value ${value}, degrees of freedom ${degreesOfFreedom}, noncentrality ${noncentrality}`,
      expected: 'positive degrees of freedom, a finite noncentrality and a value that is a number',
    });
  }
  const step = Math.min(LARGEST_STEP, STEP / Math.sqrt(2 * degreesOfFreedom + noncentrality ** 2));
  // Far below the peak the weight falls as exp(df·u), but a product with a small tail may peak further down or up.
  const shift = Math.log1p(Math.min(Math.abs(value), 1e100) * (1 + Math.abs(noncentrality)));
  const lowest = degreesOfFreedom > 50 ? -Infinity : -NEGLIGIBLE / degreesOfFreedom - shift - 1;
  let weights = 0;
  let total = 0;
  const add = (u: number): boolean => {
    const logWeight = degreesOfFreedom * (u - Math.expm1(2 * u) / 2);
    if (logWeight < -740) return false;
    const weight = Math.exp(logWeight);
    weights += weight;
    total += weight * integrand(Math.exp(u));
    return true;
  };
  add(0);
  for (let index = 1; add(index * step); index++);
  for (let index = 1; -index * step > lowest && add(-index * step); index++);
  return Math.min(1, total / weights);
}

// The likelihood ratio of a t statistic: its density under a noncentrality over its density under none, in logarithms.
// With w the chi variable and a = noncentrality · t / sqrt(df + t²), both densities are the same factor times an integral of
// w^df exp(-w²/2 + a w) over w > 0, at a and at 0 (decisions.md B7; Johnson, Kotz & Balakrishnan 1995, chapter 31).
// In u = ln w the integrand is analytic, positive and dies at both ends: the trapezoid rule converges geometrically and
// nothing cancels, however far out t lies.

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

/** The logarithm of a mean of e-values that are given by their logarithms, without leaving the doubles: it is an e-value, too. */
export function logMean(logarithms: readonly number[]): number {
  const largest = Math.max(...logarithms);
  const sum = logarithms.reduce((total, one) => total + Math.exp(one - largest), 0);
  return largest + Math.log(sum / logarithms.length);
}
