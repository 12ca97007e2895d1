// The seeds that an inconclusive claim would have needed: the first number at which its evidence suffices at the same mean and SD.

import { describe, expect, test } from 'vitest';
import type { ExistenceRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { seedsNeeded } from '../../src/decisions/existence.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import { evidenceOfT } from '../../src/statistics/sequential-t.ts';
import { existence, existenceOfLess } from './example-rules.ts';

const rule: ExistenceRule = { ...existence, alpha: 0.01 };
const values = [1.3, -0.3, 1.1, -0.4, 1.0, 0.2, -0.5, 1.0, 0.7];
const needed = (differences: readonly number[], change: Partial<ExistenceRule> = {}, smallestEffect = 1) =>
  seedsNeeded({ ...rule, ...change }, { design: { ...SEQUENTIAL, smallestEffect }, differences });

describe('the seeds that a claim needs', () => {
  test.each([0.5, 0.8])(
    'are the first at which the evidence reaches its bar, for a smallest effect of %d SD',
    (smallestEffect) => {
      const { mean, standardDeviation } = sampleMoments(values);
      const standardised = (mean - rule.threshold) / (standardDeviation ?? 0);
      const logFor = (seeds: number) =>
        evidenceOfT(standardised * Math.sqrt(seeds), { seeds, smallestEffect }).logEvidence;
      const seeds = needed(values, {}, smallestEffect) ?? 0;
      expect(seeds).toBeGreaterThan(values.length);
      expect(logFor(seeds)).toBeGreaterThanOrEqual(Math.log(100));
      expect(logFor(seeds - 1)).toBeLessThan(Math.log(100));
    },
  );

  test('are the same for a claim of less about the negated seeds', () => {
    const less = { direction: 'less', threshold: -rule.threshold } as const;
    expect(
      needed(
        values.map((value) => -value),
        less,
        0.5,
      ),
    ).toBe(needed(values, {}, 0.5));
    expect(needed(values, less)).toBeNull();
  });

  test('are no fewer than the design looks at, or than the sign-flip test needs', () => {
    expect(needed([0.5, 0.51, 0.49])).toBe(8);
    expect(needed([0.5, 0.51, 0.49], { alpha: 0.0001 })).toBe(14);
  });

  test('do not exist for a mean at the threshold or short of it, nor for one beyond it by too little', () => {
    expect(needed([0.5, 0.5])).toBeNull();
    expect(needed([0, 0.25, 0.5], { threshold: 0.25 })).toBeNull();
    expect(needed([0, 0.1, 0.1])).toBeNull();
    expect(needed([1, -1, 1, -0.9, 0.5])).toBeNull();
    expect(needed(values, { ...existenceOfLess })).toBeNull();
  });

  test('are not known for fewer than two seeds, nor for values that are no numbers', () => {
    expect([needed([]), needed([3]), needed([1, Number.NaN]), needed([1, Number.POSITIVE_INFINITY])]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
