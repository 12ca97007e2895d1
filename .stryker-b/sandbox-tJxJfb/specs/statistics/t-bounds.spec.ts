// Bounds of a t statistic. The oracle is a dense grid of values in the open places, each through the t statistic itself.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { boundsOfT, known } from '../../src/statistics/t-bounds.ts';

const values = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 3, maxLength: 9 });
const ends = fc
  .tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 1, max: 300 }))
  .map(([low, width]) => ({ low: low / 100, high: (low + width) / 100 }));

/** From one end to the other in so many steps. */
function gridOf({ low, high }: { readonly low: number; readonly high: number }, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, step) => low + ((high - low) * step) / steps);
}

describe('bounds of the t statistic', () => {
  law.prop([values, ends, fc.integer({ min: -50, max: 50 })])(
    'hold every value of an open place, and are reached to the step of the grid',
    (integers, open, hundredths) => {
      const [kept, threshold] = [integers.map((integer) => integer / 100), hundredths / 100];
      const { low, high } = boundsOfT([...kept.map(known), open], threshold);
      const found = gridOf(open, 2000).flatMap((value) => pairedT([...kept, value], threshold)?.statistic ?? []);
      const slack = (bound: number) => 1e-9 * (1 + Math.abs(bound));
      expect(Math.min(...found)).toBeGreaterThanOrEqual(low - slack(low));
      expect(Math.max(...found)).toBeLessThanOrEqual(high + slack(high));
      // Near values that all agree the statistic rises without end, faster than any grid.
      if (Math.abs(high) < 20) expect(high - Math.max(...found)).toBeLessThan(0.1);
      if (Math.abs(low) < 20) expect(Math.min(...found) - low).toBeLessThan(0.1);
    },
  );

  law.prop([values, ends, ends, ends])('hold every value of three open places', (integers, first, second, third) => {
    const kept = integers.map((integer) => integer / 100);
    const { low, high } = boundsOfT([...kept.map(known), first, second, third], 0.1);
    const found = gridOf(first, 12).flatMap((a) =>
      gridOf(second, 12).flatMap((b) =>
        gridOf(third, 12).flatMap((c) => pairedT([...kept, a, b, c], 0.1)?.statistic ?? []),
      ),
    );
    expect(Math.min(...found)).toBeGreaterThanOrEqual(low - 1e-9 * (1 + Math.abs(low)));
    expect(Math.max(...found)).toBeLessThanOrEqual(high + 1e-9 * (1 + Math.abs(high)));
  });

  test('are the statistic itself where all is known', () => {
    const kept = [0.1, 0.4, 0.3, 0.2];
    const { low, high, canAgree } = boundsOfT(kept.map(known), 0.05);
    expect(low).toBeCloseTo(pairedT(kept, 0.05)?.statistic ?? Number.NaN, 12);
    expect([high, canAgree]).toEqual([low, false]);
  });

  test('lie inside the range where an end would widen the spread by more than it lifts the mean', () => {
    // Seven values of mean .3: the eighth lifts t most at B / A = .65 / 2.1, and both ends are worse.
    const kept = [0.2, 0.25, 0.3, 0.3, 0.3, 0.35, 0.4];
    const { high } = boundsOfT([...kept.map(known), { low: -1, high: 1 }], 0);
    const sum = kept.reduce((total, value) => total + value, 0);
    const squares = kept.reduce((total, value) => total + value * value, 0);
    expect(high).toBeCloseTo(pairedT([...kept, squares / sum], 0)?.statistic ?? Number.NaN, 10);
    expect(high).toBeGreaterThan(pairedT([...kept, 1], 0)?.statistic ?? Number.NaN);
  });

  test('are infinite where the values could agree, and say so', () => {
    expect(boundsOfT([known(0.3), known(0.3), { low: 0, high: 1 }], 0)).toMatchObject({
      high: Number.POSITIVE_INFINITY,
      canAgree: true,
    });
    expect(boundsOfT([known(0.3), known(0.3), { low: 0.4, high: 1 }], 0).canAgree).toBe(false);
    expect(boundsOfT([known(0.3), known(0.3)], 0.3)).toEqual({ low: 0, high: 0, canAgree: true });
  });
});
