// The one number by which a decision enters a family, from every kind of decision.
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { TestResult } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, THREE_LOOKS } from '../../src/decisions/design.ts';
import { type DecidedClaim, judgeFamily, pValueOf, transfersTo } from '../../src/decisions/families.ts';
import { equivalence, existence } from './example-rules.ts';

const clear = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6];
const sequential = decide({ ...existence, design: SEQUENTIAL }, clear);
const testOf = (pValue: number | null): TestResult => ({
  name: 'a',
  statistic: null,
  pValue,
  passed: true,
  detail: 'A.',
});
const withTests = (...pValues: readonly (number | null)[]) => ({
  ...decide(existence, clear),
  tests: pValues.map(testOf),
});

describe('the p-value of a decision', () => {
  test('at fixed n is the largest of its tests, 1 where one has none or there are none', () => {
    expect(pValueOf(withTests(0.01, 0.03, 0.02))).toBe(0.03);
    expect(pValueOf(withTests(0.01, null))).toBe(1);
    expect(pValueOf(withTests())).toBe(1);
    expect(pValueOf({ ...withTests(0.01), outcome: 'invalid' })).toBe(1);
  });

  test('of a sequence is one over its e-value, 1 at most', () => {
    expect(pValueOf(sequential)).toBe(1 / (sequential.sequence?.eValue ?? 0));
    const none = decide(
      { ...existence, design: SEQUENTIAL },
      clear.map((value) => -value),
    );
    expect(none.sequence?.eValue).toBeLessThan(1);
    expect(pValueOf(none)).toBe(1);
  });

  test('of three looks is alpha where they passed, and 1 where they did not', () => {
    const thrice = { ...existence, design: THREE_LOOKS };
    expect(pValueOf(decide(thrice, clear))).toBe(0.05);
    expect(pValueOf(decide(thrice, clear.slice(0, 5)))).toBe(1);
  });
});

describe('a family', () => {
  const member = (id: string, decision: DecidedClaim, behind: string | null = null) => ({ id, decision, behind });

  test('gives each primary claim its p-value, and what is behind a gate none', () => {
    const open = decide(equivalence, [0.1, -0.2, 0.3, -0.1, 0.05, 0.15, -0.25]);
    expect(judgeFamily([member('a', withTests(0.01)), member('b', open, 'a')], 0.05)).toEqual([
      { id: 'a', outcome: 'reproduced', pValue: 0.01 },
      { id: 'b', outcome: 'reproduced', pValue: null },
    ]);
  });

  test('does not judge what is behind a gate that the family holds back', () => {
    const verdicts = judgeFamily(
      [member('a', withTests(0.03)), member('b', withTests(0.04)), member('c', withTests(0.01), 'a')],
      0.05,
    );
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'inconclusive', 'not-judged']);
  });

  test('takes no gate that is itself behind one, and no claim twice, in words that name them', () => {
    const refused = (members: Parameters<typeof judgeFamily>[0]) => () => judgeFamily(members, 0.05);
    const one = withTests(0.01);
    expect(
      refused([member('a', one), member('b', one, 'a'), member('c', one, 'b')]),
    ).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This family of claims cannot be judged.
        got:      "c" behind "b"
        expected: every claim once, and behind a gate only primary claims of the family]
    `);
    expect(refused([member('a', one), member('a', one, 'a')])).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: This family of claims cannot be judged.
        got:      "a" twice
        expected: every claim once, and behind a gate only primary claims of the family]
    `);
  });

  test('over configurations needs an e-value of each, and a claim that is reproduced there', () => {
    expect(transfersTo([sequential, { ...sequential, outcome: 'inconclusive' }], 0.1)).toEqual([true, false]);
    expect(transfersTo([sequential, sequential], 1e-9)).toEqual([false, false]);
    expect(() => transfersTo([sequential, withTests(0.01)], 0.1)).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: e-BH needs an e-value of every configuration.
        got:      Over 8 seeds the mean is 0.537 (90 % interval 0.474 to 0.601): above 0.1 (p = 0.00000189) and, by exact sign-flip, above 0 (p = 0.00391).
        expected: decisions of a sequential design, after the first look]
    `);
    const early = decide({ ...existence, design: SEQUENTIAL }, clear.slice(0, 5));
    expect(() => transfersTo([early], 0.1)).toThrow('e-BH needs an e-value');
  });
});
