// Procedures known to be bad that call true claims refuted: three rules of this harness as they once were. They promise what the rules of
// today keep, and the suite must refute it.
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { logMean, logNoncentralTRatios } from '../../src/statistics/noncentral-t.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { signFlip } from '../../src/statistics/sign-flip.ts';
import { falseRefutation } from './false-refutation.ts';
import { type Conclusion, type Procedure, throughJudge } from './procedure.ts';
import { ALPHA, SMALLEST } from './rules/existence.ts';
import { TABLE_EFFECTS } from './rules/existence-chances.ts';
import { allAtTheEdge, FIXED_SEEDS, OF_MANY_CELLS } from './rules/pattern.ts';
import type { PlannedStatement, SuitePlan } from './suite-plan.ts';
import { effectWorld, rawWorld } from './world.ts';

const { beta, fewestSeeds, mostSeeds } = SEQUENTIAL;
const EFFECTS = [1, 2, 4];

/** Against the claim spoke one ratio alone: one observed SD beyond the threshold is less likely than the threshold itself. */
function formerly(values: readonly number[], threshold: number): Conclusion {
  for (let seeds = fewestSeeds; seeds <= mostSeeds; seeds++) {
    const seen = values.slice(0, seeds);
    const ratios = logNoncentralTRatios(pairedT(seen, threshold)?.statistic ?? 0, {
      degreesOfFreedom: seeds - 1,
      noncentralities: EFFECTS.map((effect) => effect * Math.sqrt(seeds)),
    });
    if (logMean(ratios) >= -Math.log(ALPHA) && signFlip(seen).pGreater <= ALPHA)
      return { outcome: 'reproduced', seeds };
    if ((ratios[0] ?? 0) <= Math.log(beta)) return { outcome: 'not-reproduced', seeds };
  }
  return { outcome: 'inconclusive', seeds: mostSeeds };
}

const AS_IT_WAS = `B1 as it was: evidence at alpha ${ALPHA} for a mean above the threshold, "not reproduced" when one observed SD above it is ${1 / beta} times less likely than the threshold`;

function givingUpAbout(threshold: number, id: string): Procedure {
  const words = `${AS_IT_WAS}, which is ${threshold}`;
  return { id, words, mostSeeds, conclude: ([samples = []]) => [formerly(samples.map(Number), threshold)] };
}

const THRESHOLD = 1;
const givingUp = givingUpAbout(0, 'giving up as "not reproduced"');
const givingUpOnNoise = givingUpAbout(THRESHOLD, `giving up as "not reproduced", threshold ${THRESHOLD}`);

/** What a gap of two cosines could have been beside seeds with an SD of 0.1. */
const ENDS = [-40, 40];
const HOLE = 2;

const bothEnds: Procedure = {
  id: 'both ends of a range',
  words: `${AS_IT_WAS}; where a seed has no run, what both ${ENDS.join(' and ')} SD in its place lead to`,
  mostSeeds,
  conclude: ([samples = []]) => {
    const filled = ENDS.map((end) => formerly(samples.map(Number).with(HOLE, end), 0));
    const [outcome = 'invalid', ...others] = new Set(filled.map((conclusion) => conclusion.outcome));
    const seeds = Math.max(...filled.map((conclusion) => conclusion.seeds));
    return [{ outcome: others.length === 0 ? outcome : 'invalid', seeds }];
  },
};

const eachCellAtAlpha = throughJudge(
  { ...OF_MANY_CELLS, refutable: 1 },
  {
    id: 'each cell refuted at the whole alpha',
    words: `B4 over ${OF_MANY_CELLS.cells.length} cells, "not reproduced" when any of them fails at alpha ${OF_MANY_CELLS.alpha}`,
    mostSeeds: FIXED_SEEDS,
  },
);

export const BAD_REFUTATIONS: readonly Procedure[] = [givingUp, givingUpOnNoise, bothEnds, eachCellAtAlpha];

/** What each would have to keep where the claim is true. */
export function badRefutationStatements(): SuitePlan {
  const stated = { quantity: 'not-reproduced', side: 'at most', bound: ALPHA, demand: 'not refuted' } as const;
  const source = 'alpha: the claim is true';
  const statements: PlannedStatement[] = [
    { ...stated, procedure: givingUp, world: effectWorld('normal', SMALLEST / 2), source },
    // As large as planned, beside seeds that spread three times as far.
    {
      ...stated,
      procedure: givingUpOnNoise,
      world: rawWorld('normal', { mean: THRESHOLD + SMALLEST, spread: 3 }),
      source,
    },
    { ...stated, procedure: bothEnds, world: effectWorld('normal', SMALLEST), source },
    falseRefutation(eachCellAtAlpha, { world: allAtTheEdge('normal'), alpha: OF_MANY_CELLS.alpha }),
  ];
  // For comparison with the table of the rule of today.
  const cells = TABLE_EFFECTS.map((effect) => ({ procedure: givingUp, world: effectWorld('normal', effect) }));
  return { statements, cells };
}
