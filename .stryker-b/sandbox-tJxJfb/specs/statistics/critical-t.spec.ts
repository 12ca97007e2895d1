// Where evidence crosses its bars: on either side of the critical t the evidence lies on its side of the bar.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { criticalT, criticalTOfRatio, evidenceOfT } from '../../src/statistics/sequential-t.ts';

const designs = [fc.integer({ min: 2, max: 60 }), fc.double({ min: 0.1, max: 3, noNaN: true })] as const;

describe('the critical t', () => {
  law.prop([...designs, fc.double({ min: 0.7, max: 8, noNaN: true })])(
    'of the evidence parts what reaches the bar from what does not',
    (seeds, smallestEffect, bar) => {
      const critical = criticalT({ seeds, smallestEffect, bar });
      fc.pre(critical < Number.MAX_VALUE);
      const near = 1e-7 * (1 + Math.abs(critical));
      expect(evidenceOfT(critical + near, { seeds, smallestEffect }).logEvidence).toBeGreaterThanOrEqual(bar);
      expect(evidenceOfT(critical - near, { seeds, smallestEffect }).logEvidence).toBeLessThan(bar);
      expect(criticalT({ seeds, smallestEffect, bar })).toBe(critical);
    },
  );

  law.prop([...designs, fc.double({ min: -6, max: -0.7, noNaN: true })])(
    'of giving up parts what is at most the bar from what is above it',
    (seeds, smallestEffect, bar) => {
      const critical = criticalTOfRatio({ seeds, smallestEffect, bar });
      fc.pre(Math.abs(critical) < Number.MAX_VALUE);
      const near = 1e-7 * (1 + Math.abs(critical));
      expect(evidenceOfT(critical + near, { seeds, smallestEffect }).logAtSmallest).toBeGreaterThan(bar);
      expect(evidenceOfT(critical - near, { seeds, smallestEffect }).logAtSmallest).toBeLessThanOrEqual(bar);
    },
  );

  test.each([
    [3, 1],
    [4, 1],
    [6, 0.5],
  ])('of giving up may lie far below 0: for %d seeds and a smallest effect of %d SD', (seeds, smallestEffect) => {
    const critical = criticalTOfRatio({ seeds, smallestEffect, bar: Math.log(0.05) });
    expect(critical).toBeLessThan(-0.5);
    expect(critical).toBeGreaterThan(-4);
    expect(evidenceOfT(critical, { seeds, smallestEffect }).logAtSmallest).toBeCloseTo(Math.log(0.05), 9);
  });

  test('is the largest double, or minus it, where the evidence of so few seeds never gets there', () => {
    expect(criticalT({ seeds: 2, smallestEffect: 0.1, bar: 10 })).toBe(Number.MAX_VALUE);
    expect(criticalTOfRatio({ seeds: 2, smallestEffect: 0.1, bar: -10 })).toBe(-Number.MAX_VALUE);
  });

  test('of the registered design gives up a mean at the threshold from 6 seeds on', () => {
    const near = (seeds: number) => criticalTOfRatio({ seeds, smallestEffect: 1, bar: Math.log(0.05) });
    expect(near(5)).toBeLessThan(0);
    expect(near(6)).toBeGreaterThan(0);
  });
});
