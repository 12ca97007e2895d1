// Claims whose declared design cannot reach its power are refused when the registry is loaded; those of the registry are not.
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { powered } from '../../src/claims/declared-claims.ts';
import { CLAIMS, claimById } from '../../src/claims/registry/registry.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { FIXED } from '../../src/decisions/design.ts';

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
      // A fifth of an SD: evidence that looks for effects of one SD and more would never suffice, whatever the seeds.
      /next: +declare a margin of 0\.0\d+ in place of 0\.005/,
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
  ])('refuses %s, and names what would do', (_, claim, words) => {
    expect(() => powered([claim])).toThrow(words);
  });
});
