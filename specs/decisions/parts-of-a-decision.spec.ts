// The small parts that every rule uses: how numbers are written, what is said of an effect, and the test about a threshold.

import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { againstThreshold, testOfMean } from '../../src/decisions/against-threshold.ts';
import { decide, weigh } from '../../src/decisions/decide.ts';
import { effectIn, refutableIn, unitOfEffect } from '../../src/decisions/decision.ts';
import { FIXED, SEQUENTIAL } from '../../src/decisions/design.ts';
import { effectOf, estimatesOf, type IntervalRequest, smallestShown } from '../../src/decisions/effect.ts';
import { invalidSample, silenceOf } from '../../src/decisions/judgement.ts';
import { eValueOf, testByEvidence } from '../../src/decisions/sequence.ts';
import { between, contrast } from '../../src/decisions/trend.ts';
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfP } from '../../src/decisions/wording.ts';
import { dispersion, equivalence, existence, pattern, trend } from './example-rules.ts';

const asked: IntervalRequest = {
  alpha: 0.05,
  refutationAlpha: 0.05,
  sign: 1,
  threshold: 0,
  margin: null,
  design: null,
};

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

test('evidence of just 1 / alpha passes', () => {
  const passes = (logEvidence: number) =>
    testByEvidence('mean', { about: 'Mean', statistic: null, logEvidence, alpha: 0.01 }).passed;
  expect([-Math.log(0.01), -Math.log(0.01) * (1 - 1e-12)].map(passes)).toEqual([true, false]);
});

describe('an effect', () => {
  test('is that of a decision, and none of one that is invalid', () => {
    const decision = decide(existence, [1, 2, 3]);
    expect(effectIn(decision)?.estimate).toBe(2);
    expect(effectIn(decide(existence, [1]))).toBeNull();
    expect(weigh(existence, [1]).tests).toEqual([]);
  });

  test('has no interval for one seed or for seeds that agree, and is none where its numbers are no doubles', () => {
    const none = { low: null, high: null, confidence: 0.9, standardised: null };
    expect(effectOf([], asked)).toBeNull();
    expect(effectOf([3], asked)).toEqual({ ...none, estimate: 3, standardDeviation: null });
    expect(effectOf([3, 3], asked)).toEqual({ ...none, estimate: 3, standardDeviation: 0 });
    expect(effectOf([1.7e308, -1.7e308], asked)).toBeNull();
  });

  test('has its mean in standard deviations', () => {
    const effect = effectOf([1, 2, 3], asked);
    expect(effect).toMatchObject({ estimate: 2, standardised: 2, standardDeviation: 1, confidence: 0.9 });
    expect((effect?.low ?? 0) + (effect?.high ?? 0)).toBeCloseTo(4, 12);
  });

  test('has at each end the level of the test that turns there: of showing on the side of the threshold, of refuting on the other', () => {
    const values = [1, 2, 3, 2, 1, 3, 2, 2];
    const stricter = { ...asked, refutationAlpha: 0.01 };
    const [plain, up] = [effectOf(values, asked), effectOf(values, stricter)];
    expect([up?.low, up?.confidence]).toEqual([plain?.low, 0.94]);
    expect(up?.high).toBeGreaterThan(plain?.high ?? 9);
    const down = effectOf(values, { ...stricter, sign: -1 });
    expect(down?.high).toBe(plain?.high);
    expect(down?.low).toBeLessThan(plain?.low ?? 0);
  });

  test('after looks has a confidence sequence, wider than the interval, and no end that no number of SDs would reject', () => {
    const values = [1, 2, 3, 2, 1, 3, 2, 2];
    const [fixed, sequence] = [effectOf(values, asked), effectOf(values, { ...asked, design: SEQUENTIAL })];
    expect(sequence).toMatchObject({ estimate: 2, standardised: fixed?.standardised });
    expect(sequence?.low).toBeLessThan(fixed?.low ?? 0);
    expect(sequence?.high).toBeGreaterThan(fixed?.high ?? 9);
    const few = effectOf([1, 2], { ...asked, alpha: 0.001, refutationAlpha: 0.001, design: SEQUENTIAL });
    expect(few).toMatchObject({ low: null, high: null });
  });

  const spread = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 8, maxLength: 12 });
  const levels = fc.record({
    alpha: fc.constantFrom(0.05, 0.01),
    refutable: fc.constantFrom(1, 3, 12),
    design: fc.constantFrom(FIXED, SEQUENTIAL),
    margin: fc.constantFrom(0.1, 0.3, 0.6, 1.2),
  });

  law.prop([spread, levels])('never contradicts the verdict beside it', (integers, { margin, ...declared }) => {
    const values = integers.map((integer) => integer / 100);
    const planned = { effect: 0, standardDeviation: 0.1 };
    const rules = [
      { kind: 'existence', direction: 'greater', threshold: margin, ...declared, planned },
      { kind: 'existence', direction: 'less', threshold: -margin, ...declared, planned },
      { kind: 'equivalence', margin, ...declared, planned },
    ] as const;
    for (const rule of rules) {
      const decision = decide(rule, values);
      if (decision.outcome === 'invalid' || decision.effect === null) continue;
      const { low, high } = decision.effect;
      const [least, most] = [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
      const isWhollyBeyond =
        rule.kind === 'equivalence'
          ? least >= -margin && most <= margin
          : rule.direction === 'greater'
            ? least > margin
            : most < -margin;
      const isWhollyShort =
        rule.kind === 'equivalence'
          ? least >= margin || most <= -margin
          : rule.direction === 'greater'
            ? most < margin
            : least > -margin;
      if (decision.outcome === 'reproduced') expect(isWhollyBeyond).toBe(true);
      expect(isWhollyShort).toBe(decision.outcome === 'not-reproduced');
      // Sign-flip may still hold it up.
      if (isWhollyBeyond && rule.kind === 'equivalence') expect(decision.outcome).toBe('reproduced');
    }
  });

  test('that is open says the smallest mean, or margin, that would have passed', () => {
    const values = [-1, 2, 1, 0, -1, 1, 2, 0, 1, 2];
    for (const design of [FIXED, { ...SEQUENTIAL, fewestSeeds: 10, mostSeeds: 10 }]) {
      const looks = design.kind === 'fixed' ? null : design;
      const declared = { alpha: 0.05, planned: { effect: 1, standardDeviation: 1 }, design };
      const rule = { kind: 'existence', direction: 'greater', threshold: 0.5, ...declared } as const;
      const shown = smallestShown(values, { ...asked, threshold: 0.5, design: looks }) ?? 0;
      const open = decide(rule, values);
      expect(open).toMatchObject({ outcome: 'inconclusive', smallestShown: shown });
      expect(open.reason).toContain(`would have shown a mean above ${inDigits(shown)}`);
      const moved = (mean: number) => values.map((value) => value - 0.7 + mean);
      const tests = [shown - 0.001, shown + 0.001].map((mean) => decide(rule, moved(mean)));
      expect(tests.map((one) => one.outcome !== 'invalid' && one.tests[0]?.passed)).toEqual([false, true]);
      const margin = smallestShown(values, { ...asked, margin: 1, design: looks }) ?? 0;
      const outcomes = [margin - 0.001, margin + 0.001].map(
        (wide) => decide({ kind: 'equivalence', margin: wide, ...declared }, values).outcome,
      );
      expect(outcomes).toEqual(['inconclusive', 'reproduced']);
    }
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

test('seeds that do not vary, or hardly do against what was planned, say nothing', () => {
  const planned = { effect: 1, standardDeviation: 2 };
  expect(silenceOf([1, 1.01], planned)).toBeNull();
  // An SD of 1 is a thousandth of the planned one, and just enough.
  expect(silenceOf([0, 1, 2], { effect: 1, standardDeviation: 1000 })).toBeNull();
  expect(silenceOf([3, 3, 3], planned)).toBe(
    'all 3 seeds gave 3, and a measurement that does not vary over seeds shows nothing',
  );
  expect(silenceOf([1, 1.002], planned)).toBe(
    'the SD over 2 seeds is 0.00141 where 2 was planned, and a measurement that hardly varies over seeds shows nothing',
  );
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

test('a rule has the questions that could refute it, and its effect a unit', () => {
  // A trend of four levels: contrast, three steps, ends. A pattern: a cell above, two margins of one at chance, no control, interaction.
  expect([existence, dispersion, equivalence, trend, pattern].map(refutableIn)).toEqual([1, 1, 2, 5, 4]);
  expect([existence, dispersion].map((rule) => unitOfEffect(rule, 'nats'))).toEqual(['nats', 'share of models']);
});
