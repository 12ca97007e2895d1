// More procedures known to be bad (those of lab/calibration come first): what people do to a sound rule. The calibration must
// refute what they seem to promise.
import { weigh } from '../../../src/decisions/decide.ts';
import { pairedT } from '../../../src/statistics/paired-t.ts';
import { mean, sampleMoments } from '../../../src/statistics/sample-moments.ts';
import { sequentialT } from '../../../src/statistics/sequential-t.ts';
import { badStatements, FIXED } from '../../calibration/bad-procedures.ts';
import type { Conclusion, Procedure } from '../../calibration/procedure.ts';
import { judgeStatement } from '../../calibration/statement.ts';
import { tallyBlock } from '../../calibration/tally.ts';
import { effectWorld, familyWorld, type Sample, type World } from '../../calibration/world.ts';
import type { Finding } from '../corpus/defect.ts';

const ALPHA = 0.05;
const SEED = 20_261_126;
/** Enough to refute a rate of .1 where .05 is promised, with a chance of 1e-6 to refute what is true. */
const CAMPAIGNS = 800;

type Numbers = readonly number[];
const numbersOf = (claims: readonly (readonly Sample[])[]): Numbers[] => claims.map((samples) => samples.map(Number));
const passesIf = (passes: boolean, seeds: number): Conclusion => ({
  outcome: passes ? 'reproduced' : 'not-reproduced',
  seeds,
});
const rejects = (values: Numbers) => (pairedT(values, 0)?.pGreater ?? 1) < ALPHA;

function procedure(id: string, mostSeeds: number, passes: (claims: Numbers[]) => boolean): Procedure {
  return { id, words: id, mostSeeds, conclude: (claims) => [passesIf(passes(numbersOf(claims)), mostSeeds)] };
}

const noEffect = effectWorld('normal', 0);
const twelveOfNothing = familyWorld('normal', { claims: 12, effect: 0, shared: 0 });
const reversed = effectWorld('normal', -1);

export interface BadRule {
  readonly procedure: Procedure;
  readonly world: World;
}

export const BAD_RULES: Readonly<Record<string, BadRule>> = {
  ...Object.fromEntries(badStatements().statements.map(({ procedure, world }) => [procedure.id, { procedure, world }])),
  'items as replicates': {
    world: noEffect,
    // Ten questions of each of eight seeds: they share what is particular to their seed.
    procedure: procedure('items as replicates', 8, ([seeds = []]) =>
      rejects(
        seeds.flatMap((seed, index) =>
          Array.from({ length: 10 }, (_, item) => seed + 0.1 * Math.sin(7 * item + index)),
        ),
      ),
    ),
  },
  'one-sided the wrong way': {
    world: reversed,
    procedure: procedure('one-sided the wrong way', 8, ([seeds = []]) => (pairedT(seeds, 0)?.pLess ?? 1) < ALPHA),
  },
  'ends dropped as outliers': {
    world: noEffect,
    procedure: procedure('ends dropped as outliers', 20, ([seeds = []]) =>
      rejects([...seeds].sort((a, b) => a - b).slice(4, -4)),
    ),
  },
  'failed seeds drawn again': {
    world: noEffect,
    // What failed is what came out badly: the attempt is repeated until it does not.
    procedure: procedure('failed seeds drawn again', 20, ([seeds = []]) =>
      rejects(seeds.filter((seed) => seed > -1).slice(0, 8)),
    ),
  },
  'normal quantiles with three seeds': {
    world: noEffect,
    procedure: procedure('normal quantiles with three seeds', 3, ([seeds = []]) => {
      const { standardDeviation } = sampleMoments(seeds);
      return mean(seeds) / ((standardDeviation ?? 1) / Math.sqrt(3)) > 1.645;
    }),
  },
  'either of two measures': {
    world: familyWorld('normal', { claims: 4, effect: 0, shared: 0.25 }),
    procedure: procedure('either of two measures', 20, (claims) => claims.some(rejects)),
  },
  'Holm left out': {
    world: twelveOfNothing,
    procedure: procedure('Holm left out', 20, (claims) =>
      claims.some((seeds) => weigh(FIXED, seeds).outcome === 'reproduced'),
    ),
  },
  'e-values multiplied over reused seeds': {
    world: noEffect,
    // Each night has one seed more, and its e-value, of all seeds so far, is multiplied to those of the nights before.
    procedure: procedure('e-values multiplied over reused seeds', 20, ([seeds = []]) => {
      let product = 0;
      for (let night = 2; night <= seeds.length; night += 1) {
        const evidence = sequentialT(seeds.slice(0, night), { threshold: 0, smallestEffect: 0.5 });
        product += evidence?.above.logEvidence ?? 0;
        if (product >= -Math.log(ALPHA)) return true;
      }
      return false;
    }),
  },
};

/** What the calibration says of a promise to err in at most alpha. */
export function refutation(id: string): Finding {
  const rule = BAD_RULES[id];
  if (rule === undefined) throw new Error(`There is no bad rule "${id}".`);
  const tally = tallyBlock(rule.procedure, rule.world, { first: 0, campaigns: CAMPAIGNS, seed: SEED });
  const stated = {
    procedure: id,
    world: rule.world.id,
    quantity: 'reproduced',
    side: 'at most',
    bound: ALPHA,
  } as const;
  const { standing, estimate } = judgeStatement({ ...stated, source: 'its alpha', demand: 'not refuted' }, tally);
  const reason = `false in ${estimate.toFixed(3)} of ${CAMPAIGNS} campaigns, where at most ${ALPHA} is promised`;
  return { outcome: standing === 'refuted' ? 'refuted' : 'unnoticed', reason };
}
