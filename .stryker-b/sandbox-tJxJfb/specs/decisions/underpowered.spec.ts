// The sentence that refuses a design which is too small, to the words: what it would find, and each way to mend it.
import { describe, expect, test } from 'vitest';
import { requirePower } from '../../src/decisions/chances.ts';
import { equivalence, existence, existenceOfLess, trend } from './example-rules.ts';

const demand = { target: 0.95, awaited: 'reproduced', where: 'here', supposed: 'the mean is so' } as const;

describe('a design that is too small', () => {
  const truth = { effect: 0.5, standardDeviation: 0.3 };

  test('is told how many seeds, or which threshold, would do', () => {
    expect(() => requirePower({ rule: existence, truth, seeds: 5 }, demand)).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This test is too small to find what it looks for: 5 seeds would too seldom show it even if it is there.
        where:    here
        got:      "reproduced" in 78.7 % of such tests, if the mean is so (alpha 0.05)
        expected: at least 95 %
        next:     take 8 seeds]
    `);
    expect(() =>
      requirePower({ rule: existenceOfLess, truth: { ...truth, effect: -0.5 }, seeds: 5 }, demand),
    ).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This test is too small to find what it looks for: 5 seeds would too seldom show it even if it is there.
        where:    here
        got:      "reproduced" in 78.7 % of such tests, if the mean is so (alpha 0.05)
        expected: at least 95 %
        next:     take 8 seeds]
    `);
    expect(() =>
      requirePower({ rule: trend, truth: { effect: 0.8, standardDeviation: 0.5 }, seeds: 6 }, demand),
    ).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This test is too small to find what it looks for: 6 seeds would too seldom show it even if it is there.
        where:    here
        got:      "reproduced" in 35.5 % of such tests, if the mean is so (alpha 0.05)
        expected: at least 95 %
        next:     take 32 seeds, or declare a threshold of 0.01 in place of 0.5]
    `);
  });

  test('is told a margin where that is what it is declared around', () => {
    const small = { effect: 0.2, standardDeviation: 1 };
    expect(() =>
      requirePower({ rule: equivalence, truth: small, seeds: 9 }, demand),
    ).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This test is too small to find what it looks for: 9 seeds would too seldom show it even if it is there.
        where:    here
        got:      "reproduced" in 65.7 % of such tests, if the mean is so (alpha 0.05)
        expected: at least 95 %
        next:     take 19 seeds, or declare a margin of 1.5 in place of 1]
    `);
  });

  test('is told seeds only where it waits for evidence against, as another threshold would be another claim', () => {
    const none = { effect: 0, standardDeviation: 0.3 };
    const against = { ...demand, awaited: 'not-reproduced' } as const;
    expect(() => requirePower({ rule: existence, truth: none, seeds: 4 }, against)).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This test is too small to find what it looks for: 4 seeds would too seldom show it even if it is there.
        where:    here
        got:      "not-reproduced" in 13.2 % of such tests, if the mean is so (alpha 0.05)
        expected: at least 95 %
        next:     take 99 seeds]
    `);
  });

  test('is told so where nothing would do', () => {
    const hopeless = { effect: -0.05, standardDeviation: 0.3 };
    expect(() =>
      requirePower({ rule: existence, truth: hopeless, seeds: 1 }, demand),
    ).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This test is too small to find what it looks for: 1 seed would too seldom show it even if it is there.
        where:    here
        got:      "reproduced" in 0 % of such tests, if the mean is so (alpha 0.05)
        expected: at least 95 %
        next:     no number of seeds would do: the planned effect does not lie beyond what the rule asks for]
    `);
  });

  test('passes from just enough seeds on', () => {
    expect(() => requirePower({ rule: existence, truth, seeds: 7 }, demand)).toThrow('take 8 seeds');
    expect(() => requirePower({ rule: existence, truth, seeds: 8 }, demand)).not.toThrow();
  });
});

test('a power that is no probability is refused', () => {
  const design = { rule: existence, truth: { effect: 0.5, standardDeviation: 0.3 }, seeds: 12 };
  for (const target of [0, 1, Number.NaN]) {
    expect(() => requirePower(design, { ...demand, target })).toThrow('The demanded power is no probability.');
  }
  expect(() => requirePower(design, { ...demand, target: 2 })).toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: The demanded power is no probability.
      where:    here
      got:      power 2
      expected: a number above 0 and below 1]
  `);
});
