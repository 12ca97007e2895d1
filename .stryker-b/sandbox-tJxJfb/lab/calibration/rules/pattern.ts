// decisions.md B4: a pattern is false where one cell is not what it should be. Judged at the edge: a cell that should be at chance lies at the
// margin, or one that should be above chance lies at the threshold, while all others are as claimed. A true pattern is refuted most easily
// where every cell of many lies at its edge.
import { type PatternRule, refutableIn } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL } from '../../../src/decisions/design.ts';
import { falseRefutation } from '../false-refutation.ts';
import { NOISES, type Noise } from '../noise.ts';
import { type Procedure, throughJudge } from '../procedure.ts';
import type { PlannedStatement, SuitePlan } from '../suite-plan.ts';
import { profileWorld, type World } from '../world.ts';

const ALPHA = 0.05;
const MARGIN = 1;
const THRESHOLD = 1;

/** Cells of two kinds, half of them above chance. */
const pattern = (design: Design, cells: number): PatternRule => ({
  kind: 'pattern',
  cells: Array.from({ length: cells }, (_, index) =>
    index < cells / 2 ? { name: `probe ${index}`, expected: 'above' } : { name: `probe ${index}`, expected: 'chance' },
  ),
  threshold: THRESHOLD,
  margin: MARGIN,
  alpha: ALPHA,
  planned: { effect: 3, standardDeviation: 1 },
  design,
});

const FEW = 4;
const MANY = 12;
export const FIXED_SEEDS = 16;

const fixed = throughJudge(pattern(FIXED, FEW), {
  id: 'pattern, 16 seeds',
  words: `B4 over two cells above ${THRESHOLD} SD and two at chance (margin ${MARGIN} SD), each at alpha ${ALPHA}`,
  mostSeeds: FIXED_SEEDS,
});

const sequential = throughJudge(pattern(SEQUENTIAL, FEW), {
  id: 'pattern, sequential',
  words: `B4 over two cells above ${THRESHOLD} SD and two at chance (margin ${MARGIN} SD), sequentially, each at alpha ${ALPHA}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

/** The pattern of many cells, at a fixed number of seeds. */
export const OF_MANY_CELLS = pattern(FIXED, MANY);

const wordsOfMany = `B4 over six cells above ${THRESHOLD} SD and six at chance, refuted at alpha ${ALPHA} over its ${refutableIn(OF_MANY_CELLS)} questions`;
const ofManyFixed = throughJudge(OF_MANY_CELLS, {
  id: `pattern of ${MANY} cells, ${FIXED_SEEDS} seeds`,
  words: wordsOfMany,
  mostSeeds: FIXED_SEEDS,
});
const ofMany = throughJudge(pattern(SEQUENTIAL, MANY), {
  id: `pattern of ${MANY} cells, sequential`,
  words: `${wordsOfMany}, sequentially`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

export const PATTERN_RULES: readonly Procedure[] = [fixed, sequential, ofManyFixed, ofMany];

export function patternStatements(): SuitePlan {
  return {
    statements: [
      ...[fixed, sequential].flatMap((procedure) => NOISES.flatMap((noise) => errorsOf(procedure, noise))),
      falseRefutation(ofManyFixed, { world: allAtTheEdge('normal'), alpha: ALPHA }),
      ...NOISES.map((noise) => falseRefutation(ofMany, { world: allAtTheEdge(noise), alpha: ALPHA })),
    ],
    cells: [fixed, sequential].map((procedure) => ({ procedure, world: world('normal', [3, 3, 0, 0]) })),
  };
}

function errorsOf(procedure: Procedure, noise: Noise): PlannedStatement[] {
  const stated = { procedure, quantity: 'reproduced', side: 'at most', bound: ALPHA, demand: 'not refuted' } as const;
  const atTheMargin = world(noise, [3, 3, 0, MARGIN]);
  const atTheThreshold = world(noise, [3, THRESHOLD, 0, 0]);
  return [
    { ...stated, world: atTheMargin, source: 'alpha of a cell at chance' },
    { ...stated, world: atTheThreshold, source: 'alpha of a cell above chance' },
    ...[atTheMargin, atTheThreshold].map((where) => falseRefutation(procedure, { world: where, alpha: ALPHA })),
  ];
}

/** Of many cells; the interaction, too, is just what it must not be. */
export function allAtTheEdge(noise: Noise): World {
  const half = Array.from({ length: MANY / 2 });
  return world(noise, [...half.map(() => THRESHOLD), ...half.map(() => MARGIN)]);
}

function world(noise: Noise, cells: readonly number[]): World {
  return profileWorld(noise, { profile: cells, spread: 1 });
}
