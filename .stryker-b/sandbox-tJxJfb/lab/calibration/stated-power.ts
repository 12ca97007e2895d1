// What every decision of a rule about one mean says of itself.
import { chanceOfReproduced } from '../../src/decisions/chances.ts';
import type { EquivalenceRule, ExistenceRule } from '../../src/decisions/decision.ts';
import type { Procedure } from './procedure.ts';
import type { PlannedStatement } from './suite-plan.ts';
import { effectWorld } from './world.ts';

export function statedPower({
  procedure,
  rule,
}: {
  readonly procedure: Procedure;
  readonly rule: EquivalenceRule | ExistenceRule;
}): PlannedStatement {
  return {
    procedure,
    world: effectWorld('normal', rule.planned.effect),
    quantity: 'reproduced',
    side: 'at least',
    bound: downToThreeDigits(chanceOfReproduced({ rule, truth: rule.planned, seeds: procedure.mostSeeds })),
    source: 'power that its decisions state',
    demand: 'not refuted',
  };
}

export function downToThreeDigits(chance: number | null): number {
  return Math.floor(1000 * (chance ?? 0)) / 1000;
}
