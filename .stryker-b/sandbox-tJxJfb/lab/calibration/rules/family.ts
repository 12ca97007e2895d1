// decisions.md B6: the primary claims of a profile share one alpha, by Holm on their e-values. Two ways to get there: every claim stops at an
// alpha of its own, whatever the family asks later; or it goes on to the level of the family (alpha over claims). Both keep the
// family's alpha; but the first stops claims at evidence that the family then finds too weak.
import { weigh } from '../../../src/decisions/decide.ts';
import type { ExistenceRule } from '../../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../../src/decisions/design.ts';
import { judgeFamily } from '../../../src/decisions/families.ts';
import { NOISES } from '../noise.ts';
import { type Conclusion, type Procedure, samplesOf } from '../procedure.ts';
import type { PlannedStatement, SuitePlan } from '../suite-plan.ts';
import { familyWorld, type Sample, type World } from '../world.ts';

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

/** Each claim goes on until its evidence suffices for the first step of Holm; the other steps ask for less. */
const atFamilyLevel: Procedure = {
  id: 'family, each claim to the level of the family',
  words: `B6: every claim sequentially at ${FAMILY_ALPHA} over the number of claims, then Holm on the e-values at ${FAMILY_ALPHA}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
  conclude: (claims) => judged(claims, { ...single, alpha: FAMILY_ALPHA / claims.length }),
};

export const FAMILY_RULES: readonly Procedure[] = [holmAfterwards, atFamilyLevel];

function judged(claims: readonly (readonly Sample[])[], rule: ExistenceRule): Conclusion[] {
  const members = claims.map((samples, claim) => {
    const { eValue, ...judgement } = weigh(rule, samplesOf(samples));
    return { id: `claim ${claim}`, decision: { ...judgement, sequence: { eValue } }, behind: null };
  });
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
    ...[1, 10, 30].map((claims) => familyWorld('normal', { claims, effect: 0, shared: 0 })),
    ...NOISES.map((noise) => familyWorld(noise, { claims: 5, effect: 0, shared: 0 })),
  ];
  const stated = (procedure: Procedure, world: World): PlannedStatement => ({
    procedure,
    world,
    quantity: 'reproduced',
    side: 'at most',
    bound: FAMILY_ALPHA,
    source: 'family-wise alpha',
    demand: 'shown',
  });
  return {
    statements: FAMILY_RULES.flatMap((rule) => [...null20, ...others].map((world) => stated(rule, world))),
    cells: [],
  };
}
