// Oracles: distributions and tests against SciPy, and against mpmath at 40 digits where SciPy's own tails are coarser.
// Values and the command that made them: statistics-oracles.py, statistics-oracles.json.
import { describe, expect, test } from 'vitest';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { noncentralTCdf, noncentralTSurvival } from '../../src/statistics/noncentral-t.ts';
import { pageTrend } from '../../src/statistics/page-trend.ts';
import {
  meanInterval,
  pairedT,
  studentTCdf,
  studentTQuantile,
  studentTSurvival,
} from '../../src/statistics/paired-t.ts';
import { fewestSeeds, powerOfEquivalence, powerOfOneSidedT } from '../../src/statistics/power.ts';
import { signFlip } from '../../src/statistics/sign-flip.ts';
import oracles from './statistics-oracles.json' with { type: 'json' };

/** Worst relative error, where values below `floor` are compared on the scale of `floor`. */
function worstError(pairs: readonly (readonly [number, number])[], floor = 1e-300): number {
  return Math.max(...pairs.map(([got, want]) => Math.abs(got - want) / Math.max(Math.abs(want), floor)));
}

describe('distributions', () => {
  test("Student's t agrees with SciPy in both tails to 1e-10 of the value", () => {
    const cdf = oracles.studentT.map(({ value, df, cdf }) => [studentTCdf(value, df), cdf] as const);
    const survival = oracles.studentT.map(
      ({ value, df, survival }) => [studentTSurvival(value, df), survival] as const,
    );
    expect(worstError([...cdf, ...survival])).toBeLessThan(1e-10);
  });

  test("quantiles of Student's t agree with SciPy to 1e-10", () => {
    const pairs = oracles.studentTQuantile.map(
      ({ probability, df, quantile }) => [studentTQuantile(probability, df), quantile] as const,
    );
    expect(worstError(pairs, 1)).toBeLessThan(1e-10);
  });

  test('the noncentral t agrees with SciPy to 1e-10 absolutely', () => {
    const pairs = oracles.noncentralT.flatMap(({ value, df, noncentrality, scipyCdf }) =>
      scipyCdf === null ? [] : [[noncentralTCdf(value, { degreesOfFreedom: df, noncentrality }), scipyCdf] as const],
    );
    expect(worstError(pairs, 1)).toBeLessThan(1e-10);
  });

  test('both tails of the noncentral t agree with 40-digit integration to 1e-10 of the value', () => {
    const pairs = oracles.noncentralT.flatMap(({ value, df, noncentrality, cdf, survival }) => {
      const distribution = { degreesOfFreedom: df, noncentrality };
      return [
        [noncentralTCdf(value, distribution), cdf],
        [noncentralTSurvival(value, distribution), survival],
      ] as const;
    });
    expect(worstError(pairs, 1e-15)).toBeLessThan(1e-10);
  });

  test('exact intervals of a proportion agree with SciPy to 1e-10', () => {
    const pairs = oracles.clopperPearson.flatMap(({ successes, trials, confidence, low, high }) => {
      const interval = clopperPearson({ successes, trials }, confidence);
      return [
        [interval.low, low],
        [interval.high, high],
      ] as const;
    });
    expect(worstError(pairs, 1e-3)).toBeLessThan(1e-10);
  });
});

describe('tests', () => {
  test('the paired t and its interval agree with ttest_1samp', () => {
    const pairs = oracles.pairedT.flatMap(({ differences, threshold, statistic, pGreater, low90, high90 }) => {
      const got = pairedT(differences, threshold);
      const interval = meanInterval(differences, 0.9);
      return [
        [got?.statistic ?? Number.NaN, statistic],
        [got?.pGreater ?? Number.NaN, pGreater],
        [interval?.low ?? Number.NaN, low90],
        [interval?.high ?? Number.NaN, high90],
      ] as const;
    });
    expect(worstError(pairs)).toBeLessThan(1e-10);
  });

  test('the sign-flip test agrees with permutation_test over all 2^n patterns', () => {
    const pairs = oracles.signFlip.map(
      ({ differences, pGreater }) => [signFlip(differences).pGreater, pGreater] as const,
    );
    expect(worstError(pairs)).toBeLessThan(1e-12);
  });

  test("Page's L agrees with page_trend_test, exact up to six levels", () => {
    const pairs = oracles.page.flatMap(({ rows, statistic, pValue }) => {
      const got = pageTrend(rows);
      expect(got.method).toBe('exact');
      return [
        [got.statistic, statistic],
        [got.pValue, pValue],
      ] as const;
    });
    expect(worstError(pairs)).toBeLessThan(1e-10);
  });

  test("Page's L agrees with page_trend_test, asymptotic above six levels", () => {
    const pairs = oracles.pageAsymptotic.flatMap(({ rows, statistic, pValue }) => {
      const got = pageTrend(rows);
      expect(got.method).toBe('normal-approximation');
      return [
        [got.statistic, statistic],
        [got.pValue, pValue],
      ] as const;
    });
    expect(worstError(pairs)).toBeLessThan(1e-10);
  });
});

describe('power', () => {
  test('the power of the one-sided t agrees with 40-digit integration', () => {
    const pairs = oracles.tPower.map(({ power, ...plan }) => [powerOfOneSidedT(plan) ?? Number.NaN, power] as const);
    expect(worstError(pairs)).toBeLessThan(1e-10);
  });

  test('the power of equivalence agrees with numerical integration by SciPy', () => {
    const pairs = oracles.tostPower.map(
      ({ power, ...plan }) => [powerOfEquivalence(plan) ?? Number.NaN, power] as const,
    );
    expect(worstError(pairs, 1)).toBeLessThan(1e-10);
  });

  // The table under decisions.md B0: alpha, effect in SDs, seeds for 80, 90 and 95 % power.
  test.each([
    [0.05, 0.5, [27, 36, 45]],
    [0.05, 1, [8, 11, 13]],
    [0.01, 1, [13, 16, 19]],
    [0.01, 3, [4, 5, 5]],
    [0.005, 1.5, [9, 11, 12]],
    [0.001, 0.8, [29, 35, 40]],
  ])('at alpha %d an effect of %d SD needs the tabled seeds', (alpha, effect, tabled) => {
    const plan = { effect, standardDeviation: 1, threshold: 0, alpha };
    const needed = [0.8, 0.9, 0.95].map((target) =>
      fewestSeeds((seeds) => powerOfOneSidedT({ ...plan, seeds }), { target, most: 1000 }),
    );
    expect(needed).toEqual(tabled);
  });

  // The table under decisions.md B3: margin in SDs, truth as a share of the margin, seeds for 80 and 90 % power.
  test.each([
    [0.5, 0, [36, 45]],
    [0.5, 0.25, [47, 63]],
    [0.75, 0, [17, 21]],
    [1, 0, [11, 13]],
    [1, 0.25, [13, 17]],
    [1.5, 0, [6, 7]],
    [2, 0.25, [5, 6]],
  ])('a margin of %d SD with the truth at %d of it needs the tabled seeds', (margin, share, tabled) => {
    const plan = { effect: share * margin, standardDeviation: 1, margin, alpha: 0.05 };
    const needed = [0.8, 0.9].map((target) =>
      fewestSeeds((seeds) => powerOfEquivalence({ ...plan, seeds }), { target, most: 1000 }),
    );
    expect(needed).toEqual(tabled);
  });
});
