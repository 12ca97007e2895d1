// Power before data: a claim whose declared design cannot reach its power at the most seeds that it may use is refused when the
// registry is loaded, so that nobody trains for a verdict that could only be "inconclusive" (decisions.md B0).
import { mostSeedsOf } from '../decisions/chances.ts';
import { requirePower } from '../decisions/underpowered.ts';
import { type Claim, PROFILE_NAMES } from './claim.ts';
import { atFamilyLevel, familyPlace } from './family.ts';

/** Beta .05, as registered for every claim. */
export const TARGET_POWER = 0.95;

/** The same claims. @throws HarnessError `under-powered`, with the seeds or the margin that would do */
export function powered(claims: readonly Claim[]): readonly Claim[] {
  for (const claim of claims) {
    for (const [index, test] of claim.tests.entries()) {
      for (const profile of PROFILE_NAMES) {
        const declared = test.seeds[profile];
        if (declared === undefined) continue;
        const place = familyPlace(claim, test, { catalogue: claims, profile });
        for (const { name, rule } of atFamilyLevel(test, place).parts) {
          const { planned } = rule;
          requirePower(
            { rule, truth: planned, seeds: mostSeedsOf(rule, declared) },
            {
              target: TARGET_POWER,
              awaited: 'reproduced',
              where: `${claim.id}, design ${index + 1} in ${profile}: ${name}`,
              supposed: `mean and SD are as planned (${planned.effect} and ${planned.standardDeviation})`,
            },
          );
        }
      }
    }
  }
  return claims;
}
