// Bounds that a fair generator crosses about once in a million times, for specs that look at counts and means.
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export const FALSE_ALARM = 1e-6;
/** Two-sided, in standard errors. */
export const STANDARD_ERRORS = -normalQuantile(FALSE_ALARM / 2, 0, 1);

/** Exact two-sided binomial bounds: P(count < low) and P(count > high) are each at most half the false-alarm rate. */
export function binomialBounds(trials: number, share: number): { readonly low: number; readonly high: number } {
  // P(X <= k) = I_{1-p}(n - k, k + 1), the regularised incomplete beta function.
  const atMost = (count: number) => (count >= trials ? 1 : betaCdf(1 - share, trials - count, count + 1));
  let low = 0;
  while (atMost(low) <= FALSE_ALARM / 2) low += 1;
  let high = trials;
  while (high > 0 && 1 - atMost(high - 1) <= FALSE_ALARM / 2) high -= 1;
  return { low, high };
}

/** Upper bound of Pearson's statistic for equally likely cells (Wilson & Hilferty 1931; 1 percent off at these sizes). */
export function chiSquareBound(cells: number): number {
  const freedom = cells - 1;
  const spread = 2 / (9 * freedom);
  return 1.02 * freedom * (1 - spread - normalQuantile(FALSE_ALARM, 0, 1) * Math.sqrt(spread)) ** 3;
}

export function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
