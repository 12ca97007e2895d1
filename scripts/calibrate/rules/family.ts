// Rule B6: the primary claims of a profile share one alpha, by Holm on their e-values. Each claim is judged by the sequential rule at
// the level of its family (alpha over claims), so that it goes on until its evidence suffices there, as a profile declares it.

import { decide } from '../../../src/decisions/decide.ts';
import type { ExistenceRule } from '../../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../../src/decisions/design.ts';
import { judgeFamily } from '../../../src/decisions/families.ts';
import type { Conclusion, Procedure } from '../procedure.ts';
import { samplesOf } from '../procedure.ts';
import type { PlannedStatement, SuitePlan } from '../suite.ts';
import { familyWorld, type Sample } from '../world.ts';

const FAMILY_ALPHA = 0.05;

const single: ExistenceRule = {
  kind: 'existence',
  direction: 'greater',
  threshold: 0,
  alpha: 0.01,
  planned: { effect: 1, standardDeviation: 1 },
  design: SEQUENTIAL,
};

/** Each claim at its own alpha; then the family by Holm. */
const holmAfterwards: Procedure = {
  id: 'family, Holm over claims at alpha .01',
  words: `B6: every claim sequentially at alpha .01, then Holm on the e-values at ${FAMILY_ALPHA}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
  conclude: (claims) => judged(claims, single),
};

export const FAMILY_RULES: readonly Procedure[] = [holmAfterwards];

function judged(claims: readonly (readonly Sample[])[], rule: ExistenceRule): Conclusion[] {
  const members = claims.map((samples, claim) => ({
    id: `claim ${claim}`,
    decision: decide(rule, samplesOf(samples)),
    behind: null,
  }));
  return judgeFamily(members, FAMILY_ALPHA).map(({ outcome }, claim) => ({
    outcome: outcome === 'not-judged' ? 'inconclusive' : outcome,
    seeds: members[claim]?.decision.seeds ?? 0,
  }));
}

export function familyStatements(): SuitePlan {
  const null20 = [
    familyWorld('normal', { claims: 20, effect: 0, shared: 0 }),
    familyWorld('normal', { claims: 20, effect: 0, shared: 0.5 }),
  ];
  const others = [
    familyWorld('normal', { claims: 5, effect: 0, shared: 0 }),
    familyWorld('t3', { claims: 5, effect: 0, shared: 0 }),
    familyWorld('skewed', { claims: 5, effect: 0, shared: 0 }),
    familyWorld('contaminated', { claims: 5, effect: 0, shared: 0 }),
    familyWorld('normal', { claims: 30, effect: 0, shared: 0 }),
  ];
  const stated = (world: PlannedStatement['world']): PlannedStatement => ({
    procedure: holmAfterwards,
    world,
    quantity: 'reproduced',
    side: 'at most',
    bound: FAMILY_ALPHA,
    source: 'family-wise alpha',
    demand: 'shown',
  });
  return { statements: [...null20, ...others].map(stated), cells: [] };
}
