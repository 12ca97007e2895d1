// What decisions.md B1 states beside its errors, for normal noise: the whole table of operating characteristics, the chances that decisions and
// plans state, and how many seeds they take. Beside it stands what the rule gave as it was, when it gave up for "not reproduced".
import { chanceOfNotReproduced } from '../../../src/decisions/chances.ts';
import { SEQUENTIAL } from '../../../src/decisions/design.ts';
import { NOISES } from '../noise.ts';
import type { Procedure } from '../procedure.ts';
import { downToThreeDigits, statedPower } from '../stated-power.ts';
import type { PlannedStatement, SuitePlan } from '../suite-plan.ts';
import { effectWorld } from '../world.ts';
import { ABOUT_THRESHOLD, ABOUT_ZERO, looksSeldom, type RatedProcedure, SMALLEST } from './existence.ts';

/** True effect; shares reproduced, refuted and given up; mean seeds (decisions.md B1). */
const B1_TABLE = [
  [-3, 0, 1, 0, 8],
  [-1, 0, 0.958, 0.02, 16.3],
  [-0.5, 0, 0.28, 0.48, 20.4],
  [0, 0.003, 0.003, 0.98, 12.4],
  [0.5, 0.27, 0, 0.47, 20.8],
  [1, 0.964, 0, 0.015, 16.4],
  [3, 1, 0, 0, 8],
] as const;

/** Effects beyond those of the table, which curves show. */
const BETWEEN = [-0.25, 0.25, 0.75, 1.5, 2];

/** Of the rule as it was: true effect, share reproduced, mean seeds. */
const FORMERLY = [
  [0, 0.0034, 10.1],
  [1, 0.949, 16.1],
] as const;

/** The sign-flip gate, which the table leaves out, costs less than this. */
const RATE_TOLERANCE = 0.02;
const SEEDS_TOLERANCE = 0.5;

export const TABLE_EFFECTS = [...B1_TABLE.map(([effect]) => effect), ...BETWEEN];

export function existenceChances(): SuitePlan {
  const curve = ({ procedure }: RatedProcedure) =>
    TABLE_EFFECTS.map((effect) => ({ procedure, world: effectWorld('normal', effect) }));
  const often = ABOUT_ZERO.slice(0, 1);
  return {
    statements: [
      ...[...ABOUT_ZERO, ...ABOUT_THRESHOLD].flatMap((rated) => [statedPower(rated), statedRefutation(rated)]),
      ...ABOUT_ZERO.flatMap(powerByNoise),
      ...often.flatMap(({ procedure }) => tableStatements(procedure)),
      ...ABOUT_THRESHOLD.slice(0, 1).flatMap(seedsAboutThreshold),
    ],
    cells: [
      ...ABOUT_ZERO.flatMap(curve),
      // The table of decisions.md B1 is held to two points in a hundred, and its power to less: that takes more campaigns.
      ...often.flatMap(({ procedure }) =>
        B1_TABLE.map(([effect]) => ({ procedure, world: effectWorld('normal', effect), times: 3 })),
      ),
      ...often.map(({ procedure }) => ({ procedure, world: effectWorld('normal', SMALLEST), times: 5 })),
    ],
  };
}

/** As far short of the threshold as the planned effect lies beyond it. */
function statedRefutation({ procedure, rule }: RatedProcedure): PlannedStatement {
  const truth = { effect: rule.threshold - SMALLEST, standardDeviation: 1 };
  return {
    procedure,
    world: effectWorld('normal', truth.effect),
    quantity: 'not-reproduced',
    side: 'at least',
    bound: downToThreeDigits(chanceOfNotReproduced({ rule, truth, seeds: procedure.mostSeeds })),
    source: 'chance to refute that plans state',
    demand: 'not refuted',
  };
}

/**
 * Not promised, but easily taken for promised: that power is 1 - beta (beta bounds giving up; a share of the campaigns ends
 * inconclusive), and that the power stated for normal noise is that of other noise.
 */
function powerByNoise(rated: RatedProcedure): PlannedStatement[] {
  const stated = statedPower(rated);
  return NOISES.map((noise) => ({
    ...stated,
    world: effectWorld(noise, rated.rule.planned.effect),
    ...(looksSeldom(rated)
      ? { source: 'power that its decisions state, which is for normal noise' }
      : { bound: 1 - SEQUENTIAL.beta, source: '1 - beta' }),
    demand: 'compared',
  }));
}

function tableStatements(procedure: Procedure): PlannedStatement[] {
  const about = (effect: number) => ({ procedure, world: effectWorld('normal', effect) });
  const near = B1_TABLE.flatMap(([effect, reproduced, refuted, givenUp, seeds]): PlannedStatement[] => {
    const source = `table of B1: ${reproduced}, ${refuted}, ${givenUp}, ${seeds} seeds`;
    const shared = { ...about(effect), source, demand: 'shown' } as const;
    return [
      ...around({ ...shared, quantity: 'reproduced' }, reproduced, RATE_TOLERANCE),
      ...around({ ...shared, quantity: 'not-reproduced' }, refuted, RATE_TOLERANCE),
      ...around({ ...shared, quantity: 'given up' }, givenUp, RATE_TOLERANCE),
      ...around({ ...shared, quantity: 'mean seeds' }, seeds, SEEDS_TOLERANCE),
    ];
  });
  const formerly = FORMERLY.flatMap(([effect, reproduced, seeds]): PlannedStatement[] => {
    const shared = { ...about(effect), side: 'at most', source: 'the rule as it was', demand: 'compared' } as const;
    return [
      { ...shared, quantity: 'reproduced', bound: reproduced },
      { ...shared, quantity: 'mean seeds', bound: seeds },
    ];
  });
  return [...near, ...formerly];
}

/** At the threshold, at no effect at all, and one SD beyond the threshold, all of them worlds that other statements are about. */
function seedsAboutThreshold({ procedure, rule }: RatedProcedure): PlannedStatement[] {
  return [0, -SMALLEST, SMALLEST].flatMap((beyond) => {
    const seeds = B1_TABLE.find(([effect]) => effect === beyond)?.[4] ?? 0;
    const source = `table of B1: ${seeds} seeds`;
    const world = effectWorld('normal', rule.threshold + beyond);
    return around({ procedure, world, source, quantity: 'mean seeds', demand: 'shown' }, seeds, SEEDS_TOLERANCE);
  });
}

function around(
  about: Pick<PlannedStatement, 'procedure' | 'world' | 'quantity' | 'source' | 'demand'>,
  centre: number,
  tolerance: number,
): PlannedStatement[] {
  const low: PlannedStatement = { ...about, side: 'at least', bound: rounded(centre - tolerance) };
  const high: PlannedStatement = { ...about, side: 'at most', bound: rounded(centre + tolerance) };
  // A share is never below 0 nor above 1: nothing is stated by such a bound.
  const isShare = about.quantity !== 'mean seeds';
  return [...(isShare && low.bound <= 0 ? [] : [low]), ...(isShare && high.bound >= 1 ? [] : [high])];
}

function rounded(value: number): number {
  return Number(value.toFixed(6));
}
