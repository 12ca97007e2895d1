// A sample as normal as can be, with a mean of exactly 0 by symmetry: the quantiles at (i + 1/2) / n, in an order that alternates sides.
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export function normalScores(count: number): number[] {
  const scores = Array.from({ length: count }, (_, index) => {
    const upper = normalQuantile((Math.max(index, count - 1 - index) + 0.5) / count, 0, 1);
    return 2 * index + 1 === count ? 0 : index < count / 2 ? -upper : upper;
  });
  return scores.map((_, index) => (index % 2 === 0 ? scores[index / 2] : scores[count - (index + 1) / 2]) ?? 0);
}
