// Procedures known to be bad, each of them in use somewhere. They promise what they seem to promise; the suite must refute it, or
// it could not tell a good rule from a bad one.
import { weigh } from '../../src/decisions/decide.ts';
import type { ExistenceRule, Outcome } from '../../src/decisions/decision.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { mean } from '../../src/statistics/sample-moments.ts';
import type { Conclusion, Procedure } from './procedure.ts';
import type { SuitePlan } from './suite-plan.ts';
import { effectWorld, familyWorld, type Sample } from './world.ts';

const ALPHA = 0.05;
const SEEDS = 20;
const MARGIN = 1;

/** A sound rule, to be used unsoundly: one look, at alpha. */
export const FIXED: ExistenceRule = {
  kind: 'existence',
  direction: 'greater',
  threshold: 0,
  alpha: ALPHA,
  planned: { effect: 1, standardDeviation: 1 },
};

const peeking: Procedure = {
  id: 'peeking at p < .05',
  words: `tests after every seed from the third to the ${SEEDS}th and stops when p < ${ALPHA}`,
  mostSeeds: SEEDS,
  conclude: ([samples = []]) => {
    const values = samples.map(Number);
    for (let seeds = 3; seeds <= SEEDS; seeds++) {
      if ((pairedT(values.slice(0, seeds), 0)?.pGreater ?? 1) < ALPHA) return [{ outcome: 'reproduced', seeds }];
    }
    return [{ outcome: 'not-reproduced', seeds: SEEDS }];
  },
};

const insideTheBand: Procedure = {
  id: 'point within the band',
  words: `calls it equivalent when the mean of 8 seeds lies within ±${MARGIN}`,
  mostSeeds: 8,
  conclude: judged((values) => Math.abs(mean(values)) < MARGIN),
};

const notSignificant: Procedure = {
  id: '"not significant" as a pass',
  words: `calls it equivalent when 8 seeds do not differ from 0 at p < ${ALPHA}`,
  mostSeeds: 8,
  conclude: judged((values) => {
    const test = pairedT(values, 0);
    return test === null || 2 * Math.min(test.pGreater, test.pLess) >= ALPHA;
  }),
};

const bestOfThree: Procedure = {
  id: 'best of three configurations',
  words: `applies the sound rule at alpha ${ALPHA} to three configurations and reports the best`,
  mostSeeds: SEEDS,
  conclude: (configurations) => {
    const outcomes = configurations.map((samples) => weigh(FIXED, samples.map(Number)).outcome);
    return [{ outcome: BEST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'invalid', seeds: SEEDS }];
  },
};

const droppingTheWorst: Procedure = {
  id: 'dropping the worst seed',
  words: `applies the sound rule at alpha ${ALPHA} to all seeds but the worst one`,
  mostSeeds: SEEDS,
  conclude: ([samples = []]) => {
    const [, ...better] = samples.map(Number).toSorted((left, right) => left - right);
    return [{ outcome: weigh(FIXED, better).outcome, seeds: SEEDS }];
  },
};

const BEST_FIRST: readonly Outcome[] = ['reproduced', 'inconclusive', 'not-reproduced', 'invalid'];

export const BAD_PROCEDURES: readonly Procedure[] = [
  peeking,
  insideTheBand,
  notSignificant,
  bestOfThree,
  droppingTheWorst,
];

/** What each would have to keep, were it sound: alpha, where there is no effect, or where the effect is the margin. */
export function badStatements(): SuitePlan {
  const stated = { quantity: 'reproduced', side: 'at most', bound: ALPHA, demand: 'not refuted' } as const;
  const noEffect = effectWorld('normal', 0);
  const atTheMargin = effectWorld('normal', MARGIN);
  const threeOfNothing = familyWorld('normal', { claims: 3, effect: 0, shared: 0 });
  return {
    cells: [],
    statements: [
      { ...stated, procedure: peeking, world: noEffect, source: 'its p < .05' },
      { ...stated, procedure: insideTheBand, world: atTheMargin, source: 'alpha of a test of equivalence' },
      { ...stated, procedure: notSignificant, world: atTheMargin, source: 'alpha of a test of equivalence' },
      { ...stated, procedure: bestOfThree, world: threeOfNothing, source: 'alpha of the rule it uses' },
      { ...stated, procedure: droppingTheWorst, world: noEffect, source: 'alpha of the rule it uses' },
    ],
  };
}

function judged(passes: (values: readonly number[]) => boolean) {
  return ([samples = []]: readonly (readonly Sample[])[]): readonly Conclusion[] => {
    const values = samples.map(Number);
    return [{ outcome: passes(values) ? 'reproduced' : 'not-reproduced', seeds: values.length }];
  };
}
