// Student's t distribution: distribution function and quantile, by @stdlib. Upper tails are taken by symmetry
// (P(T > t) = P(T < -t)), so that a very small p-value is not lost in 1 - p.
import t from '@stdlib/stats-base-dists-t';

/** P(T <= value). */
export function studentTCdf(value: number, degreesOfFreedom: number): number {
  return t.cdf(value, degreesOfFreedom);
}

/** P(T > value), with full relative precision far out. */
export function studentTSurvival(value: number, degreesOfFreedom: number): number {
  return t.cdf(-value, degreesOfFreedom);
}

/** The value below which T falls with this probability. */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  return t.quantile(probability, degreesOfFreedom);
}
