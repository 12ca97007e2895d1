// Families of claims (decisions.md B6): what an error anywhere in the family costs.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { ExistenceRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { type DecidedClaim, judgeFamily, pValueOf, transfersTo } from '../../src/decisions/families.ts';
import { eBenjaminiHochberg, eHolm, holm } from '../../src/statistics/multiple-testing.ts';
import { decideWhole as decide, existence } from './example-rules.ts';

const rule: ExistenceRule = { ...existence, threshold: 0, alpha: 0.01, design: SEQUENTIAL };
const strong = decide(rule, [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6]);
const weak = decide(rule, [0.5, 0.2, 0.9, 0.3, 0.5, 0.8, 0.2, 0.4]);
const none = decide(rule, [-0.5, -0.4, -0.6, -0.5, -0.3, -0.4, -0.7, -0.2]);

describe('a family of claims', () => {
  test('asks more of a claim the more claims there are, and judges what is behind a gate only if it opens', () => {
    expect([strong.outcome, weak.outcome, none.outcome]).toEqual(['reproduced', 'reproduced', 'not-reproduced']);
    const primary = (id: string, decision: DecidedClaim) => ({ id, decision, behind: null });
    expect(judgeFamily([primary('weak', weak)], 0.05)[0]?.outcome).toBe('reproduced');
    const crowd = Array.from({ length: 40 }, (_, index) => primary(`none ${index}`, none));
    const verdicts = judgeFamily(
      [
        primary('strong', strong),
        primary('weak', weak),
        ...crowd,
        { id: 'control of strong', decision: strong, behind: 'strong' },
        { id: 'control of none', decision: strong, behind: 'none 3' },
      ],
      0.05,
    );
    const outcomes = Object.fromEntries(verdicts.map(({ id, outcome }) => [id, outcome]));
    expect(outcomes).toMatchObject({
      strong: 'reproduced',
      weak: 'inconclusive',
      'none 3': 'not-reproduced',
      'control of strong': 'reproduced',
      'control of none': 'not-judged',
    });
  });

  test('refuses a gate that is not there, and a claim twice', () => {
    expect(() => judgeFamily([{ id: 'a', decision: strong, behind: 'b' }], 0.05)).toThrow('"a" behind "b"');
    const twice = { id: 'a', decision: strong, behind: null };
    expect(() => judgeFamily([twice, twice], 0.05)).toThrow('"a" twice');
  });

  test('reads a decision at fixed n by the largest p-value of its conjunction, and an invalid one as 1', () => {
    const fixed = decide(existence, [0.5, 0.6, 0.4, 0.55, 0.45, 0.7]);
    expect(pValueOf(fixed)).toBe(Math.max(...fixed.tests.map(({ pValue }) => pValue ?? 0)));
    expect(pValueOf(decide(existence, [0.5]))).toBe(1);
  });

  test('transfers to configurations by e-BH, and needs e-values for that', () => {
    expect(transfersTo([strong, weak, none], 0.1)).toEqual([true, true, false]);
    expect(() => transfersTo([decide(existence, [0.5, 0.6, 0.4])], 0.1)).toThrow('e-BH needs an e-value');
  });
});

describe('corrections for several tests', () => {
  const pValues = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

  law.prop([pValues])('Holm rejects all that Bonferroni does, and nothing above alpha', (values) => {
    const found = holm(values, 0.05);
    values.forEach((value, index) => {
      if (value <= 0.05 / values.length) expect(found[index]).toBe(true);
      if (value > 0.05) expect(found[index]).toBe(false);
    });
    expect(
      eHolm(
        values.map((value) => 1 / value),
        0.05,
      ).filter(Boolean).length,
    ).toBeCloseTo(found.filter(Boolean).length, 0);
  });

  law.prop([pValues, fc.nat()])('more evidence for one never loses a rejection', (values, pick) => {
    const eValues = values.map((value) => 1 / value);
    const more = eValues.map((value, index) => (index === pick % eValues.length ? value * 3 : value));
    for (const correct of [eHolm, eBenjaminiHochberg]) {
      const [before, after] = [correct(eValues, 0.1), correct(more, 0.1)];
      before.forEach((found, index) => {
        if (found) expect(after[index]).toBe(true);
      });
    }
  });

  test('Holm stops at the first that does not pass: a published example', () => {
    // Holm (1979) at 0.05: 0.01 passes at 0.05 / 4, 0.02 does not at 0.05 / 3, so neither do the rest.
    expect(holm([0.03, 0.01, 0.02, 0.04], 0.05)).toEqual([false, true, false, false]);
  });
});
