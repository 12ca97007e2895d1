// Laws and edges of the distributions, the paired t, exact intervals of a proportion, and power.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { noncentralTCdf, noncentralTSurvival } from '../../src/statistics/noncentral-t.ts';
import { isConstant, meanInterval, pairedT, studentTCdf } from '../../src/statistics/paired-t.ts';
import { fewestSeeds, powerOfEquivalence, powerOfOneSidedT } from '../../src/statistics/power.ts';

const degreesOfFreedom = fc.integer({ min: 1, max: 60 });
const noncentrality = fc.double({ min: -6, max: 6, noNaN: true });
const value = fc.double({ min: -20, max: 20, noNaN: true });

describe('the noncentral t', () => {
  law.prop([value, degreesOfFreedom], { numRuns: 50 })("without noncentrality is Student's t", (t, df) => {
    const got = noncentralTCdf(t, { degreesOfFreedom: df, noncentrality: 0 });
    expect(got).toBeCloseTo(studentTCdf(t, df), 12);
  });

  test("is Student's t at the smallest values, too, where the first law once failed", () => {
    for (const t of [1.571543858786879e-12, 1e-8, 5e-5, 9.9e-4]) {
      for (const df of [1, 2, 11, 200]) {
        expect(noncentralTCdf(t, { degreesOfFreedom: df, noncentrality: 0 })).toBeCloseTo(studentTCdf(t, df), 13);
      }
    }
  });

  law.prop([value, degreesOfFreedom, noncentrality], { numRuns: 50 })('has tails that add to one', (t, df, nc) => {
    const distribution = { degreesOfFreedom: df, noncentrality: nc };
    expect(noncentralTCdf(t, distribution) + noncentralTSurvival(t, distribution)).toBeCloseTo(1, 13);
  });

  law.prop([value, degreesOfFreedom, noncentrality], { numRuns: 50 })('mirrors', (t, df, nc) => {
    const mirrored = noncentralTSurvival(-t, { degreesOfFreedom: df, noncentrality: -nc });
    expect(mirrored).toBeCloseTo(noncentralTCdf(t, { degreesOfFreedom: df, noncentrality: nc }), 13);
  });
});

describe('the paired t', () => {
  test('does not exist for fewer than two seeds or for seeds that agree up to rounding', () => {
    for (const differences of [[], [1], [2, 2, 2], [0, -0], [0.1 + 0.2, 0.3]]) {
      expect(pairedT(differences, 0)).toBeNull();
      expect(meanInterval(differences, 0.9)).toBeNull();
    }
    expect(isConstant([1, 1 + 1e-9])).toBe(false);
  });

  test('has a finite statistic even where the division overflows', () => {
    expect(pairedT([0, 5e-324], -1e300)).toMatchObject({ statistic: Number.MAX_VALUE, pGreater: 0, pLess: 1 });
  });

  law.prop([fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 20 }), value])(
    'has one-sided p-values that add to one',
    (differences, threshold) => {
      const test = pairedT(differences, threshold);
      if (test !== null) expect(test.pGreater + test.pLess).toBeCloseTo(1, 12);
    },
  );
});

describe('the exact interval of a proportion', () => {
  test('runs to the edge when all or none succeed', () => {
    expect(clopperPearson({ successes: 0, trials: 0 }, 0.95)).toStrictEqual({ low: 0, high: 1 });
    expect(clopperPearson({ successes: 0, trials: 20 }, 0.9).high).toBeCloseTo(1 - 0.05 ** (1 / 20), 10);
    expect(clopperPearson({ successes: 20, trials: 20 }, 0.9).low).toBeCloseTo(0.05 ** (1 / 20), 10);
  });

  law.prop([fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })])('mirrors', (successes, failures) => {
    const trials = successes + failures;
    const interval = clopperPearson({ successes, trials }, 0.95);
    const mirrored = clopperPearson({ successes: failures, trials }, 0.95);
    expect(interval.low).toBeCloseTo(1 - mirrored.high, 10);
    if (trials > 0) expect(interval.low).toBeLessThanOrEqual(successes / trials);
  });
});

describe('power', () => {
  const plan = { effect: 1, standardDeviation: 1, threshold: 0.2, margin: 1.5, alpha: 0.05 };

  test('does not exist without a spread or with fewer than two seeds', () => {
    for (const broken of [
      { ...plan, seeds: 1 },
      { ...plan, seeds: 9, standardDeviation: 0 },
    ]) {
      expect(powerOfOneSidedT(broken)).toBeNull();
      expect(powerOfEquivalence(broken)).toBeNull();
    }
  });

  test('is alpha when the truth is the threshold, and near 0 or 1 for extreme plans', () => {
    expect(powerOfOneSidedT({ ...plan, effect: 0.2, seeds: 9 })).toBeCloseTo(0.05, 12);
    expect(powerOfOneSidedT({ ...plan, standardDeviation: 1e-300, seeds: 9 })).toBeCloseTo(1, 12);
    expect(powerOfOneSidedT({ ...plan, effect: -1e300, seeds: 9 })).toBeCloseTo(0, 12);
    expect(powerOfEquivalence({ ...plan, standardDeviation: 1e-6, seeds: 5 })).toBeCloseTo(1, 12);
    expect(powerOfEquivalence({ ...plan, standardDeviation: 1e6, seeds: 5 })).toBeLessThan(1e-6);
  });

  law.prop([fc.integer({ min: 2, max: 60 }), fc.double({ min: 0, max: 2, noNaN: true })], { numRuns: 50 })(
    'rises with seeds and with the distance from the bound',
    (seeds, effect) => {
      const at = (n: number, mean: number): number =>
        powerOfOneSidedT({ ...plan, threshold: 0, seeds: n, effect: mean }) ?? -1;
      expect(at(seeds + 1, effect)).toBeGreaterThanOrEqual(at(seeds, effect) - 1e-12);
      expect(at(seeds, effect + 0.1)).toBeGreaterThan(at(seeds, effect) - 1e-12);
      const closer = powerOfEquivalence({ ...plan, effect: effect / 2, seeds }) ?? -1;
      expect(closer).toBeGreaterThanOrEqual((powerOfEquivalence({ ...plan, effect, seeds }) ?? 2) - 1e-12);
    },
  );

  test('names no number of seeds where none suffices', () => {
    const hopeless = (seeds: number): number | null => powerOfOneSidedT({ ...plan, effect: 0.2, seeds });
    expect(fewestSeeds(hopeless, { target: 0.9, most: 200 })).toBeNull();
    expect(fewestSeeds(() => 1, { target: 0.9, most: 200 })).toBe(2);
    expect(fewestSeeds(() => null, { target: 0.9, most: 200 })).toBeNull();
  });

  test('names the first number of seeds that just suffices, up to the most there may be', () => {
    for (const first of [2, 3, 4, 5, 8, 9, 31, 32, 33, 100]) {
      expect(fewestSeeds((seeds) => seeds / first, { target: 1, most: 100 })).toBe(first);
    }
    expect(fewestSeeds((seeds) => seeds / 101, { target: 1, most: 100 })).toBeNull();
  });

  test('of a margin that vanishes is none', () => {
    for (const seeds of [2, 3, 90]) {
      expect(powerOfEquivalence({ ...plan, margin: 1e-310, standardDeviation: 1e10, seeds })).toBe(0);
      expect(powerOfEquivalence({ ...plan, effect: 0, margin: 1e-3, seeds })).toBeLessThan(1e-3);
    }
  });
});
