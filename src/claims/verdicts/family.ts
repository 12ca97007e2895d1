// The place of a test in its family (decisions.md B6): the primary claims of a profile on one task share one family-wise error
// rate. Each is carried on to the family's first level, alpha over the number of primary tests: stopping at a claim's own alpha
// would leave evidence that Holm finds too weak (`npm run calibrate` shows it). The family is that of the profile, whichever claims
// are selected, so that a claim asked alone gets the verdict that it has in the whole.

import { refutableIn } from '../../decisions/decision.ts';
import { type DecidedClaim, type FamilyMember, judgeFamily, pValueOf } from '../../decisions/families.ts';
import { invalidDecision } from '../../decisions/judgement.ts';
import type { Claim, ClaimTest, ProfileName } from '../claim.ts';
import { withRules } from '../rules.ts';
import type { FamilyRole, Verdict } from './verdict.ts';

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

/** The test with the alpha of its rules lowered to the family's level where that is less, and with what any of its parts could refute. */
export function atFamilyLevel(test: ClaimTest, { role, members }: FamilyPlace): ClaimTest {
  const level = role === 'primary' ? FAMILY_ALPHA / Math.max(1, members) : 1;
  const refutable = test.parts.reduce((sum, { rule }) => sum + refutableIn(rule), 0);
  return withRules(test, (rule) => ({ ...rule, alpha: Math.min(rule.alpha, level), refutable }));
}

/** Claims that must be reproduced on the same task for the test to be asked: its gate, and the positive claims of a control. */
export function claimsLeanedOn(
  { assay }: Pick<ClaimTest, 'assay'>,
  { gate }: Pick<FamilyPlace, 'gate'>,
): readonly string[] {
  return gate === null ? assay : [gate, ...assay];
}

/** The same of a test that was judged. */
export function claimsLeanedOnBy({ assay, family }: Pick<Verdict, 'assay' | 'family'>): readonly string[] {
  return claimsLeanedOn({ assay: assay.map(({ claim }) => claim) }, { gate: family.gate?.claim ?? null });
}

function roleOf({ behind }: Claim, { required, assay }: ClaimTest, { catalogue }: FamilyScope): FamilyRole {
  if (!required) return 'reported';
  if (assay.length > 0) return 'control';
  return behind !== undefined && catalogue.some(({ id }) => id === behind) ? 'behind-gate' : 'primary';
}

// The last word on primary claims: Holm over those of a task, on 1 / e-value where they are sequential (e-Holm, Vovk & Wang 2021).
// Tests that this run left out count with no evidence at all, so what is selected cannot help what is judged.

/** The same verdicts in the same order. A primary claim that its own level passes and the family does not is inconclusive. */
export function withFamilyEvidence(verdicts: readonly Verdict[]): Verdict[] {
  const judged = new Map<Verdict, Verdict>();
  const absent = invalidDecision('Not in this run.', { seeds: 0, alpha: FAMILY_ALPHA });
  for (const task of new Set(verdicts.map((verdict) => verdict.task))) {
    const primary = verdicts.filter((verdict) => verdict.task === task && verdict.family.role === 'primary');
    const leftOut = Math.max(0, (primary[0]?.family.members ?? 0) - primary.length);
    const decisions = [...primary.map(conjunctionOf), ...Array.from({ length: leftOut }, () => absent)];
    const members = decisions.map((decision, index): FamilyMember => {
      return { id: String(index), decision, behind: null };
    });
    const found = judgeFamily(members, FAMILY_ALPHA);
    for (const [index, verdict] of primary.entries()) {
      const { outcome = 'inconclusive', pValue = null } = found[index] ?? {};
      judged.set(verdict, inFamily(verdict, { stands: outcome === verdict.verdict, pValue }));
    }
  }
  return verdicts.map((verdict) => judged.get(verdict) ?? verdict);
}

function inFamily(
  verdict: Verdict,
  { stands, pValue }: { readonly stands: boolean; readonly pValue: number | null },
): Verdict {
  const family = { ...verdict.family, pValue };
  if (stands || verdict.verdict !== 'reproduced') return { ...verdict, family };
  const reason = `Alone it would be reproduced, but not among ${family.members} primary claims that share the level ${FAMILY_ALPHA} (Holm). ${verdict.reason}`;
  return { ...verdict, family, verdict: 'inconclusive', outOfTime: false, reason };
}

/** All parts must hold, so the weakest speaks for the claim. */
function conjunctionOf({ parts, verdict }: Verdict): DecidedClaim {
  const decisions = parts.map(({ decision }) => decision);
  const weakest = decisions.reduce((left, right) => (pValueOf(right) > pValueOf(left) ? right : left));
  return { ...weakest, outcome: verdict === 'not-run' ? 'invalid' : verdict };
}
