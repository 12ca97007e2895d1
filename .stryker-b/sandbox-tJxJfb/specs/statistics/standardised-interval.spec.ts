// The interval of a standardised effect ends where the observed t statistic is just in a tail, however extreme it is. Values from
// outside: specs/oracles/sequential.spec.ts.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { noncentralTCdf, noncentralTSurvival } from '../../src/statistics/noncentral-t.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { standardisedInterval } from '../../src/statistics/standardised-interval.ts';

/** Values with this t statistic about 0: a spread of 1, then a mean. */
function withStatistic(statistic: number, seeds: number): number[] {
  const spread = Array.from({ length: seeds }, (_, index) => index - (seeds - 1) / 2);
  const error = Math.sqrt(spread.reduce((sum, value) => sum + value ** 2, 0) / (seeds - 1) / seeds);
  return spread.map((value) => value + statistic * error);
}

describe('the interval of a standardised effect', () => {
  law.prop(
    [
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom(0.5, 0.9, 0.98, 0.9999),
    ],
    {
      examples: [
        [40, 2, 0.9999],
        [-40, 3, 0.9999],
        [300, 40, 0.9],
        [0, 2, 0.5],
      ],
    },
  )('has the statistic in either tail with half of what is left of the confidence', (statistic, seeds, confidence) => {
    const values = withStatistic(statistic, seeds);
    const observed = pairedT(values, 0)?.statistic ?? Number.NaN;
    const interval = standardisedInterval(values, confidence);
    const root = Math.sqrt(seeds);
    const degreesOfFreedom = seeds - 1;
    const low = noncentralTSurvival(observed, {
      degreesOfFreedom,
      noncentrality: (interval?.low ?? Number.NaN) * root,
    });
    const high = noncentralTCdf(observed, { degreesOfFreedom, noncentrality: (interval?.high ?? Number.NaN) * root });
    const tail = (1 - confidence) / 2;
    expect(low / tail).toBeCloseTo(1, 8);
    expect(high / tail).toBeCloseTo(1, 8);
    expect((interval?.estimate ?? Number.NaN) * root).toBeCloseTo(observed, 8);
  });

  test('does not exist where there is no t statistic, or one past all sense', () => {
    for (const values of [[], [1], [2, 2, 2], withStatistic(1001, 8), withStatistic(-1001, 8)]) {
      expect(standardisedInterval(values, 0.9)).toBeNull();
    }
    expect(standardisedInterval(withStatistic(999, 40), 0.9)).not.toBeNull();
  });
});
