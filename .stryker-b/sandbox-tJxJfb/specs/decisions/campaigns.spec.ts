// Simulated campaigns, draw by draw: the worlds that they come from, and where they end. What they say: chances.spec.ts.

import { describe, expect, test } from 'vitest';
import { type Campaign, operatingRates, simulate } from '../../src/decisions/campaigns.ts';
import { weigh } from '../../src/decisions/decide.ts';
import type { DecisionRule, PatternRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { equivalence, existence, trend } from './example-rules.ts';

const pattern: PatternRule = {
  kind: 'pattern',
  cells: [
    { name: 'late', expected: 'above' },
    { name: 'later', expected: 'above' },
    { name: 'early', expected: 'chance' },
    { name: 'permuted', expected: 'control' },
  ],
  threshold: 0.1,
  margin: 1,
  alpha: 0.05,
  planned: { effect: 1, standardDeviation: 1 },
};
const [SEEDS, CAMPAIGNS, SEED] = [9, 100, 7];
const design = { ...SEQUENTIAL, fewestSeeds: 5, mostSeeds: SEEDS };

/** A hundred campaigns of rows about these means, by the stream that the simulation uses. */
function drawn(rule: DecisionRule, means: readonly number[], deviation: number): Campaign[] {
  const stream = seedTree(SEED).child('campaigns').stream();
  return Array.from({ length: CAMPAIGNS }, () => {
    const rows = Array.from({ length: SEEDS }, () => means.map((mean) => mean + deviation * stream.normal()));
    const samples =
      rule.kind === 'trend' || rule.kind === 'pattern' ? rows : rows.map(([value]) => value ?? Number.NaN);
    const { outcome, seeds } = weigh(rule, samples);
    return { outcome, seeds };
  });
}

const simulated = (rule: DecisionRule, effect: number) =>
  simulate({ rule, truth: { effect, standardDeviation: 0.8 }, seeds: SEEDS }, { campaigns: CAMPAIGNS, seed: SEED });

describe('campaigns', () => {
  test('draw a number a seed for existence and equivalence', () => {
    expect(simulated({ ...existence, design }, 0.7).campaigns).toEqual(drawn({ ...existence, design }, [0.7], 0.8));
    expect(simulated({ ...equivalence, design }, 0.2).campaigns).toEqual(drawn({ ...equivalence, design }, [0.2], 0.8));
  });

  test('draw levels that rise by equal steps, whose ends differ by the SD that is supposed', () => {
    const levels = [0, 1.5 / 3, 3 / 3, 4.5 / 3];
    expect(simulated(trend, 1.5).campaigns).toEqual(drawn(trend, levels, 0.8 / Math.SQRT2));
  });

  test('draw cells whose interaction has the SD that is supposed', () => {
    // Variance of the mean of two cells minus one: 1/2 + 1 of a cell's.
    expect(simulated(pattern, 0.9).campaigns).toEqual(drawn(pattern, [0.9, 0.9, 0, 0], 0.8 / Math.sqrt(1.5)));
    const more: PatternRule = {
      ...pattern,
      cells: [...pattern.cells, { name: 'earlier', expected: 'chance' }, { name: 'earliest', expected: 'chance' }],
    };
    expect(simulated(more, 0.9).campaigns).toEqual(drawn(more, [0.9, 0.9, 0, 0, 0, 0], 0.8 / Math.sqrt(1 / 2 + 1 / 3)));
  });

  test('are counted into rates, a mean and the number that nine of ten stay within', () => {
    const ends = [-0.6, 0.6, 0.9, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 2, 2.2].map((effect) => {
      const { campaigns, rates } = simulated({ ...existence, design }, effect);
      const share = (word: string) => campaigns.filter(({ outcome }) => outcome === word).length / campaigns.length;
      const spent = campaigns.map(({ seeds }) => seeds).sort((left, right) => left - right);
      expect(rates).toEqual({
        reproduced: share('reproduced'),
        notReproduced: share('not-reproduced'),
        inconclusive: share('inconclusive'),
        meanSeeds: spent.reduce((sum, seeds) => sum + seeds, 0) / CAMPAIGNS,
        ninetiethSeeds: spent[89],
        campaigns: CAMPAIGNS,
      });
      return { rates, isStep: spent[89] !== spent[91] };
    });
    expect(ends[0]?.rates.notReproduced).toBeGreaterThan(0);
    expect(ends.some(({ isStep }) => isStep)).toBe(true);
    const silent = simulate({
      rule: { ...equivalence, design },
      truth: { effect: 0, standardDeviation: 0 },
      seeds: SEEDS,
    });
    expect(silent.rates).toMatchObject({ inconclusive: 1, reproduced: 0, notReproduced: 0 });
  });

  test('end with the first block of a hundred after which mean and rates are known well enough', () => {
    const isKnown = (campaigns: readonly Campaign[]): boolean => {
      const n = campaigns.length;
      const spent = campaigns.map(({ seeds }) => seeds);
      const mean = spent.reduce((sum, seeds) => sum + seeds, 0) / n;
      const variance = spent.reduce((sum, seeds) => sum + (seeds - mean) ** 2, 0) / (n - 1);
      const errors = ['reproduced', 'not-reproduced', 'inconclusive'].map((word) => {
        const rate = campaigns.filter(({ outcome }) => outcome === word).length / n;
        return Math.sqrt((rate * (1 - rate)) / n);
      });
      return Math.sqrt(variance / n) <= 0.3 && Math.max(...errors) <= 0.015;
    };
    for (const [effect, mostSeeds] of [
      [0, 32],
      [0.4, 40],
      [0.8, 32],
      [1, 9],
      [1.4, 32],
      [2, 40],
    ] as const) {
      const rule: DecisionRule = { ...existence, threshold: 0, alpha: 0.01, design: { ...SEQUENTIAL, mostSeeds } };
      const { campaigns } = simulate({ rule, truth: { effect, standardDeviation: 1 }, seeds: mostSeeds });
      expect(campaigns.length).toBeGreaterThanOrEqual(200);
      expect(campaigns.length % 100).toBe(0);
      expect(isKnown(campaigns)).toBe(true);
      if (campaigns.length > 200) expect(isKnown(campaigns.slice(0, -100))).toBe(false);
    }
  });

  test('of exact rates are a hundred that have them to the percent', () => {
    for (const effect of [0.05, 0.3]) {
      const { campaigns, rates } = simulate({ rule: existence, truth: { effect, standardDeviation: 0.3 }, seeds: 8 });
      const count = (word: string) => campaigns.filter(({ outcome }) => outcome === word).length;
      const decided = Math.round(100 * (rates.reproduced + rates.notReproduced));
      expect(campaigns).toHaveLength(100);
      expect(campaigns.every(({ seeds }) => seeds === 8)).toBe(true);
      expect(count('reproduced')).toBe(Math.round(100 * rates.reproduced));
      expect(count('not-reproduced')).toBe(decided - count('reproduced'));
      expect(count('inconclusive')).toBe(100 - decided);
    }
    expect(
      operatingRates({ rule: existence, truth: { effect: 0.05, standardDeviation: 0.3 }, seeds: 8 }).notReproduced,
    ).toBeGreaterThan(0.05);
  });

  test('stand in where a chance is not known: no spread, a trend, a pattern', () => {
    const truth = { effect: 1, standardDeviation: 0 };
    // No seed differs from another: nothing is shown, whatever the mean.
    expect(operatingRates({ rule: existence, truth, seeds: 9 })).toMatchObject({ inconclusive: 1, campaigns: 200 });
    expect(operatingRates({ rule: trend, truth, seeds: 9 }, { campaigns: 100, seed: 1 }).campaigns).toBe(100);
    expect(
      operatingRates(
        { rule: pattern, truth: { ...truth, standardDeviation: 1 }, seeds: 9 },
        { campaigns: 100, seed: 1 },
      ).campaigns,
    ).toBe(100);
  });
});
