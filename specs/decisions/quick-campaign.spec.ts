// The quick campaign is `decide` without its words: the same outcome after the same seeds, whatever the seeds are.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { campaignRunner } from '../../src/decisions/campaigns.ts';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { FIXED, SEQUENTIAL, type SequentialDesign, STRICT } from '../../src/decisions/design.ts';
import { quickCampaign } from '../../src/decisions/quick-campaign.ts';
import { rememberedPage } from '../../src/decisions/remembered-page.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { pageTrend } from '../../src/statistics/page-trend.ts';
import { equivalence, existence, existenceOfLess, trend } from './example-rules.ts';

const run = campaignRunner();
const decided = (rule: DecisionRule, samples: Samples) => {
  const { outcome, seeds } = decide(rule, samples);
  return { outcome, seeds };
};
const quick = (rule: DecisionRule, samples: Samples, design: SequentialDesign = SEQUENTIAL) =>
  quickCampaign({ ...rule, design }, { design, samples, pagePasses: rememberedPage() });

const effects = fc.double({ min: -1.5, max: 3, noNaN: true });
const thresholds = fc.constantFrom(0, 0.1, 0.5, 1.5);
const counts = fc.integer({ min: 0, max: 33 });
const designs = fc.constantFrom(
  SEQUENTIAL,
  STRICT,
  { ...SEQUENTIAL, seedsPerLook: 3 },
  { ...SEQUENTIAL, fewestSeeds: 4, smallestEffect: 0.7, beta: 0.2 },
);

describe('a quick campaign', () => {
  law.prop([effects, thresholds, counts, fc.nat(), designs], { numRuns: 150 })(
    'of existence ends as `decide` ends, on both sides',
    (effect, threshold, count, seed, design) => {
      const stream = seedTree(seed).stream();
      const samples = Array.from({ length: count }, () => effect + stream.normal());
      const negated = samples.map((value) => -value);
      const rule = { ...existence, threshold, design };
      const mirrored = { ...existenceOfLess, threshold: -threshold, alpha: rule.alpha, design };
      expect(run(rule, samples)).toEqual(decided(rule, samples));
      expect(run(mirrored, negated)).toEqual(decided(mirrored, negated));
    },
  );

  law.prop([effects, thresholds, counts, fc.nat()], { numRuns: 100 })(
    'of equivalence too',
    (effect, margin, count, seed) => {
      const stream = seedTree(seed).stream();
      const samples = Array.from({ length: count }, () => effect + 0.7 * stream.normal());
      const rule = { ...equivalence, margin: margin + 0.2, design: SEQUENTIAL };
      expect(run(rule, samples)).toEqual(decided(rule, samples));
    },
  );

  law.prop([effects, fc.constantFrom(3, 4, 5), fc.double({ min: 0.05, max: 1, noNaN: true }), fc.nat()], {
    numRuns: 100,
  })('of a trend too, at many looks and at one, ties and reversals included', (effect, levels, spread, seed) => {
    const stream = seedTree(seed).stream();
    const names = Array.from({ length: levels }, (_, level) => `${level}`);
    const grain = seed % 3 === 0 ? 0.25 : 1e-6;
    const samples = Array.from({ length: 32 }, () =>
      names.map((_, level) => grain * Math.round(((effect * level) / levels + spread * stream.normal()) / grain)),
    );
    const rule = { ...trend, levels: names, endpointThreshold: 0.2, design: SEQUENTIAL };
    expect(run(rule, samples)).toEqual(decided(rule, samples));
    const few = samples.slice(0, 2 + (seed % 14));
    const once = { ...rule, design: FIXED };
    expect(run(once, few)).toEqual(decided(once, few));
  });

  it('leaves what has no t statistic to `decide`: seeds that agree, and evidence from signs', () => {
    const agreeing = Array.from({ length: 32 }, () => 0.3);
    expect(quick(existence, agreeing)).toBeNull();
    expect(quick(equivalence, agreeing)).toBeNull();
    expect(quick(existence, [1, 2, 1, 2, 1, 2, 1, 2, 1], STRICT)).toBeNull();
    expect(run({ ...existence, design: SEQUENTIAL }, agreeing)).toEqual(
      decided({ ...existence, design: SEQUENTIAL }, agreeing),
    );
  });
});

describe("Page's L, remembered", () => {
  const tables = fc.array(
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), { minLength: 6, maxLength: 6 }),
    { minLength: 1, maxLength: 12 },
  );
  law.prop([tables, fc.constantFrom(0.5, 0.05)])(
    'passes where its p-value does, with ties and without',
    (all, alpha) => {
      const passes = rememberedPage();
      const untied = all.map((rows) => rows.map((row) => row.map((value, index) => value + index / 100)));
      for (const table of [...all, ...untied, ...untied.toReversed()]) {
        expect(passes(table, alpha)).toBe(pageTrend(table).pValue <= alpha);
      }
    },
  );
});
