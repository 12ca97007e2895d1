// The shift from one sample to another with its standard error, each sample with a spread of its own (Welch 1947): for intervals and
// equivalence, where a claim about the means must not lean on equal spreads. Evidence (evidence-against-golden.ts) may: what is asked
// there is whether anything changed.
import { sampleMoments } from '../../statistics/sample-moments.ts';

export interface Shift {
  /** Mean of the second sample less that of the first. */
  readonly shift: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** Null where there is no standard error: fewer than two values in one of them, or no spread in either. */
export function welch(first: readonly number[], second: readonly number[]): Shift | null {
  const [one, other] = [sampleMoments(first), sampleMoments(second)];
  if (one.standardDeviation === null || other.standardDeviation === null) return null;
  // In units of the larger spread, so that no square leaves the doubles.
  const unit = Math.max(one.standardDeviation, other.standardDeviation);
  if (!(unit > 0) || !Number.isFinite(unit)) return null;
  const [ofOne, ofOther] = [one, other].map(
    ({ standardDeviation, count }) => ((standardDeviation ?? 0) / unit) ** 2 / count,
  ) as [number, number];
  const variance = ofOne + ofOther;
  const degreesOfFreedom = variance ** 2 / (ofOne ** 2 / (one.count - 1) + ofOther ** 2 / (other.count - 1));
  return { shift: other.mean - one.mean, standardError: unit * Math.sqrt(variance), degreesOfFreedom };
}
