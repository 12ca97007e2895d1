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

/** Step in units of the narrower of the two widths in u: a trapezoid error below exp(-2 (pi / 0.4)²). */
const STEP = 0.4;
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
  const step = Math.min(0.1, STEP / Math.sqrt(2 * degreesOfFreedom + noncentrality ** 2));
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
