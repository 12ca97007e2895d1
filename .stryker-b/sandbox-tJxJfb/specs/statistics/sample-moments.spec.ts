// Laws and examples: means and SDs do not depend on the order of the seeds, not even in the last bit.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exactSum, mean, sampleMoments } from '../../src/statistics/sample-moments.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
const shuffled = values.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
);

describe('sample moments', () => {
  law.prop([shuffled])('are the same to the last bit in any order', ([list, other]) => {
    expect(sampleMoments(other)).toStrictEqual(sampleMoments(list));
  });

  law.prop([values])('mirror when every value is negated', (list) => {
    const moments = sampleMoments(list);
    const mirrored = sampleMoments(list.map((value) => -value));
    expect(mirrored.mean + moments.mean).toBe(0);
    expect(mirrored.standardDeviation).toBe(moments.standardDeviation);
  });

  law.prop([fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 2, max: 30 })])(
    'of a constant sample are the constant and exactly zero',
    (value, count) => {
      const moments = sampleMoments(Array.from({ length: count }, () => value));
      expect(moments).toStrictEqual({ count, mean: value + 0, standardDeviation: 0 });
    },
  );

  test('of a constant sample are the constant where its sum, divided, is another double', () => {
    for (const [value, count] of [
      [1.3672109296901032, 3],
      [1.6094635121626124, 5],
      [1.1432855714761745, 7],
    ] as const) {
      const values = Array.from({ length: count }, () => value);
      expect(exactSum(values) / count).not.toBe(value);
      expect(mean(values)).toBe(value);
    }
  });

  test('survive cancellation that a plain sum does not', () => {
    expect(exactSum([1e16, 1, -1e16])).toBe(1);
    expect(exactSum([0.1, 0.2, -0.3])).toBe(2 ** -55); // 0.1 + 0.2 - 0.3 of the doubles, exactly
    expect(mean([1e16, 1, -1e16])).toBeCloseTo(1 / 3, 15);
  });

  // Whole numbers, so that their sum is known exactly; many of these sums lie half-way between two doubles, or a unit off.
  const parts = fc
    .tuple(fc.constantFrom(1, -1, 3, -3), fc.constantFrom(0, 1, 51, 52, 53, 54, 55, 104, 105, 106, 107, 108))
    .map(([factor, exponent]) => factor * 2 ** exponent);

  law.prop([fc.array(parts, { maxLength: 8 })], {
    numRuns: 400,
    examples: [
      [[2 ** 106, 2 ** 53, 1]],
      [[2 ** 106, 2 ** 53, -1]],
      [[2 ** 106, -(2 ** 52), -1]],
      [[2 ** 106, 3 * 2 ** 53, 1]],
      [[2 ** 106, 3 * 2 ** 53, -1]],
      [[2 ** 106, 2 ** 53]],
      [[-(2 ** 106), -(2 ** 53), -1]],
      [[2 ** 108, 2 ** 54, 2 ** 53, 1]],
    ],
  })('rest on sums that are rounded once, to the nearest double', (list) => {
    const exact = list.reduce((sum, value) => sum + BigInt(value), 0n);
    expect(exactSum(list)).toBe(Number(exact));
  });

  test('know no negative zero', () => {
    expect([mean([-0]), mean([-0, -0]), mean([-0, 0]), exactSum([-0, -0]), exactSum([])]).toStrictEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  test('neither overflow nor vanish at the ends of the doubles', () => {
    expect(sampleMoments([1e308, 1e308, 0.5e308]).mean / 1e308).toBeCloseTo(2.5 / 3, 14);
    const largest = Number.MAX_VALUE;
    // The largest lies 1.35 times the largest double above the mean.
    const apart = sampleMoments([largest, ...Array.from({ length: 9 }, () => -largest / 2)]);
    expect((apart.standardDeviation ?? 0) / largest).toBeCloseTo(1.5 / Math.sqrt(10), 14);
    expect(sampleMoments([largest, -largest, -largest]).standardDeviation).toBe(Number.POSITIVE_INFINITY);
    expect((sampleMoments([1e-200, 3e-200]).standardDeviation ?? 0) / 1e-200).toBeCloseTo(Math.SQRT2, 14);
  });

  test('have no SD below two values and no mean of nothing', () => {
    expect(sampleMoments([4])).toStrictEqual({ count: 1, mean: 4, standardDeviation: null });
    expect(sampleMoments([])).toStrictEqual({ count: 0, mean: Number.NaN, standardDeviation: null });
  });
});
