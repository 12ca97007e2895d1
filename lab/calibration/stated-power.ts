// What every decision of a rule about one mean says of itself.
import { chanceOfReproduced } from '../../src/decisions/chances.ts';
import type { EquivalenceRule, ExistenceRule } from '../../src/decisions/decision.ts';
import type { Procedure } from './procedure.ts';
import type { PlannedStatement } from './suite.ts';
import { effectWorld } from './world.ts';

export function statedPower({
  procedure,
  rule,
}: {
  readonly procedure: Procedure;
  readonly rule: EquivalenceRule | ExistenceRule;
}): PlannedStatement {
  const power = chanceOfReproduced({ rule, truth: rule.planned, seeds: procedure.mostSeeds }) ?? 0;
  return {
    procedure,
    world: effectWorld('normal', rule.planned.effect),
    quantity: 'reproduced',
    side: 'at least',
    bound: Math.floor(1000 * power) / 1000,
    source: 'power that its decisions state',
    demand: 'not refuted',
  };
}
