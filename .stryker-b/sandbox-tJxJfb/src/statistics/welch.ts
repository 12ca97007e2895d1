// Welch's interval of the difference of two means whose spreads may differ (Welch 1947; degrees of freedom by Satterthwaite 1946).
import { studentTQuantile } from './paired-t.ts';
import type { SampleMoments } from './sample-moments.ts';

export interface WelchInterval {
  /** The first mean less the second. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Null where a sample has fewer than two values, or neither varies. */
export function welchInterval(one: SampleMoments, other: SampleMoments, confidence: number): WelchInterval | null {
  const [small, large] = [errorOf(one), errorOf(other)].sort((left, right) => left.error - right.error);
  if (small === undefined || large === undefined) return null;
  if (small.degreesOfFreedom < 1 || large.degreesOfFreedom < 1 || !(large.error > 0)) return null;
  // In shares of the larger error, so that no square overflows or vanishes.
  const share = (small.error / large.error) ** 2;
  const degreesOfFreedom = (1 + share) ** 2 / (1 / large.degreesOfFreedom + share ** 2 / small.degreesOfFreedom);
  const halfWidth = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * Math.hypot(small.error, large.error);
  const estimate = one.mean - other.mean;
  return { estimate, low: estimate - halfWidth, high: estimate + halfWidth };
}

/** Of a mean. */
function errorOf({ count, standardDeviation }: SampleMoments) {
  return { error: (standardDeviation ?? 0) / Math.sqrt(count), degreesOfFreedom: count - 1 };
}
