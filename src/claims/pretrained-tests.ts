// What tests of a pretrained model share (docs/guides/pretrained.md has the plan): they stand at rung R3, read one Stage-1 model a seed, and of
// Stage 2 the mean over several deals, with the tags as they were and exchanged.
import type { DecisionRule } from '../decisions/decision.ts';
import { namedEntitiesArms, STAGE_2_DEALS } from './arms/named-entities.ts';
import { type ClaimGate, type ClaimPart, part, plainTest } from './claim.ts';
import { ATTRIBUTED, answers, BEFORE, type Estimand, gap, mean, minus } from './estimands.ts';
import { type Deal, dealsOf, overDeals } from './estimands-of-deals.ts';
import { gate, textStageOneFitOf } from './rules.ts';

export const onNamedEntities = {
  ...plainTest,
  task: 'named-entities',
  rung: 'R3',
  seeds: { pretrained: 16 },
} as const;

/** Definitions name entities, and what Stage 1 teaches about them shows in who an alias is: nats. */
export function definitionsAreAttributed(arm: string): ClaimGate {
  return gate(
    'who an alias is after Stage 1, log-likelihood: D1QA1 - D2QA2 (arm "{arm}"); below it definitions are not used: no test of IML',
    1,
    gap(arm, ['D1QA1', 'D2QA2'], { ...ATTRIBUTED, ...BEFORE }),
  );
}

/** Stage 2 was learned, under both tags taken together: their difference is what is asked. */
export function attributedAfterStageTwo(arm: string): ClaimGate {
  const learned = ({ asTheyWere }: Deal) => {
    const of = (group: 'D5' | 'D6' | 'QA7') => answers(arm, group, { ...ATTRIBUTED, ...asTheyWere });
    return minus(mean(of('D5'), of('D6')), of('QA7'));
  };
  return gate(
    'who an alias is after Stage 2, log-likelihood: mean of D5 and D6 less aliases never defined (arm "{arm}")',
    3,
    overDeals(STAGE_2_DEALS, learned),
  );
}

/** The base design, which most of them read. */
export const onCountries = {
  ...onNamedEntities,
  arms: { base: namedEntitiesArms.base },
  gates: [definitionsAreAttributed('base'), attributedAfterStageTwo('base')],
  context: textStageOneFitOf('base'),
} as const;

/** A part on the mean over deals, with each deal beside it. */
export function partOverDeals(name: string, rule: DecisionRule, of: (deal: Deal) => Estimand): ClaimPart {
  return { ...part(name, rule, overDeals(STAGE_2_DEALS, of)), repeats: dealsOf(STAGE_2_DEALS).map(of) };
}
