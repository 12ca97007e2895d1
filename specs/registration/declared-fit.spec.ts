// The fit of every arm stands beside every verdict: what size, batch, alpha or order do to an effect is confounded with it. Where that is
// the question, designs that have a say hold every arm to one loss.
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { DECLARED_CLAIMS } from '../../src/claims/declared-claims.ts';
import { fitIn } from '../../src/claims/estimands.ts';

/** "claim, design 2: loss of width4", for each that is not among the numbers beside the verdict. */
function unfitted(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ id, tests }) =>
    tests.flatMap(({ arms, context }, index) => {
      const declared = context.flatMap(({ estimand }) => fitIn(estimand) ?? []);
      return Object.keys(arms).flatMap((arm) =>
        (['answers', 'loss'] as const)
          .filter((of) => !declared.some((one) => one.arm === arm && one.of === of))
          .map((of) => `${id}, design ${index + 1}: ${of} of ${arm}`),
      );
    }),
  );
}

describe('the fit of arms', () => {
  it('is declared for every arm of every test, trends and comparisons first of all', () => {
    expect(unfitted(DECLARED_CLAIMS)).toEqual([]);
    const several = DECLARED_CLAIMS.flatMap(({ tests }) => tests.filter(({ arms }) => Object.keys(arms).length > 1));
    expect(several.length).toBeGreaterThan(15);
  });

  it('is missed where one arm has none', () => {
    const planted = DECLARED_CLAIMS.filter(({ id }) => id === 'larger-models-more-iml').map((claim) => ({
      ...claim,
      tests: claim.tests.slice(0, 1).map((test) => ({
        ...test,
        context: test.context.filter(({ estimand }) => fitIn(estimand)?.arm !== 'width4'),
      })),
    }));
    expect(unfitted(planted)).toEqual([
      'larger-models-more-iml, design 1: answers of width4',
      'larger-models-more-iml, design 1: loss of width4',
    ]);
  });
});

/** Sizes, batches, and what batches do to gradients (verdicts on C14, C15a, C26). */
const CONFOUNDED = new Set<string | null>(['C14', 'C15a', 'C26']);

/** Required designs of those that let an arm fit as it may. */
function heldToNoLoss(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ id, tests }) =>
    tests.flatMap(({ parts, required, gates, arms }, index) => {
      if (!required || !parts.some(({ bearing }) => CONFOUNDED.has(bearing?.statement ?? null))) return [];
      const held = gates.flatMap(({ estimand, ...limit }) => ('maximum' in limit ? (fitIn(estimand)?.arm ?? []) : []));
      return Object.keys(arms)
        .filter((arm) => !held.includes(arm))
        .map((arm) => `${id}, design ${index + 1}: ${arm}`);
    }),
  );
}

describe('designs that compare sizes or batches', () => {
  it('have a say only where every arm is held to one loss; the others say that they are confounded with fit', () => {
    expect(heldToNoLoss(DECLARED_CLAIMS)).toEqual([]);
    const others = DECLARED_CLAIMS.flatMap(({ tests }) => tests).filter(
      ({ parts, required }) => !required && parts.some(({ bearing }) => CONFOUNDED.has(bearing?.statement ?? null)),
    );
    expect(others.length).toBeGreaterThan(5);
    for (const { design } of others) expect(design).toMatch(/confounded with fit|equal updates/);
  });

  it('are found where one without such gates has a say', () => {
    const planted = DECLARED_CLAIMS.filter(({ id }) => id === 'larger-models-more-iml').map((claim) => ({
      ...claim,
      tests: claim.tests.slice(0, 1).map((test) => ({ ...test, required: true })),
    }));
    expect(heldToNoLoss(planted)).toEqual(
      ['width4', 'width16', 'base'].map((arm) => `larger-models-more-iml, design 1: ${arm}`),
    );
  });
});
