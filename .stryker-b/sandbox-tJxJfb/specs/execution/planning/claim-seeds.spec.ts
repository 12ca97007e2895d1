// How the campaigns of a claim's parts end together, and what it means for those that lean on it.
import { describe, expect, it } from 'vitest';
import { claimById } from '../../../src/claims/registry/registry.ts';
import { moreThan } from '../../../src/claims/rules.ts';
import type { Campaign } from '../../../src/decisions/campaigns.ts';
import {
  drawsOf,
  type PartPlan,
  planParts,
  rememberedCampaigns,
  summary,
} from '../../../src/execution/planning/claim-seeds.ts';
import { costOf } from '../../../src/execution/planning/cost-of-runs.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';

const rates = { reproduced: 1, notReproduced: 0, inconclusive: 0, meanSeeds: 0, ninetiethSeeds: 0, campaigns: 1 };
const rule = moreThan(0.1, [0.3, 0.03]);
const parts = (count: number): PartPlan[] =>
  Array.from({ length: count }, (_, index) => {
    const world = { truth: { effect: index, standardDeviation: 1 }, rates };
    return {
      name: '',
      unit: '',
      rule,
      mostSeeds: 32,
      power: 1,
      worlds: { none: world, smallest: world, measured: world },
    };
  });
/** Each part has one campaign, which always comes. */
const drawn = (...ends: Campaign[]) => {
  const draw = drawsOf(parts(ends.length), 'none', (_, { effect }) => ({
    rates,
    campaigns: [ends[effect] as Campaign],
  }));
  return draw(seedTree(1).stream());
};
const passes = (seeds: number): Campaign => ({ outcome: 'reproduced', seeds });
const fails = (seeds: number): Campaign => ({ outcome: 'not-reproduced', seeds });
const stays = (seeds: number): Campaign => ({ outcome: 'inconclusive', seeds });

describe('a claim of several parts', () => {
  it('stands with the last part that passes and falls with the first that fails', () => {
    expect(drawn(passes(9), passes(12))).toEqual(passes(12));
    expect(drawn(passes(20), fails(14), fails(11))).toEqual(fails(11));
    expect(drawn(passes(9), stays(32))).toEqual(stays(32));
    expect(drawn(stays(32), fails(10))).toMatchObject({ seeds: 10 });
  });

  it('has the rates of its rule', () => {
    const simulated = rememberedCampaigns();
    const test = claimById('iml-appears').tests[0];
    if (test === undefined) throw new Error('no test');
    const [first] = planParts({ test, seeds: Array.from({ length: 32 }, (_, seed) => seed) }, simulated);
    expect(first?.worlds.smallest.rates.reproduced).toBeGreaterThan(0.9);
    expect(first?.worlds.none.rates.notReproduced).toBeGreaterThan(0.99);
    expect(first?.worlds.measured.rates.meanSeeds).toBeCloseTo(8, 0);
  });
});

describe('the mean and what nine of ten stay within', () => {
  it('are those of the values', () => {
    expect(summary([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])).toEqual({ mean: 14.5, ninetieth: 9 });
    expect(summary([])).toEqual({ mean: 0, ninetieth: 0 });
  });
});

describe('the cost of claims together', () => {
  const test = (id: string, assay: string[], draw: Campaign) => {
    const claim = { ...claimById('iml-appears'), id };
    const base = claim.tests[0];
    if (base === undefined) throw new Error('no test');
    return {
      planned: {
        claim,
        test: { ...base, assay, parts: [{ ...base.parts[0], rule }] } as typeof base,
        place: { role: 'primary', members: 1, gate: null } as const,
        hashes: { base: id },
        seeds: Array.from({ length: 32 }, (_, seed) => seed),
        budget: { fewest: 8, most: 32, fixed: 12 },
      },
      draw: () => draw,
    };
  };
  const once = { seconds: 60, cpuSeconds: 30 };
  const nothing = { seconds: 0, cpuSeconds: 0 };
  const schedule = {
    cohorts: new Map([
      ['positive', once],
      ['control', once],
    ]),
    cohortSize: 4,
    firstSeed: 0,
    processes: 1,
    ownStart: nothing,
    workerStart: nothing,
  };
  const request = { schedule, trainingOf: () => ({ steps: 2, flops: 3 }) };

  it('is the sum over runs, and a control falls with the claim that it leans on', () => {
    const control = test('control', ['positive'], passes(16));
    const held = costOf([test('positive', [], passes(8)), control], request);
    expect(held).toMatchObject({
      runs: 24,
      steps: 48,
      flops: 72,
      minutes: 6,
      minutesNinetieth: 6,
      cpuMinutes: 3,
      rounds: 3,
    });
    const fallen = costOf([test('positive', [], fails(8)), control], request);
    expect(fallen).toMatchObject({ runs: 16, rounds: 1 });
  });
});
