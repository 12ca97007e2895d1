// The small parts that every rule uses: how numbers are written, what is said of an effect, and the test about a threshold.

import { describe, expect, test } from 'vitest';
import { effectOf, estimatesOf, sequentialEffect } from '../../src/decisions/effect.ts';
import { againstThreshold, testOfMean } from '../../src/decisions/existence.ts';
import { invalidSample } from '../../src/decisions/judgement.ts';
import { eValueOf } from '../../src/decisions/sequence.ts';
import { between, contrast } from '../../src/decisions/trend.ts';
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfP } from '../../src/decisions/wording.ts';
import { confidenceSequence } from '../../src/statistics/confidence-sequence.ts';

describe('numbers in words', () => {
  test('have three digits, and no sign on zero', () => {
    expect([0.0123456, 12_345, -0, 1.7976931348623157e308].map(inDigits)).toEqual([
      '0.0123',
      '12300',
      '0',
      '1.80e+308',
    ]);
    expect([0.95, 0.9999].map(inPercent)).toEqual(['95 %', '100 %']);
  });

  test('of a p-value never read as zero', () => {
    expect([0.00123, 1e-12, 9.9e-13].map(inWordsOfP)).toEqual(['p = 0.00123', 'p = 1e-12', 'p < 1e-12']);
  });

  test('of evidence end where more says no more', () => {
    expect([171.2, 1e12, 1.1e12].map(inWordsOfEvidence)).toEqual(['171', '1000000000000', 'over 1e12']);
  });
});

test('an e-value is finite and above 0 however extreme its logarithm', () => {
  expect(eValueOf(0)).toBe(1);
  expect(eValueOf(Math.log(20))).toBeCloseTo(20, 12);
  expect([1e4, Number.POSITIVE_INFINITY].map(eValueOf)).toEqual([Math.exp(690), Math.exp(690)]);
  expect([-1e4, Number.NEGATIVE_INFINITY].map(eValueOf)).toEqual([Math.exp(-690), Math.exp(-690)]);
});

describe('a test about a threshold', () => {
  test('is the t test where there is one', () => {
    const test = againstThreshold([1, 2, 3], 1);
    expect(test).toMatchObject({ method: 'paired t' });
    expect(test.statistic).toBeCloseTo(Math.sqrt(3), 14);
    expect(test.pAbove + test.pBelow).toBeCloseTo(1, 14);
    expect(test.pAbove).toBeLessThan(0.15);
    const listed = testOfMean('mean', { ...test, about: 'Mean', pValue: test.pAbove, seeds: 3, alpha: 0.05 });
    expect(listed.detail).toBe('Mean: t(2) = 1.73, p = 0.113, to pass at 0.05.');
  });

  test('is the sign test where all seeds agree, and what lies at the threshold is not above it', () => {
    expect(againstThreshold([2, 2, 2], 1)).toEqual({ method: 'sign test', statistic: null, pAbove: 1 / 8, pBelow: 1 });
    for (const threshold of [2, 3]) {
      const test = againstThreshold([2, 2, 2], threshold);
      expect(test).toEqual({ method: 'sign test', statistic: null, pAbove: 1, pBelow: 1 / 8 });
      const { detail } = testOfMean('mean', { ...test, about: 'Mean', pValue: 0.125, seeds: 3, alpha: 0.05 });
      expect(detail).toBe('Mean: all 3 seeds agree, sign test p = 0.125, to pass at 0.05.');
    }
  });
});

describe('an effect', () => {
  test('has no interval for one seed or for seeds that agree, and is none where its numbers are no doubles', () => {
    const none = { low: null, high: null, confidence: 0.9, standardised: null };
    expect(effectOf([], 0.05)).toBeNull();
    expect(effectOf([3], 0.05)).toEqual({ ...none, estimate: 3, standardDeviation: null });
    expect(effectOf([3, 3], 0.05)).toEqual({ ...none, estimate: 3, standardDeviation: 0 });
    expect(effectOf([1.7e308, -1.7e308], 0.05)).toBeNull();
    expect(effectOf([9e307, -9e307, 8e307], 0.01)).toBeNull();
  });

  test('has its mean in standard deviations', () => {
    const effect = effectOf([1, 2, 3], 0.05);
    expect(effect).toMatchObject({ estimate: 2, standardised: 2, standardDeviation: 1, confidence: 0.9 });
    expect((effect?.low ?? 0) + (effect?.high ?? 0)).toBeCloseTo(4, 12);
  });

  test('after looks has a confidence sequence, wider than the interval, or none while that is not finite', () => {
    const values = [1, 2, 3, 2, 1, 3, 2, 2];
    const [fixed, sequence] = [effectOf(values, 0.05), sequentialEffect(values, { alpha: 0.05, smallestEffect: 1 })];
    expect(sequence).toMatchObject({ estimate: 2, standardised: fixed?.standardised });
    expect(sequence?.low).toBeLessThan(fixed?.low ?? 0);
    expect(sequence?.high).toBeGreaterThan(fixed?.high ?? 9);
    // Narrowest about twice the smallest effect.
    const narrow = confidenceSequence(values, { confidence: 0.9, priorDeviation: 1 });
    expect(sequentialEffect(values, { alpha: 0.05, smallestEffect: 0.5 })).toMatchObject({ ...narrow });
    expect(sequentialEffect([1, 2], { alpha: 0.01, smallestEffect: 1 })).toMatchObject({ low: null, high: null });
    expect(sequentialEffect([], { alpha: 0.01, smallestEffect: 1 })).toBeNull();
  });

  test('is counted in the predicted direction; zero points nowhere', () => {
    expect(estimatesOf([1, 2, 0, -1], { sign: 1, confidence: 0.9 }).inDirection).toMatchObject({ seeds: 2, of: 4 });
    expect(estimatesOf([1, 2, 0, -1], { sign: -1, confidence: 0.9 }).inDirection).toMatchObject({ seeds: 1, of: 4 });
    expect(estimatesOf([], { sign: 1, confidence: 0.9 })).toEqual({ standardised: null, inDirection: null });
  });
});

test('a sample is invalid for a value that is no number, for fewer than two seeds, and for a spread that is no double', () => {
  expect(invalidSample([1, 2], 0.05)).toBeNull();
  const reasons = [[1, Number.NaN], [1], [], [1.7e308, -1.7e308]].map((values) => invalidSample(values, 0.05)?.reason);
  expect(reasons).toEqual([
    '1 of 2 seeds gave a value that is not a finite number.',
    'A decision needs at least 2 seeds, and there is 1.',
    'A decision needs at least 2 seeds, and there are 0.',
    'The values are so large that their spread cannot be computed.',
  ]);
  expect(Object.keys(invalidSample([7], 0.05) ?? {})).toEqual(['outcome', 'reason', 'seeds', 'alpha']);
});

test('a trend is judged by its levels weighted by centred ranks, and by differences of two of them', () => {
  expect(contrast([5, 7, 11])).toBe(6);
  expect(contrast([1, 2, 4, 8])).toBe(-1.5 - 1 + 2 + 12);
  expect(
    between(
      [
        [1, 2, 4],
        [0, 5, 7],
      ],
      { from: 0, to: 2 },
    ),
  ).toEqual([3, 7]);
  expect(between([[1]], { from: 0, to: 1 })).toEqual([Number.NaN]);
});
