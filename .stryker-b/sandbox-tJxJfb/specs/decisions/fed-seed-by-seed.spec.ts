// Looks that surely stay open are passed over where all seeds are there at once, and judged where they come one by one: both must end
// at the same look with the same outcome, for every rule.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { weigh } from '../../src/decisions/decide.ts';
import type { DecisionRule, PatternRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, type SequentialDesign, STRICT } from '../../src/decisions/design.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { dispersion, equivalence, existence, existenceOfLess, pattern, trend } from './example-rules.ts';

const bounds = { fewestSeeds: 5, mostSeeds: 20 } as const;
const design: SequentialDesign = { ...SEQUENTIAL, ...bounds };
const strict: SequentialDesign = { ...STRICT, ...bounds };
const wide: PatternRule = { ...pattern, threshold: 0.3, margin: 1, planned: { effect: 2, standardDeviation: 1 } };

/** Normal noise about a mean for each of some columns. */
function drawn(seed: number, means: readonly number[], deviation = 1): number[][] {
  const stream = seedTree(seed).stream();
  return Array.from({ length: bounds.mostSeeds }, () => means.map((mean) => mean + deviation * stream.normal()));
}

const first = (rows: readonly (readonly number[])[]): number[] => rows.map(([value]) => value ?? Number.NaN);

function expectSameWhenFed(rule: DecisionRule, samples: Samples): void {
  const { outcome, seeds } = weigh(rule, samples);
  for (let count = bounds.fewestSeeds; count <= bounds.mostSeeds; count++) {
    const fed = weigh(rule, samples.slice(0, count) as Samples);
    if (fed.outcome === 'inconclusive' && count < bounds.mostSeeds) continue;
    expect([fed.outcome, fed.seeds]).toEqual([outcome, seeds]);
    return;
  }
}

const options = { numRuns: 40 };

test('seeds that come later take no evidence back', () => {
  const values = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6, ...Array.from({ length: 12 }, () => -3)];
  for (const each of [design, strict]) {
    const rule = { ...existence, threshold: 0, design: each };
    expect(weigh(rule, values).outcome).toBe('reproduced');
    expectSameWhenFed(rule, values);
    const negated = values.map((value) => -value);
    expectSameWhenFed({ ...existenceOfLess, threshold: 0, design: each }, negated);
  }
});

test('a pattern of two cells is refuted at the same look', () => {
  const two: PatternRule = { ...wide, cells: wide.cells.slice(0, 2), design };
  for (let seed = 0; seed < 12; seed++) {
    for (const means of [
      [2, 2],
      [4, 2],
      [0, 0],
      [2, 0],
    ]) {
      expectSameWhenFed(two, drawn(seed, means));
    }
  }
});

describe('seeds that come one by one end where all at once end', () => {
  law.prop([fc.nat(), fc.constantFrom(0, 0.4, 0.8, 1.2), fc.constantFrom(0, 0.5), fc.boolean()], options)(
    'for existence, by either evidence and on either side',
    (seed, effect, threshold, isStrict) => {
      const values = first(drawn(seed, [threshold + effect]));
      const shared = { design: isStrict ? strict : design };
      expectSameWhenFed({ ...existence, threshold, ...shared }, values);
      expectSameWhenFed(
        { ...existenceOfLess, threshold: 0 - threshold, ...shared },
        values.map((value) => -value),
      );
    },
  );

  law.prop([fc.nat(), fc.constantFrom(-2.2, -1.5, -0.3, 0, 0.3, 1.5, 2.2)], options)(
    'for equivalence',
    (seed, effect) => {
      expectSameWhenFed({ ...equivalence, design }, first(drawn(seed, [effect])));
    },
  );

  law.prop([fc.nat(), fc.constantFrom(0.3, 0.5, 0.8, 1.1, 1.5, 3), fc.constantFrom(0.3, 0.5)], options)(
    'for dispersion',
    (seed, deviation, shareBelow) => {
      expectSameWhenFed({ ...dispersion, shareBelow, design }, first(drawn(seed, [0], deviation)));
    },
  );

  law.prop(
    [fc.nat(), fc.constantFrom([0, 0, 0, 0], [0, 0.4, 0.8, 1.2], [0, 1, 0.2, 1.4], [0, 0.3, 0.5, 0.8], [1, 1, 0, 0])],
    options,
  )('for a trend', (seed, means) => {
    expectSameWhenFed({ ...trend, design }, drawn(seed, means, 0.4));
  });

  law.prop(
    [fc.nat(), fc.constantFrom([2, 0, 0], [0, 0, 0], [2, 2, 0], [2, 0, 2], [1, 0.3, 0], [1, 0, -0.4], [2, 2, 2])],
    options,
  )('for a pattern', (seed, means) => {
    expectSameWhenFed({ ...wide, design }, drawn(seed, means));
  });
});
