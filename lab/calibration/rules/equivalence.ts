// decisions.md B3: two one-sided tests, fixed and sequential. False equivalence is judged where it is likeliest: at the margin itself.
import type { EquivalenceRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL } from '../../../src/decisions/design.ts';
import { NOISES } from '../noise.ts';
import { type Procedure, throughJudge } from '../procedure.ts';
import { statedPower } from '../stated-power.ts';
import type { PlannedStatement, SuitePlan } from '../suite.ts';
import { effectWorld } from '../world.ts';

const ALPHA = 0.05;
const MARGIN = 1;

const equivalence = (design: Design): EquivalenceRule => ({
  kind: 'equivalence',
  margin: MARGIN,
  alpha: ALPHA,
  planned: { effect: 0, standardDeviation: 1 },
  design,
});

const fixed = throughJudge(equivalence(FIXED), {
  id: 'equivalence, 13 seeds',
  words: `B3: two one-sided t tests at alpha ${ALPHA}, margin of ${MARGIN} SD`,
  mostSeeds: 13,
});

const sequential = throughJudge(equivalence(SEQUENTIAL), {
  id: 'equivalence, sequential',
  words: `B3 by two shifted e-processes, alpha ${ALPHA}, margin of ${MARGIN} SD`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

export const EQUIVALENCE_RULES: readonly Procedure[] = [fixed, sequential];

export function equivalenceStatements(): SuitePlan {
  return {
    statements: [
      ...EQUIVALENCE_RULES.flatMap((procedure) => NOISES.flatMap((noise) => errorsOf(procedure, noise))),
      {
        procedure: fixed,
        world: effectWorld('normal', 0),
        quantity: 'reproduced',
        side: 'at least',
        bound: 0.9,
        source: 'B3: 13 seeds for 90 % at a margin of 1 SD',
        demand: 'not refuted',
      },
      statedPower({ procedure: sequential, rule: equivalence(SEQUENTIAL) }),
    ],
    cells: EQUIVALENCE_RULES.flatMap((procedure) =>
      [-1, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2].map((effect) => ({
        procedure,
        world: effectWorld('normal', effect),
      })),
    ),
  };
}

function errorsOf(procedure: Procedure, noise: (typeof NOISES)[number]): PlannedStatement[] {
  const stated = { procedure, side: 'at most', bound: ALPHA, source: 'alpha', demand: 'not refuted' } as const;
  return [
    { ...stated, world: effectWorld(noise, MARGIN), quantity: 'reproduced' },
    { ...stated, world: effectWorld(noise, -MARGIN), quantity: 'reproduced' },
    { ...stated, world: effectWorld(noise, 0), quantity: 'not-reproduced' },
  ];
}
