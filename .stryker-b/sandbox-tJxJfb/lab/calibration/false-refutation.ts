// What is stated of a rule with several questions, any one of which could refute it: where the claim is true, be it by a hair, it is refuted in at
// most a share alpha of campaigns as a whole.
import type { Procedure } from './procedure.ts';
import type { PlannedStatement } from './suite-plan.ts';
import type { World } from './world.ts';

export function falseRefutation(
  procedure: Procedure,
  { world, alpha }: { readonly world: World; readonly alpha: number },
): PlannedStatement {
  return {
    procedure,
    world,
    quantity: 'not-reproduced',
    side: 'at most',
    bound: alpha,
    source: 'alpha of the whole, over its questions',
    demand: 'not refuted',
  };
}
