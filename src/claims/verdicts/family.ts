// The place of a test in its family (decisions.md B6): the primary claims of a profile on one task share one family-wise error
// rate. Each is carried on to the family's first level, alpha over the number of primary tests: stopping at a claim's own alpha
// would leave evidence that Holm finds too weak (`npm run calibrate` shows it). The family is that of the profile, whichever claims
// are selected, so that a claim asked alone gets the verdict that it has in the whole.
import type { Claim, ClaimTest, ProfileName } from '../claim.ts';
import { withRules } from '../rules.ts';
import type { FamilyRole } from './verdict.ts';

/** Family-wise error rate of the primary claims. */
export const FAMILY_ALPHA = 0.05;

export interface FamilyPlace {
  readonly role: FamilyRole;
  /** Primary tests of the profile on this task. */
  readonly members: number;
  /** The primary claim that must be reproduced first; null where there is none. */
  readonly gate: string | null;
}

/** A claim that is asked alone, outside a profile. */
export const ALONE: FamilyPlace = { role: 'primary', members: 1, gate: null };

export interface FamilyScope {
  readonly catalogue: readonly Claim[];
  readonly profile: ProfileName;
}

export function familyPlace(claim: Claim, test: ClaimTest, scope: FamilyScope): FamilyPlace {
  const role = roleOf(claim, test, scope);
  const members = scope.catalogue.flatMap((other) =>
    other.tests.filter(
      (one) =>
        one.task === test.task && one.seeds[scope.profile] !== undefined && roleOf(other, one, scope) === 'primary',
    ),
  ).length;
  return { role, members, gate: role === 'behind-gate' ? (claim.behind ?? null) : null };
}

/** The test with the alpha of its rules lowered to the family's level where that is less. */
export function atFamilyLevel(test: ClaimTest, { role, members }: FamilyPlace): ClaimTest {
  if (role !== 'primary') return test;
  const level = FAMILY_ALPHA / Math.max(1, members);
  return withRules(test, (rule) => ({ ...rule, alpha: Math.min(rule.alpha, level) }));
}

/** Claims that must be reproduced on the same task for the test to be asked: its gate, and the positive claims of a control. */
export function claimsLeanedOn({ assay }: Pick<ClaimTest, 'assay'>, { gate }: FamilyPlace): readonly string[] {
  return gate === null ? assay : [gate, ...assay];
}

function roleOf({ behind }: Claim, { required, assay }: ClaimTest, { catalogue }: FamilyScope): FamilyRole {
  if (!required) return 'reported';
  if (assay.length > 0) return 'control';
  return behind !== undefined && catalogue.some(({ id }) => id === behind) ? 'behind-gate' : 'primary';
}
