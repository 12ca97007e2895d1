// The last word on primary claims: Holm over those of a task, on 1 / e-value where they are sequential (e-Holm, Vovk & Wang 2021).
// Tests that this run left out count with no evidence at all, so what is selected cannot help what is judged.
import { type DecidedClaim, type FamilyMember, judgeFamily, pValueOf } from '../../decisions/families.ts';
import { invalidDecision } from '../../decisions/judgement.ts';
import { FAMILY_ALPHA } from './family.ts';
import type { Verdict } from './verdict.ts';

/** The same verdicts in the same order. A primary claim that its own level passes and the family does not is inconclusive. */
export function withFamilyEvidence(verdicts: readonly Verdict[]): Verdict[] {
  const judged = new Map<Verdict, Verdict>();
  for (const task of new Set(verdicts.map((verdict) => verdict.task))) {
    const primary = verdicts.filter((verdict) => verdict.task === task && verdict.family.role === 'primary');
    const members = primary.map(
      (verdict, index): FamilyMember => ({
        id: String(index),
        decision: conjunctionOf(verdict),
        behind: null,
      }),
    );
    const absent = Array.from(
      { length: Math.max(0, (primary[0]?.family.members ?? 0) - primary.length) },
      (_, index) => ({
        id: `absent ${index}`,
        decision: invalidDecision('Not in this run.', { seeds: 0, alpha: FAMILY_ALPHA }),
        behind: null,
      }),
    );
    const found = judgeFamily([...members, ...absent], FAMILY_ALPHA);
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
  const reason = `Alone it would be reproduced, but not among ${family.members} primary claims that share alpha ${FAMILY_ALPHA} (Holm). ${verdict.reason}`;
  return { ...verdict, family, verdict: 'inconclusive', outOfTime: false, reason };
}

/** All parts must hold, so the weakest speaks for the claim. */
function conjunctionOf({ parts, verdict }: Verdict): DecidedClaim {
  const decisions = parts.map(({ decision }) => decision);
  const weakest = decisions.reduce((left, right) => (pValueOf(right) > pValueOf(left) ? right : left));
  return { ...weakest, outcome: verdict === 'not-run' ? 'invalid' : verdict };
}
