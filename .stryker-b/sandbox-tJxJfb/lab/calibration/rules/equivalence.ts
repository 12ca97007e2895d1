// decisions.md B3: two one-sided tests, fixed and sequential. Both errors are judged where they are likeliest, at the margin itself, and on either
// side of it; false refutation also where seeds spread so far that a mean of nothing lies near both margins.
import type { EquivalenceRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL } from '../../../src/decisions/design.ts';
import { NOISES, type Noise } from '../noise.ts';
import { type Procedure, throughJudge } from '../procedure.ts';
import { statedPower } from '../stated-power.ts';
import { FEWER_TIMES, type PlannedStatement, type SuitePlan } from '../suite-plan.ts';
import { effectWorld, rawWorld } from '../world.ts';
import { OTHER_SPREADS } from './existence-errors.ts';

const ALPHA = 0.05;
const MARGIN = 1;
/** From a margin to the true mean, in SDs. */
const DISTANCES = [0, 0.25, 0.5];

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
      ...EQUIVALENCE_RULES.flatMap((procedure) => [
        ...NOISES.flatMap((noise) => errorsOf(procedure, noise)),
        ...OTHER_SPREADS.flatMap((spread) => inRawWorld(procedure, spread)),
      ]),
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

const STATED = { side: 'at most', bound: ALPHA, source: 'alpha', demand: 'not refuted' } as const;

function errorsOf(procedure: Procedure, noise: Noise): PlannedStatement[] {
  const at = (mean: number) => ({ ...STATED, procedure, world: effectWorld(noise, mean) });
  const offMargins = [1, -1].flatMap((side) =>
    DISTANCES.flatMap((distance): PlannedStatement[] => {
      const times = distance === 0 ? 1 : FEWER_TIMES;
      return [
        { ...at(side * (MARGIN + distance)), quantity: 'reproduced', times },
        { ...at(side * (MARGIN - distance)), quantity: 'not-reproduced', times },
      ];
    }),
  );
  return [...offMargins, { ...at(0), quantity: 'not-reproduced' }];
}

/** Seeds that spread otherwise than planned. */
function inRawWorld(procedure: Procedure, spread: number): PlannedStatement[] {
  const at = (mean: number) => ({ ...STATED, procedure, world: rawWorld('normal', { mean, spread }) });
  return [
    { ...at(MARGIN), quantity: 'reproduced' },
    { ...at(MARGIN), quantity: 'not-reproduced' },
    { ...at(0), quantity: 'not-reproduced' },
  ];
}
