// Running moments against the exact ones: near enough wherever they give a deviation, and none where rounding could matter.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { runningMoments, sampleMoments } from '../../src/statistics/sample-moments.ts';

describe('running moments', () => {
  law.prop([
    fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 40 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ])('are those of the first n values to eight digits', (noise, centre) => {
    const values = noise.map((value) => centre + value);
    const { mean, deviation } = runningMoments(values);
    for (let seeds = 2; seeds <= values.length; seeds++) {
      const spread = deviation[seeds] ?? Number.NaN;
      if (Number.isNaN(spread)) continue;
      const exact = sampleMoments(values.slice(0, seeds));
      expect(Math.abs(spread / (exact.standardDeviation ?? 0) - 1)).toBeLessThan(1e-8);
      expect(Math.abs((mean[seeds] ?? Number.NaN) - exact.mean) / spread).toBeLessThan(1e-8);
    }
  });

  test.each([
    ['all agree', [3, 3, 3]],
    ['agree up to rounding', [0.1 + 0.2, 0.3, 0.3]],
    ['vary by little', [1, 1 + 1e-6, 1]],
    ['are too large to square', [1e200, -1e200, 1e200]],
    ['are too small to square', [1e-200, -1e-200, 1e-200]],
    ['are no numbers', [Number.NaN, 1, 2]],
    ['are not finite', [Number.POSITIVE_INFINITY, 1, 2]],
  ])('give no deviation for values that %s', (_, values) => {
    expect(runningMoments(values).deviation.every(Number.isNaN)).toBe(true);
  });

  test('give none before there are two values, and go on once the values vary', () => {
    const { deviation } = runningMoments([1, 1, 2]);
    expect([deviation[0], deviation[1], deviation[2]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(deviation[3]).toBeCloseTo(Math.sqrt(1 / 3), 12);
  });
});
