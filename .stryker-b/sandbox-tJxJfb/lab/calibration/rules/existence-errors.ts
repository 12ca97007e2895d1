// Both errors of decisions.md B1: of the campaigns at a true mean that is not beyond the threshold at most a share alpha reproduces the claim, of
// those at one that is not short of it at most a share alpha refutes it. Likeliest are both where the mean is the threshold itself. A t statistic
// has no unit but thresholds have one, so the worlds are moved as well: seeds that spread a tenth to ten times as far as planned.
import { SEQUENTIAL } from '../../../src/decisions/design.ts';
import { LOPSIDED, NOISES, type Noise } from '../noise.ts';
import { FEWER_TIMES, type PlannedStatement, type SuitePlan } from '../suite-plan.ts';
import { rawWorld } from '../world.ts';
import {
  ABOUT_THRESHOLD,
  ABOUT_ZERO,
  AT_OTHER_ALPHAS,
  looksSeldom,
  type RatedProcedure,
  SMALLEST,
} from './existence.ts';

/** From the threshold to the true mean, in SDs. */
const DISTANCES = [0, 0.25, 0.5];
/** In planned ones. */
export const OTHER_SPREADS = [0.1, 0.3, 3, 10];

const RATED = [...ABOUT_ZERO, ...ABOUT_THRESHOLD];

export function existenceErrors(): SuitePlan {
  const sequential = [...RATED, ...AT_OTHER_ALPHAS].filter((rated) => !looksSeldom(rated));
  return {
    statements: [
      ...RATED.flatMap((rated) => NOISES.flatMap((noise) => bothErrors(rated, { noise, distances: DISTANCES }))),
      ...AT_OTHER_ALPHAS.flatMap((rated) => NOISES.flatMap((noise) => bothErrors(rated, { noise, distances: [0] }))),
      ...ABOUT_THRESHOLD.flatMap(inRawWorlds),
      ...sequential.flatMap((rated) => NOISES.flatMap((noise) => atTheSmallest(rated, noise))),
      ...RATED.flatMap(aboutLopsidedNoise),
    ],
    // With tied noise t is at its worst, and what is stated of it nearest to what is measured.
    cells: RATED.filter(looksSeldom).map(({ procedure, rule }) => ({
      procedure,
      world: rawWorld('tied', { mean: rule.threshold, spread: 1 }),
      times: 5,
    })),
  };
}

interface Where {
  readonly noise: Noise;
  /** From the threshold, in SDs of the world. */
  readonly distances: readonly number[];
  readonly spread?: number;
}

function bothErrors(rated: RatedProcedure, { noise, distances, spread = 1 }: Where): PlannedStatement[] {
  const at = (beyond: number) => Number((rated.rule.threshold + beyond * spread).toPrecision(12));
  return distances.flatMap((distance) => [
    ...errorAt(rated, { quantity: 'reproduced', noise, mean: at(-distance), spread }),
    ...errorAt(rated, { quantity: 'not-reproduced', noise, mean: at(distance), spread }),
  ]);
}

/** The claim is false, if it is reproduced, or true, if it is not. */
interface FalseOutcome {
  readonly quantity: 'reproduced' | 'not-reproduced';
  readonly noise: Noise;
  readonly mean: number;
  readonly spread: number;
}

function errorAt(rated: RatedProcedure, { quantity, noise, mean, spread }: FalseOutcome): PlannedStatement[] {
  const { procedure, rule } = rated;
  const stated: PlannedStatement = {
    procedure,
    world: rawWorld(noise, { mean, spread }),
    quantity,
    side: 'at most',
    bound: rule.alpha,
    source: 'alpha',
    demand: 'shown',
  };
  if (mean !== rule.threshold) return [{ ...stated, times: FEWER_TIMES }];
  if (!looksSeldom(rated)) return [stated];
  // Designs of few looks use alpha up: there the true rate may be the bound.
  const isExact = noise === 'normal' || (quantity === 'reproduced' && mean === 0);
  if (isExact) return [{ ...stated, demand: 'not refuted' }];
  // About 0 the exact sign-flip test keeps alpha for the claim under any symmetric noise; elsewhere, and against it, there is the t test alone.
  const promised = { bound: INEXACT * rule.alpha, source: 'alpha and half as much again: t is exact for normal noise' };
  return [
    { ...stated, ...promised },
    { ...stated, demand: 'compared' },
  ];
}

const INEXACT = 1.5;

/** Also where the mean stays what it is in raw units, at no effect and at the planned one, however far the seeds spread. */
function inRawWorlds(rated: RatedProcedure): PlannedStatement[] {
  const isMain = rated === ABOUT_THRESHOLD[0];
  return OTHER_SPREADS.flatMap((spread) => [
    ...(isMain ? NOISES : ['normal' as const]).flatMap((noise) => bothErrors(rated, { noise, distances: [0], spread })),
    ...(isMain ? bothErrors(rated, { noise: 'normal', distances: DISTANCES.slice(1), spread }) : []),
    ...errorAt(rated, { quantity: 'reproduced', noise: 'normal', mean: 0, spread }),
    ...errorAt(rated, { quantity: 'not-reproduced', noise: 'normal', mean: rated.rule.planned.effect, spread }),
  ]);
}

/** One smallest effect off the threshold on either side: what is given up there was in reach. */
function atTheSmallest(rated: RatedProcedure, noise: Noise): PlannedStatement[] {
  const { procedure, rule } = rated;
  const givenUp = [-SMALLEST, SMALLEST].map(
    (beyond): PlannedStatement => ({
      procedure,
      world: rawWorld(noise, { mean: rule.threshold + beyond, spread: 1 }),
      quantity: 'given up',
      side: 'at most',
      bound: SEQUENTIAL.beta,
      source: 'beta',
      demand: 'shown',
    }),
  );
  return [...givenUp, ...bothErrors(rated, { noise, distances: [SMALLEST] })];
}

/** Not promised: alpha for noise that is not symmetric about the threshold. */
function aboutLopsidedNoise({ procedure, rule }: RatedProcedure): PlannedStatement[] {
  return LOPSIDED.flatMap((noise) =>
    (['reproduced', 'not-reproduced'] as const).map((quantity) => ({
      procedure,
      world: rawWorld(noise, { mean: rule.threshold, spread: 1 }),
      quantity,
      side: 'at most',
      bound: rule.alpha,
      source: 'alpha, which is for noise that is symmetric about the threshold',
      demand: 'compared',
    })),
  );
}
