// The fit of every arm stands beside every verdict: what size, batch, alpha or order do to an effect is confounded with it.
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
