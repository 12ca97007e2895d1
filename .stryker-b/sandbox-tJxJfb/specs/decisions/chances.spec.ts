// Chances before the data against what the rules themselves do: simulated campaigns through `decide` agree with the exact numbers,
// suggestions hold, and the sequential rule has the operating characteristics that decisions.md B1 lists.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { operatingRates } from '../../src/decisions/campaigns.ts';
import {
  chanceOfNotReproduced,
  chanceOfReproduced,
  type PlannedDesign,
  remedyFor,
  requirePower,
} from '../../src/decisions/chances.ts';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, STRICT, THREE_LOOKS } from '../../src/decisions/design.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { equivalence, existence, existenceOfLess, trend } from './example-rules.ts';

const sequential: DecisionRule = {
  ...existence,
  threshold: 0,
  alpha: 0.01,
  planned: { effect: 1, standardDeviation: 1 },
  design: SEQUENTIAL,
};

/** Share of outcomes over campaigns of the fixed rules, straight through `decide`. */
function simulated({ rule, truth, seeds }: PlannedDesign, campaigns: number) {
  const stream = seedTree(3).child('simulated').stream();
  const counts = { reproduced: 0, 'not-reproduced': 0, inconclusive: 0, invalid: 0 };
  for (let index = 0; index < campaigns; index++) {
    const samples = Array.from({ length: seeds }, () => truth.effect + truth.standardDeviation * stream.normal());
    counts[decide(rule, samples).outcome] += 1;
  }
  return { reproduced: counts.reproduced / campaigns, notReproduced: counts['not-reproduced'] / campaigns };
}

describe('chances of a single look', () => {
  it.each([
    ['existence', existence, { effect: 0.3, standardDeviation: 0.3 }],
    ['existence of less', existenceOfLess, { effect: -0.3, standardDeviation: 0.3 }],
    ['existence without the effect', existence, { effect: -0.1, standardDeviation: 0.3 }],
    ['equivalence', equivalence, { effect: 0.2, standardDeviation: 1 }],
    ['equivalence beyond the margin', equivalence, { effect: 1.6, standardDeviation: 1 }],
  ])('agree with what %s decides in 800 campaigns', (_, rule, truth) => {
    const design = { rule, truth, seeds: 10 };
    const { reproduced, notReproduced } = simulated(design, 800);
    // Five standard errors of a share: such a spec fails by chance less than once in a million runs.
    const slack = 5 * Math.sqrt(0.25 / 800);
    expect(Math.abs(reproduced - (chanceOfReproduced(design) ?? Number.NaN))).toBeLessThan(slack);
    expect(Math.abs(notReproduced - (chanceOfNotReproduced(design) ?? Number.NaN))).toBeLessThan(slack);
  });

  it('are null where no t test exists', () => {
    const truth = { effect: 1, standardDeviation: 0 };
    for (const rule of [existence, equivalence, trend]) {
      expect(chanceOfReproduced({ rule, truth, seeds: 10 })).toBeNull();
      expect(chanceOfNotReproduced({ rule, truth, seeds: 10 })).toBeNull();
    }
  });

  test.prop([
    fc.constantFrom(existence, existenceOfLess, equivalence, trend),
    fc.integer({ min: 6, max: 30 }),
    fc.double({ min: 0.2, max: 2, noNaN: true }),
    fc.constantFrom(0.8, 0.9, 0.95),
  ])(
    'suggest seeds and thresholds that do, and do not suggest more seeds than needed',
    (rule, seeds, spread, target) => {
      const truth = { ...rule.planned, standardDeviation: rule.planned.standardDeviation * spread };
      const design = { rule, truth, seeds };
      const remedy = remedyFor(design, target);
      const chance = (change: Partial<PlannedDesign>) => chanceOfReproduced({ ...design, ...change }) ?? 0;
      if (remedy.seeds !== null) {
        expect(chance({ seeds: remedy.seeds })).toBeGreaterThanOrEqual(target);
        expect(chance({ seeds: remedy.seeds - 1 })).toBeLessThan(target);
      }
      if (remedy.threshold === null || chance({}) >= target) return;
      const { threshold } = remedy;
      const eased = { ...rule, threshold, margin: threshold, endpointThreshold: threshold } as unknown as DecisionRule;
      expect(chance({ rule: eased })).toBeGreaterThanOrEqual(target);
    },
  );
});

describe('operating rates of several looks', () => {
  it('are those of decisions.md B1', () => {
    const rates = (effect: number) =>
      operatingRates({ rule: sequential, truth: { effect, standardDeviation: 1 }, seeds: 32 });
    const [none, short, smallest, large] = [rates(0), rates(-1), rates(1), rates(2)];
    expect(none.reproduced).toBeLessThan(0.015);
    expect(none.notReproduced).toBeLessThan(0.015);
    expect(Math.abs(none.meanSeeds - 12.4)).toBeLessThan(1);
    expect(Math.abs(smallest.reproduced - 0.955)).toBeLessThan(0.04);
    expect(Math.abs(smallest.meanSeeds - 16.4)).toBeLessThan(1.5);
    // Where roles of both sides are the same, but for sign-flip, which only a claim that is shown needs.
    expect(Math.abs(short.notReproduced - 0.955)).toBeLessThan(0.04);
    expect(short.reproduced).toBe(0);
    expect(large.reproduced).toBeGreaterThan(0.98);
    expect(large.meanSeeds).toBeLessThan(9.2);
  });

  it('are the same every time, and closed', () => {
    const design = { rule: sequential, truth: { effect: 0.8, standardDeviation: 1 }, seeds: 32 };
    const first = operatingRates(design, { campaigns: 200, seed: 5 });
    expect(operatingRates(design, { campaigns: 200, seed: 5 })).toEqual(first);
    expect(operatingRates(design, { campaigns: 200, seed: 6 })).not.toEqual(first);
    expect(first.reproduced + first.notReproduced + first.inconclusive).toBeCloseTo(1, 12);
  });

  it('have no unit', () => {
    const size = { campaigns: 200, seed: 7 };
    const rule: DecisionRule = { ...existence, threshold: 0.25, design: SEQUENTIAL };
    const stretched: DecisionRule = { ...rule, threshold: 2 };
    const rates = operatingRates({ rule, truth: { effect: 0.5, standardDeviation: 0.25 }, seeds: 32 }, size);
    const truth = { effect: 4, standardDeviation: 2 };
    expect(operatingRates({ rule: stretched, truth, seeds: 32 }, size)).toEqual(rates);
  });

  it('have at their last look about the chance that load-time checks state', () => {
    for (const design of [SEQUENTIAL, STRICT, THREE_LOOKS]) {
      for (const threshold of [0, 0.7]) {
        const seeds = design.kind === 'sequential' ? design.mostSeeds : 20;
        const rule = { ...sequential, design, threshold } as DecisionRule;
        const planned = { rule, truth: { effect: threshold + 1, standardDeviation: 1 }, seeds };
        const stated = chanceOfReproduced(planned) ?? Number.NaN;
        expect(Math.abs(stated - operatingRates(planned, { campaigns: 800, seed: 4 }).reproduced)).toBeLessThan(0.07);
      }
    }
  });
});

describe('requirePower', () => {
  const demand = { target: 0.95, awaited: 'reproduced', where: 'here', supposed: 'it is so' } as const;

  it('lets pass what suffices and refuses what does not, naming what would', () => {
    const truth = { effect: 0.5, standardDeviation: 0.3 };
    expect(() => requirePower({ rule: existence, truth, seeds: 12 }, demand)).not.toThrow();
    expect(() => requirePower({ rule: existence, truth, seeds: 5 }, demand)).toThrow(/take 8 seeds/);
    const hopeless = { effect: 0.05, standardDeviation: 0.3 };
    expect(() => requirePower({ rule: existence, truth: hopeless, seeds: 5 }, demand)).toThrow(/no number of seeds/);
  });
});
