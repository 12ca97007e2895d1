// The limit of a validity gate from a pool of sound runs, against SciPy; and its laws.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfMeanAbove, greatestMean, leastMean } from '../../src/statistics/least-mean.ts';

const POOL = [0.91, 0.94, 0.88, 0.97, 0.9, 0.93, 0.95, 0.89];

const pools = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });

describe('the limit of a gate', () => {
  it('agrees with SciPy', () => {
    // x = np.array(POOL); n = len(x); m, s = x.mean(), x.std(ddof=1); half = stats.t.ppf(.95, n - 1) * s / np.sqrt(n) + 4 * s / np.sqrt(8)
    // m - half; m + half
    expect(leastMean(POOL, 8)).toBeCloseTo(0.8558783335845432, 13);
    expect(greatestMean(POOL, 8)).toBeCloseTo(0.9866216664154568, 13);
  });

  it('lies below the mean, and nearer to it for more seeds; that of a loss is its mirror image', () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 2, max: 32 }), (pool, seeds) => {
        const least = leastMean(pool, seeds);
        expect(least).toBeLessThanOrEqual(leastMean(pool, seeds + 1));
        expect(greatestMean(pool, seeds)).toBeCloseTo(
          -leastMean(
            pool.map((value) => -value),
            seeds,
          ),
          12,
        );
        expect(greatestMean(pool, seeds)).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('is the mean itself where all runs agree', () => {
    expect(leastMean([1, 1, 1], 8)).toBe(1);
    expect(chanceOfMeanAbove(1, [1, 1, 1], 8)).toBe(1);
    expect(chanceOfMeanAbove(1.01, [1, 1, 1], 8)).toBe(0);
  });

  it('is passed by sound runs as often as the prediction of a new mean says', () => {
    // stats.t.cdf((m - .9) / (s * np.sqrt(1 / seeds + 1 / n)), n - 1) for 8 and 12 seeds
    expect(chanceOfMeanAbove(0.9, POOL, 8)).toBeCloseTo(0.8912265370694517, 10);
    expect(chanceOfMeanAbove(0.9, POOL, 12)).toBeCloseTo(0.909337603499703, 10);
  });

  it('does not exist for a single run', () => {
    expect(() => leastMean([0.9], 8)).toThrow(/at least 2/);
  });
});
