// Chances before the data, where they are known: each is that of a test which has its own specs, asked the right way round.
import { describe, expect, test } from 'vitest';
import { operatingRates } from '../../src/decisions/campaigns.ts';
import {
  chanceOfNotReproduced,
  chanceOfReproduced,
  existenceIn,
  mostSeedsOf,
  remedyFor,
  thresholdOf,
} from '../../src/decisions/chances.ts';
import type { DecisionRule, PatternRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, STRICT, THREE_LOOKS } from '../../src/decisions/design.ts';
import { noncentralTSurvival } from '../../src/statistics/noncentral-t.ts';
import { powerOfEquivalence, powerOfOneSidedT } from '../../src/statistics/power.ts';
import { evidenceOfT } from '../../src/statistics/sequential-t.ts';
import { equivalence, existence, existenceOfLess, trend } from './example-rules.ts';

const pattern: PatternRule = {
  kind: 'pattern',
  cells: [
    { name: 'late', expected: 'above' },
    { name: 'later', expected: 'above' },
    { name: 'early', expected: 'chance' },
    { name: 'permuted', expected: 'control' },
  ],
  threshold: 0.03,
  margin: 0.2,
  alpha: 0.05,
  planned: { effect: 0.2, standardDeviation: 0.1 },
};
const [effect, standardDeviation, alpha, seeds] = [0.4, 0.5, 0.05, 9];
const truth = { effect, standardDeviation };
const oneSided = (distance: number, count = seeds, level = alpha): number | null =>
  powerOfOneSidedT({ effect: distance, standardDeviation, threshold: 0, alpha: level, seeds: count });

describe('the chance to be reproduced at one look', () => {
  test('is the power of the test that is asked, beyond the threshold of the rule', () => {
    expect(chanceOfReproduced({ rule: existence, truth, seeds })).toBeCloseTo(oneSided(0.3) ?? 0, 14);
    expect(chanceOfReproduced({ rule: existenceOfLess, truth: { ...truth, effect: -0.4 }, seeds })).toBeCloseTo(
      oneSided(0.3) ?? 0,
      14,
    );
    expect(chanceOfReproduced({ rule: trend, truth: { ...truth, effect: 0.9 }, seeds })).toBeCloseTo(
      oneSided(0.4) ?? 0,
      14,
    );
    expect(chanceOfReproduced({ rule: pattern, truth, seeds })).toBeCloseTo(oneSided(0.37) ?? 0, 14);
    expect(chanceOfReproduced({ rule: equivalence, truth, seeds })).toBe(
      powerOfEquivalence({ ...truth, margin: 1, alpha, seeds }),
    );
  });

  test('is none with fewer seeds than the sign-flip test needs', () => {
    expect(chanceOfReproduced({ rule: existence, truth, seeds: 4 })).toBe(0);
    expect(chanceOfReproduced({ rule: existence, truth, seeds: 5 })).toBeGreaterThan(0.1);
  });
});

describe('the chance to be shown false at one look', () => {
  test('is that of the test the other way round', () => {
    const below = { ...truth, effect: -0.2 };
    expect(chanceOfNotReproduced({ rule: existence, truth: below, seeds })).toBeCloseTo(oneSided(0.3) ?? 0, 14);
    expect(chanceOfNotReproduced({ rule: existenceOfLess, truth: { ...truth, effect: 0.2 }, seeds })).toBeCloseTo(
      oneSided(0.3) ?? 0,
      14,
    );
    // Five questions of this trend could refute it: contrast, ends and three steps.
    const ofEnds = powerOfOneSidedT({ ...truth, effect: 0.4, threshold: 0, alpha: alpha / 5, seeds }) ?? 0;
    expect(chanceOfNotReproduced({ rule: trend, truth: { ...truth, effect: 0.1 }, seeds })).toBeCloseTo(ofEnds, 14);
    const asked = { ...trend, refutable: 1 };
    expect(chanceOfNotReproduced({ rule: asked, truth: { ...truth, effect: 0.1 }, seeds })).toBeCloseTo(
      oneSided(0.4) ?? 0,
      14,
    );
  });

  test('seed after seed is that of the mirrored claim: a mean as far short of the threshold as one beyond it', () => {
    // With a refutation bar of its own, as wide as that of the claim.
    const rule = { ...existence, design: SEQUENTIAL, alpha: 0.01 };
    for (const distance of [0.2, 0.4, 0.7]) {
      const [beyond, short] = [rule.threshold + distance, rule.threshold - distance];
      const shown = chanceOfReproduced({ rule, truth: { effect: beyond, standardDeviation }, seeds: 32 });
      const refuted = chanceOfNotReproduced({ rule, truth: { effect: short, standardDeviation }, seeds: 32 });
      expect(refuted).toBeGreaterThan(0.01);
      expect(refuted).toBeCloseTo(shown as number, 12);
    }
  });

  test('is that of a mean beyond either margin', () => {
    // Each margin at half of alpha, as either could refute.
    const half = (effect: number) =>
      powerOfOneSidedT({ effect, standardDeviation, threshold: 0, alpha: alpha / 2, seeds }) ?? 0;
    const either = half(0.4 - 1) + half(-0.4 - 1);
    expect(chanceOfNotReproduced({ rule: equivalence, truth, seeds })).toBeCloseTo(either, 14);
    const wide = { effect: 0, standardDeviation: 5 };
    const one = powerOfOneSidedT({ ...wide, threshold: 1, alpha: alpha / 2, seeds }) ?? 0;
    expect(chanceOfNotReproduced({ rule: equivalence, truth: wide, seeds })).toBeCloseTo(2 * one, 14);
  });
});

describe('the chance at the last of several looks', () => {
  /** Where the evidence reaches 1 / alpha, by halving. */
  const crossing = (count: number): number => {
    let [low, high] = [0, 1000];
    for (let halving = 0; halving < 100; halving++) {
      const middle = (low + high) / 2;
      if (evidenceOfT(middle, { seeds: count, smallestEffect: 1 }).logEvidence >= -Math.log(alpha)) high = middle;
      else low = middle;
    }
    return high;
  };
  const atLast = (distance: number, count: number): number =>
    noncentralTSurvival(crossing(count), {
      degreesOfFreedom: count - 1,
      noncentrality: (distance / standardDeviation) * Math.sqrt(count),
    });
  const chance = (rule: DecisionRule, count: number, change: Partial<typeof truth> = {}): number | null =>
    chanceOfReproduced({ rule, truth: { ...truth, ...change }, seeds: count });

  test('is that of a t statistic past the bar of the evidence', () => {
    const rule: DecisionRule = { ...existence, design: SEQUENTIAL };
    expect(chance(rule, 20)).toBeCloseTo(atLast(0.3, 20), 9);
    expect(chance({ ...existenceOfLess, design: SEQUENTIAL }, 20, { effect: -0.4 })).toBeCloseTo(atLast(0.3, 20), 9);
    expect(chance({ ...trend, design: SEQUENTIAL }, 20, { effect: 0.9 })).toBeCloseTo(atLast(0.4, 20), 9);
  });

  test('counts five seeds less where signs alone are the evidence', () => {
    expect(chance({ ...existence, design: STRICT }, 20)).toBeCloseTo(atLast(0.3, 15), 9);
    const early = { ...STRICT, fewestSeeds: 4 };
    expect(chance({ ...existence, design: early }, 4, { effect: 9 })).toBe(0);
    expect(chance({ ...existence, design: early }, 8, { effect: 2 })).toBeCloseTo(atLast(1.9, 3), 9);
  });

  test('is none with fewer seeds than the first look takes', () => {
    for (const [design, fewest] of [
      [SEQUENTIAL, 8],
      [THREE_LOOKS, 6],
    ] as const) {
      expect(chance({ ...existence, design }, fewest - 1)).toBe(0);
      expect(chance({ ...existence, design }, fewest)).toBeGreaterThan(0.05);
    }
  });

  test('of three looks is that of the test at what is left of alpha', () => {
    expect(chance({ ...existence, design: THREE_LOOKS }, 20)).toBeCloseTo(oneSided(0.3, 20, 0.76 * alpha) ?? 0, 12);
  });

  test('of equivalence is that of both sides at once, at least', () => {
    const sides = atLast(0.6, 20) + atLast(1.4, 20) - 1;
    expect(chance({ ...equivalence, design: SEQUENTIAL }, 20)).toBeCloseTo(sides, 9);
    expect(chance({ ...equivalence, design: SEQUENTIAL }, 20, { standardDeviation: 5 })).toBe(0);
  });

  test('does not exist where no t test does', () => {
    for (const rule of [existence, equivalence]) {
      expect(chance({ ...rule, design: SEQUENTIAL }, 1)).toBeNull();
      expect(chance({ ...rule, design: SEQUENTIAL }, 20, { standardDeviation: 0 })).toBeNull();
    }
  });
});

test('every rule is declared around one number', () => {
  expect([existence, existenceOfLess, equivalence, trend, pattern].map(thresholdOf)).toEqual([0.1, -0.1, 1, 0.5, 0.03]);
  expect(existenceIn(trend)).toEqual({ direction: 'greater', threshold: 0.5, alpha: 0.05 });
  expect(existenceIn(existenceOfLess)).toBe(existenceOfLess);
});

test('a rule may use the seeds of its last look, or those that its claim declares', () => {
  expect(mostSeedsOf(existence, 12)).toBe(12);
  expect(mostSeedsOf({ ...existence, design: SEQUENTIAL }, 12)).toBe(32);
});

describe('a remedy', () => {
  test.each<[string, DecisionRule, typeof truth, number, (step: number) => Partial<DecisionRule>]>([
    ['existence', existence, { effect: 0.5, standardDeviation: 0.3 }, 6, (step) => ({ threshold: 0.079 + step })],
    [
      'existence of less',
      existenceOfLess,
      { effect: -0.5, standardDeviation: 0.3 },
      6,
      (step) => ({ threshold: -0.079 - step }),
    ],
    ['trend', trend, { effect: 0.8, standardDeviation: 0.5 }, 9, (step) => ({ endpointThreshold: 0.26 + 10 * step })],
    ['equivalence', equivalence, { effect: 0.2, standardDeviation: 1 }, 9, (step) => ({ margin: 1.3 - 100 * step })],
  ])('for %s is rounded to two digits on the side that still suffices', (_, rule, world, count, withStep) => {
    const { threshold } = remedyFor({ rule, truth: world, seeds: count }, 0.9);
    const at = (step: number) =>
      chanceOfReproduced({ rule: { ...rule, ...withStep(step) } as DecisionRule, truth: world, seeds: count });
    expect(threshold).toBe(thresholdOf({ ...rule, ...withStep(0) } as DecisionRule));
    expect(at(0)).toBeGreaterThanOrEqual(0.9);
    expect(at(0.001)).toBeLessThan(0.9);
  });

  test('names the first number of seeds that suffices, whatever the rule', () => {
    const rules = [existence, equivalence, trend, pattern];
    for (const rule of rules) {
      const world = { effect: rule.planned.effect, standardDeviation: rule.planned.standardDeviation * 1.5 };
      const { seeds: needed } = remedyFor({ rule, truth: world, seeds: 3 }, 0.9);
      expect(chanceOfReproduced({ rule, truth: world, seeds: needed ?? 0 })).toBeGreaterThanOrEqual(0.9);
      expect(chanceOfReproduced({ rule, truth: world, seeds: (needed ?? 0) - 1 })).toBeLessThan(0.9);
    }
  });

  test('is a threshold of 0 where only that would do', () => {
    const world = { effect: 0.2, standardDeviation: 0.2 };
    const just = chanceOfReproduced({ rule: { ...pattern, threshold: 0 }, truth: world, seeds: 9 }) ?? 0;
    expect(remedyFor({ rule: pattern, truth: world, seeds: 9 }, just).threshold).toBe(0);
  });

  test('is none where the effect is not there', () => {
    expect(remedyFor({ rule: existence, truth: { effect: -0.1, standardDeviation: 0.3 }, seeds: 9 }, 0.9)).toEqual({
      seeds: null,
      threshold: null,
    });
  });
});

describe('operating rates', () => {
  test('of one look are exact, and spend what is declared', () => {
    const design = { rule: existence, truth, seeds };
    const rates = operatingRates(design);
    expect(rates.reproduced).toBe(chanceOfReproduced(design));
    expect(rates.notReproduced).toBe(chanceOfNotReproduced(design));
    expect(rates.reproduced + rates.notReproduced + rates.inconclusive).toBeCloseTo(1, 14);
    expect(rates).toMatchObject({ meanSeeds: 9, ninetiethSeeds: 9, campaigns: null });
  });

  test('of other designs and rules are counted over campaigns, which end once they are known well enough', () => {
    const sure = operatingRates({
      rule: { ...existence, design: SEQUENTIAL },
      truth: { effect: 9, standardDeviation: 1 },
      seeds: 32,
    });
    expect(sure).toEqual({
      reproduced: 1,
      notReproduced: 0,
      inconclusive: 0,
      meanSeeds: 8,
      ninetiethSeeds: 8,
      campaigns: 200,
    });
    const none = operatingRates(
      { rule: { ...existence, design: SEQUENTIAL }, truth: { effect: 0.8, standardDeviation: 1 }, seeds: 32 },
      { campaigns: 300, seed: 1 },
    );
    expect(none.campaigns).toBe(300);
    expect(none.ninetiethSeeds).toBeGreaterThan(none.meanSeeds);
  });

  test('of a trend and of a pattern are those of the worlds that they are planned for', () => {
    const many = { campaigns: 300, seed: 2 };
    const slack = 5 * Math.sqrt(0.25 / 300);
    // Ends 1.1 apart with an SD of 0.5 between seeds, against a threshold of 0.5; steps and contrast hardly ever fail then.
    const rising = operatingRates({ rule: trend, truth: { effect: 1.1, standardDeviation: 0.5 }, seeds: 8 }, many);
    const ends = chanceOfReproduced({ rule: trend, truth: { effect: 1.1, standardDeviation: 0.5 }, seeds: 8 }) ?? 0;
    expect(rising.reproduced).toBeLessThan(ends + slack);
    expect(rising.reproduced).toBeGreaterThan(0.5);
    const flat = operatingRates({ rule: trend, truth: { effect: 0, standardDeviation: 0.2 }, seeds: 8 }, many);
    expect(flat.notReproduced).toBeGreaterThan(0.95);
    const shown = operatingRates({ rule: pattern, truth: { effect: 0.3, standardDeviation: 0.1 }, seeds: 12 }, many);
    expect(shown.reproduced).toBeGreaterThan(0.9);
    expect(shown.meanSeeds).toBe(12);
    const hidden = operatingRates({ rule: pattern, truth: { effect: 0, standardDeviation: 0.1 }, seeds: 12 }, many);
    expect(hidden.reproduced).toBe(0);
  });
});
