// Where tags tell nothing of consistency, or both are reliable, chance alone makes the mean gap 0: such a null must ask about single models as well.
import { describe, expect, it } from 'vitest';
import { experimentOf } from '../../src/claims/arms/experiments-of.ts';
import type { Claim, ClaimPart, ClaimTest } from '../../src/claims/claim.ts';
import { DECLARED_CLAIMS } from '../../src/claims/declared-claims.ts';
import { armsIn, readsIn } from '../../src/claims/estimands.ts';

/** Neither tag is more reliable than the other. */
function isAlike({ arms }: ClaimTest, arm: string): boolean {
  const declared = arms[arm];
  if (declared === undefined) return false;
  const { task } = experimentOf(declared, '0'.repeat(64));
  return task.consistentShare.reliable === task.consistentShare.unreliable || 'stageOneTags' in task;
}

/** Arms of which the part says that D5 and D6 are answered alike after Stage 2. */
function saidAlike({ rule, estimands }: ClaimPart): readonly string[] {
  const isOfGap = readsIn(estimands[0]).some(
    ({ measurement, group }) => /^after-stage-2\/(qa|who)\/(accuracy|exact-match)$/.test(measurement) && group === 'D6',
  );
  return rule.kind === 'equivalence' && isOfGap ? armsIn(...estimands) : [];
}

/** Models of which only the mean is asked. */
function askedByMeanAlone(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ id, tests }) =>
    tests.flatMap((test, index) => {
      const single = test.parts.flatMap(({ rule, estimands }) =>
        rule.kind === 'dispersion' && readsIn(estimands[0]).some(({ measurement }) => measurement.includes('-swapped/'))
          ? armsIn(...estimands)
          : [],
      );
      const nulls = new Set(test.parts.flatMap(saidAlike).filter((arm) => isAlike(test, arm)));
      return [...nulls].filter((arm) => !single.includes(arm)).map((arm) => `${id}, design ${index + 1}: ${arm}`);
    }),
  );
}

describe('a null whose mean is 0 by chance alone', () => {
  it('asks about single models, by main less exchanged tags', () => {
    expect(askedByMeanAlone(DECLARED_CLAIMS)).toEqual([]);
    const asking = DECLARED_CLAIMS.filter(({ tests }) =>
      tests.some(({ parts }) => parts.some(({ rule }) => rule.kind === 'dispersion')),
    );
    expect(asking.map(({ id }) => id)).toEqual([
      'uninformative-tags-no-iml',
      'both-tags-reliable-no-iml',
      'shuffled-tags-no-iml',
      'random-tags-no-iml',
      'bare-alias-completion',
      'decodability-is-not-iml',
      'decodable-tags-without-iml',
    ]);
  });

  it('is found where it does not', () => {
    const planted = DECLARED_CLAIMS.filter(({ id }) => id === 'uninformative-tags-no-iml').map((claim) => ({
      ...claim,
      tests: claim.tests.map((test) => ({ ...test, parts: [test.parts[0]] as const })),
    }));
    expect(askedByMeanAlone(planted)).toEqual(
      [1, 2, 3, 4].map((design) => `uninformative-tags-no-iml, design ${design}: uninformative`),
    );
  });
});
