// Claims whose declared design cannot reach its power are refused when the registry is loaded; those of the registry are not.
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { powered } from '../../src/claims/declared-claims.ts';
import { CLAIMS, claimById } from '../../src/claims/registry/registry.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { FIXED, SEQUENTIAL } from '../../src/decisions/design.ts';

function withRule(id: string, change: (rule: DecisionRule) => DecisionRule, seeds?: number): Claim {
  const claim = claimById(id);
  return {
    ...claim,
    tests: claim.tests.map((test) => {
      const [first, ...others] = test.parts;
      const parts = [{ ...first, rule: change(first.rule) }, ...others] as const;
      return { ...test, parts, seeds: seeds === undefined ? test.seeds : { quick: seeds } };
    }),
  };
}

describe('declared power', () => {
  it('suffices for every claim of the registry', () => {
    expect(powered(CLAIMS)).toBe(CLAIMS);
  });

  it.each([
    [
      'a margin off by ten',
      withRule('uninformative-tags-no-iml', (rule) => ({ ...rule, margin: 0.005 }) as DecisionRule),
      /next: +declare a margin of 0\.0375 or more/,
    ],
    [
      'a margin that would do at the most seeds, and mostly decide nothing before',
      withRule('uninformative-tags-no-iml', (rule) => ({ ...rule, margin: 0.036 }) as DecisionRule),
      /mostly be inconclusive.*1\.44 times the planned SD of 0\.025/s,
    ],
    ['too few seeds', withRule('iml-appears', (rule) => ({ ...rule, design: FIXED }), 4), /take 7 seeds/],
    [
      'a threshold above the planned effect',
      withRule('iml-appears', (rule) => ({ ...rule, threshold: 0.4 }) as DecisionRule),
      /declare a threshold of 0\.2\d in place of 0\.4/,
    ],
    [
      'a tiny effect',
      withRule(
        'iml-appears',
        (rule) => ({ ...rule, threshold: 0, planned: { effect: 0.001, standardDeviation: 0.1 } }) as DecisionRule,
      ),
      /take (?:more|\d+|no)|no number/,
    ],
    [
      'more seeds than the test of signs can count',
      withRule('iml-appears', (rule) => ({ ...rule, design: { ...SEQUENTIAL, mostSeeds: 64 } }) as DecisionRule),
      /is not a rule.*iml-appears, design 1 in quick: D5 - D6.* to 40 at most/s,
    ],
  ])('refuses %s, and names what would do', (_, claim, words) => {
    expect(() => powered([claim])).toThrow(words);
  });
});
