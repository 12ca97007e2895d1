// Evidence of a shift in either direction from a t statistic: its likelihood ratio averaged over the declared shifts,
// each up and down (decisions.md B5, D3; decisions.md B1 has one direction of it). Even in the statistic, and rising in its size.
// With a fixed golden sample and fresh values that grow, the ratio is a martingale for every mean and variance that both share: the
// t statistic is all that location and scale leave of them (Hall, Wijsman & Ghosh 1965). So it ever reaches 1 / alpha with a chance of at most alpha.
import { logNoncentralTRatios } from '../../statistics/noncentral-t-ratio.ts';

export interface ShiftedT {
  readonly degreesOfFreedom: number;
  /** Standard errors in one standard deviation: √n for n differences, √(nm / (n + m)) for two samples. */
  readonly precision: number;
  /** Shifts to average over, each up and down, in standard deviations of one value. */
  readonly shifts: readonly number[];
}

/** Natural logarithm of the e-value. */
export function logShiftMixture(statistic: number, { degreesOfFreedom, precision, shifts }: ShiftedT): number {
  const up = shifts.map((shift) => shift * precision);
  const noncentralities = [...up, ...up.map((noncentrality) => -noncentrality)];
  return logMean(logNoncentralTRatios(statistic, { degreesOfFreedom, noncentralities }));
}

// The logarithm of a mean of e-values that are given by their logarithms, without leaving the doubles: a mean of e-values is an e-value.
export function logMean(logarithms: readonly number[]): number {
  const largest = Math.max(...logarithms);
  const sum = logarithms.reduce((total, one) => total + Math.exp(one - largest), 0);
  return largest + Math.log(sum / logarithms.length);
}
