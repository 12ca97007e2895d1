// decisions.md B4: a pattern is false where one cell is not what it should be. Judged at the edge: a cell that should be at chance lies at the
// margin, or one that should be above chance lies at the threshold, while all others are as claimed.
import type { PatternRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL } from '../../../src/decisions/design.ts';
import { NOISES, type Noise } from '../noise.ts';
import { type Procedure, throughJudge } from '../procedure.ts';
import type { PlannedStatement, SuitePlan } from '../suite.ts';
import { profileWorld } from '../world.ts';

const ALPHA = 0.05;
const MARGIN = 1;
const THRESHOLD = 1;

const pattern = (design: Design): PatternRule => ({
  kind: 'pattern',
  cells: [
    { name: 'early', expected: 'above' },
    { name: 'late', expected: 'above' },
    { name: 'before', expected: 'chance' },
    { name: 'after', expected: 'chance' },
  ],
  threshold: THRESHOLD,
  margin: MARGIN,
  alpha: ALPHA,
  planned: { effect: 3, standardDeviation: 1 },
  design,
});

const fixed = throughJudge(pattern(FIXED), {
  id: 'pattern, 16 seeds',
  words: `B4 over two cells above ${THRESHOLD} SD and two at chance (margin ${MARGIN} SD), each at alpha ${ALPHA}`,
  mostSeeds: 16,
});

const sequential = throughJudge(pattern(SEQUENTIAL), {
  id: 'pattern, sequential',
  words: `B4 over two cells above ${THRESHOLD} SD and two at chance (margin ${MARGIN} SD), sequentially, each at alpha ${ALPHA}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

export const PATTERN_RULES: readonly Procedure[] = [fixed, sequential];

export function patternStatements(): SuitePlan {
  return {
    statements: PATTERN_RULES.flatMap((procedure) => NOISES.flatMap((noise) => errorsOf(procedure, noise))),
    cells: PATTERN_RULES.map((procedure) => ({ procedure, world: world('normal', [3, 3, 0, 0]) })),
  };
}

function errorsOf(procedure: Procedure, noise: Noise): PlannedStatement[] {
  const stated = { procedure, quantity: 'reproduced', side: 'at most', bound: ALPHA, demand: 'not refuted' } as const;
  return [
    { ...stated, world: world(noise, [3, 3, 0, MARGIN]), source: 'alpha of a cell at chance' },
    { ...stated, world: world(noise, [3, THRESHOLD, 0, 0]), source: 'alpha of a cell above chance' },
  ];
}

function world(noise: Noise, cells: readonly number[]) {
  return profileWorld(noise, { profile: cells, spread: 1 });
}
