// Welch's interval against SciPy, and its laws.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import { welchInterval } from '../../src/statistics/welch.ts';

const intervalOf = (one: readonly number[], other: readonly number[], confidence = 0.98) =>
  welchInterval(sampleMoments(one), sampleMoments(other), confidence);

const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 20 });

describe("Welch's interval", () => {
  // SciPy 1.17.1: scipy.stats.ttest_ind(one, other, equal_var=False).confidence_interval(confidence)
  test.each([
    [
      [0.31, 0.28, 0.3, 0.26, 0.33, 0.29, 0.27, 0.32],
      [0.3, 0.34, 0.29, 0.27, 0.31, 0.33],
      0.98,
      -0.0489904271103636,
      0.025657093777030286,
    ],
    [
      [0.31, 0.28, 0.3, 0.26, 0.33, 0.29, 0.27, 0.32],
      [0.3, 0.34, 0.29, 0.27, 0.31, 0.33],
      0.95,
      -0.04183779472064526,
      0.01850446138731195,
    ],
    [[0.12, 0.25, 0.18, 0.31], [0.5, 0.38, 0.61, 0.44, 0.47], 0.98, -0.43592977740678496, -0.09407022259321493],
    [[1, 2, 4], [10, -30, 55, 21], 0.98, -90.98525576906354, 67.6519224357302],
    [[0.4, 0.41], [0.1, 0.9], 0.98, -12.811204877470852, 12.62120487747085],
  ])('is that of SciPy: %j and %j at %d', (one, other, confidence, low, high) => {
    const interval = intervalOf(one, other, confidence);
    expect(interval?.low).toBeCloseTo(low, 10);
    expect(interval?.high).toBeCloseTo(high, 10);
  });

  test('is none of a single value, or where nothing varies', () => {
    for (const [one, other] of [
      [[1], [1, 2]],
      [[1, 2], [3]],
      [[], [1, 2]],
      [
        [1, 1],
        [2, 2],
      ],
    ] as const) {
      expect(intervalOf(one, other)).toBeNull();
    }
  });

  test('is that of the sample that varies where the other does not', () => {
    // SciPy 1.17.1: scipy.stats.ttest_1samp([1, 2, 4], 5).confidence_interval(.98), less 5
    expect(intervalOf([1, 2, 4], [5, 5, 5, 5])?.low).toBeCloseTo(-8.808828370237896, 10);
  });

  law.prop([values, values, fc.constantFrom(1e-200, 1e-3, 1e5, 1e150)])(
    'mirrors, and stretches with its values',
    (one, other, scale) => {
      const interval = intervalOf(one, other);
      const mirrored = intervalOf(other, one);
      expect(mirrored?.low).toBeCloseTo(-(interval?.high ?? Number.NaN), 9);
      const stretched = intervalOf(
        one.map((value) => value * scale),
        other.map((value) => value * scale),
      );
      if (interval !== null) expect((stretched?.high ?? Number.NaN) / scale).toBeCloseTo(interval.high, 7);
    },
  );
});
