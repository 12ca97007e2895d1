// Claims with something of their first test changed, as whoever has seen the data might change it.
import type { Claim, ClaimPart, ClaimTest } from '../../src/claims/claim.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';

export function withTest(claim: Claim, change: (test: ClaimTest) => Partial<ClaimTest>): Claim {
  const [first, ...others] = claim.tests;
  return first === undefined ? claim : { ...claim, tests: [{ ...first, ...change(first) }, ...others] };
}

export function withPart(claim: Claim, change: (part: ClaimPart) => Partial<ClaimPart>): Claim {
  return withTest(claim, ({ parts: [first, ...others] }) => ({ parts: [{ ...first, ...change(first) }, ...others] }));
}

export function withRule(claim: Claim, change: Partial<DecisionRule>): Claim {
  return withPart(claim, ({ rule }) => ({ rule: { ...rule, ...change } as DecisionRule }));
}
