// Student's t distribution: distribution function and quantile, by @stdlib. Upper tails are taken by symmetry
// (P(T > t) = P(T < -t)), so that a very small p-value is not lost in 1 - p.
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tPdf from '@stdlib/stats-base-dists-t-pdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** P(T <= value). */
export function studentTCdf(value: number, degreesOfFreedom: number): number {
  if (Math.abs(value) < NEAR_ZERO) return nearZero(value, degreesOfFreedom);
  return tCdf(value, degreesOfFreedom);
}

/** P(T > value), with full relative precision far out. */
export function studentTSurvival(value: number, degreesOfFreedom: number): number {
  return studentTCdf(-value, degreesOfFreedom);
}

/** The value below which T falls with this probability. */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  return tQuantile(probability, degreesOfFreedom);
}

const NEAR_ZERO = 1e-3;

/**
 * @stdlib goes through 1 / (1 + t² / df), in which a small t is lost (5e-13 of the result at t = 1e-12); the density's
 * series about zero has it all: its next term is below 1e-16 here. Found by a law (seed -686151956).
 */
function nearZero(value: number, degreesOfFreedom: number): number {
  const curvature = ((degreesOfFreedom + 1) / degreesOfFreedom) * (value * value);
  return 0.5 + tPdf(0, degreesOfFreedom) * value * (1 - curvature / 6);
}
