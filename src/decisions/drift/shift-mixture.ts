// Evidence of a shift in either direction from a t statistic: its likelihood ratio averaged over shifts of one, two and four smallest
// effects up and down (decision-rules B5, "mixture of ±δ1"; B1 has one direction of it). Even in the statistic, and rising in its size.
// With a fixed golden sample and fresh values that grow, the ratio is a martingale for every mean and variance that both share: the
// t statistic is all that location and scale leave of them (Hall, Wijsman & Ghosh 1965). So it ever reaches 1 / alpha with a chance of at most alpha.
import { logNoncentralTRatios } from '../../statistics/noncentral-t-ratio.ts';
import { EFFECTS_IN_SMALLEST } from '../../statistics/sequential-t.ts';
import { logMean } from './log-mean.ts';

export interface ShiftedT {
  readonly degreesOfFreedom: number;
  /** Standard errors in one standard deviation: √n for n differences, √(nm / (n + m)) for two samples. */
  readonly precision: number;
  /** In standard deviations of one value. */
  readonly smallestEffect: number;
}

/** Natural logarithm of the e-value. */
export function logShiftMixture(statistic: number, { degreesOfFreedom, precision, smallestEffect }: ShiftedT): number {
  const up = EFFECTS_IN_SMALLEST.map((times) => times * smallestEffect * precision);
  const noncentralities = [...up, ...up.map((shift) => -shift)];
  return logMean(logNoncentralTRatios(statistic, { degreesOfFreedom, noncentralities }));
}
