// decisions.md B3: the share of single models beyond a margin, after every seed and once. Both errors are judged where they are likeliest, at a true share
// that is the bound, under every noise that can be spread so that its share is that; nothing is asked of its shape, so lopsided noise keeps them too.
import { chanceOfNotReproduced, chanceOfReproduced } from '../../../src/decisions/chances.ts';
import type { DispersionRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL } from '../../../src/decisions/design.ts';
import { spreadOfShare } from '../../../src/decisions/dispersion.ts';
import type { Noise } from '../noise.ts';
import { type Procedure, throughJudge } from '../procedure.ts';
import { downToThreeDigits } from '../stated-power.ts';
import { FEWER_TIMES, type PlannedStatement, type SuitePlan } from '../suite-plan.ts';
import { rawWorld, type World } from '../world.ts';

const ALPHA = 0.05;
const MARGIN = 1;
const SHARE = 0.3;
/** A margin of 2.5 SDs. */
const PLANNED = { effect: 0, standardDeviation: 0.4 };

/**
 * What three of ten draws of a noise lie beyond, on either side. Roots of SciPy, for normal noise: norm.isf(.15). For the others brentq of
 * 2 * t.sf(x * sqrt(3), 3) - .3, of exp(-1 - x) + 1 - exp(x - 1) - .3 and of 1.8 * norm.sf(x * sqrt(3.4)) + .2 * norm.sf(x * sqrt(3.4) / 5) - .3.
 * Noise in steps jumps over it.
 */
const THREE_OF_TEN_BEYOND: Partial<Readonly<Record<Noise, number>>> = {
  normal: 1.0364333894937898,
  t3: 0.7215597253682329,
  skewed: 0.8465863561986718,
  contaminated: 0.6335166550417429,
  lopsided: 0.8465863561986718,
};

/** The same share by values about another mean: brentq of norm.sf(1, .8, s) + norm.cdf(-1, .8, s) - .3. */
const SHIFTED: World = rawWorld('normal', { mean: 0.8, spread: 0.381385 });

const dispersion = (design: Design): DispersionRule => ({
  kind: 'dispersion',
  margin: MARGIN,
  shareBelow: SHARE,
  alpha: ALPHA,
  planned: PLANNED,
  design,
});

const FIXED_SEEDS = 20;

const fixed = throughJudge(dispersion(FIXED), {
  id: `dispersion, ${FIXED_SEEDS} seeds`,
  words: `B3: evidence that fewer than ${SHARE} of all models lie beyond the margin, alpha ${ALPHA}, looking once`,
  mostSeeds: FIXED_SEEDS,
});

const sequential = throughJudge(dispersion(SEQUENTIAL), {
  id: 'dispersion, sequential',
  words: `B3: evidence that fewer than ${SHARE} of all models lie beyond the margin, alpha ${ALPHA}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

export const DISPERSION_RULES: readonly Procedure[] = [fixed, sequential];

export function dispersionStatements(): SuitePlan {
  return {
    statements: DISPERSION_RULES.flatMap((procedure) => [
      ...Object.entries(THREE_OF_TEN_BEYOND).flatMap(([noise, beyond]) =>
        atBound(procedure, spreadWorld(noise as Noise, MARGIN / beyond)),
      ),
      ...atBound(procedure, SHIFTED),
      { ...error(procedure, 'reproduced', ofShare(0.4)), times: FEWER_TIMES },
      { ...error(procedure, 'not-reproduced', ofShare(0.2)), times: FEWER_TIMES },
      stated(procedure, 'reproduced', PLANNED.standardDeviation),
      stated(procedure, 'not-reproduced', spreadOfShare(MARGIN, 0.7).standardDeviation),
    ]),
    cells: DISPERSION_RULES.flatMap((procedure) =>
      [0.01, 0.05, 0.1, 0.2, 0.4, 0.5, 0.6, 0.8].map((share) => ({ procedure, world: ofShare(share) })),
    ),
  };
}

/** Normal values about 0, of which that share lies beyond the margin. */
function ofShare(share: number): World {
  return spreadWorld('normal', spreadOfShare(MARGIN, share).standardDeviation);
}

/** In six digits, so that worlds have names that can be read. */
function spreadWorld(noise: Noise, spread: number): World {
  return rawWorld(noise, { mean: 0, spread: Number(spread.toPrecision(6)) });
}

function error(procedure: Procedure, quantity: 'reproduced' | 'not-reproduced', world: World): PlannedStatement {
  return { procedure, world, quantity, side: 'at most', bound: ALPHA, source: 'alpha', demand: 'not refuted' };
}

function atBound(procedure: Procedure, world: World): PlannedStatement[] {
  return [error(procedure, 'reproduced', world), error(procedure, 'not-reproduced', world)];
}

/** What decisions and plans say of themselves, which is exact. */
function stated(procedure: Procedure, quantity: 'reproduced' | 'not-reproduced', spread: number): PlannedStatement {
  const design = {
    rule: dispersion(procedure === fixed ? FIXED : SEQUENTIAL),
    truth: { effect: 0, standardDeviation: spread },
    seeds: procedure.mostSeeds,
  };
  const chance = quantity === 'reproduced' ? chanceOfReproduced(design) : chanceOfNotReproduced(design);
  return {
    procedure,
    world: spreadWorld('normal', spread),
    quantity,
    side: 'at least',
    bound: downToThreeDigits(chance),
    source: 'power that its decisions state',
    demand: 'not refuted',
  };
}
