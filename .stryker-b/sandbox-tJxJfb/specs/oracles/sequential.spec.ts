// Oracles: sequential evidence and estimates against SciPy, and against mpmath where SciPy's tails end or are coarser.
// Values and the command that made them: sequential-oracles.py, sequential-oracles.json.
import { describe, expect, test } from 'vitest';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { effectOf } from '../../src/decisions/effect.ts';
import { eBenjaminiHochberg } from '../../src/statistics/multiple-testing.ts';
import { logNoncentralTRatio } from '../../src/statistics/noncentral-t.ts';
import { evidenceOfT, sequentialT } from '../../src/statistics/sequential-t.ts';
import { signFlip, signSymmetryEvidence } from '../../src/statistics/sign-flip.ts';
import { standardisedInterval } from '../../src/statistics/standardised-interval.ts';
import oracles from './sequential-oracles.json' with { type: 'json' };

/** Worst relative error, where values below `floor` are compared on the scale of `floor`. */
function worstError(pairs: readonly (readonly [number, number])[], floor = 1e-300): number {
  return Math.max(...pairs.map(([got, want]) => Math.abs(got - want) / Math.max(Math.abs(want), floor)));
}

describe('the noncentral t density ratio', () => {
  test('agrees with parabolic cylinder functions at 40 digits to 1e-10', () => {
    const pairs = oracles.ratio.map(
      ({ statistic, logRatio, ...law }) => [logNoncentralTRatio(statistic, law), logRatio] as const,
    );
    expect(pairs.length).toBeGreaterThan(200);
    expect(worstError(pairs, 1)).toBeLessThan(1e-10);
  });

  test("agrees with SciPy's nct and t where these have a value", () => {
    // SciPy's nct density loses digits on the far side of 0, so it is asked where the ratio is not tiny.
    const known = oracles.ratio.filter(({ scipy, logRatio }) => scipy !== null && logRatio > -3);
    expect(known.length).toBeGreaterThan(100);
    const pairs = known.map(
      ({ statistic, scipy, degreesOfFreedom, noncentrality }) =>
        [logNoncentralTRatio(statistic, { degreesOfFreedom, noncentrality }), scipy ?? Number.NaN] as const,
    );
    expect(worstError(pairs, 1)).toBeLessThan(1e-9);
  });
});

describe('sequential evidence', () => {
  test('is the mean ratio over half, one, two and four times the smallest effect, on either side', () => {
    const pairs = oracles.evidence.flatMap(({ differences, ...wanted }) => {
      const got = sequentialT(differences, { threshold: 0, smallestEffect: 1 });
      return [
        [got?.statistic ?? Number.NaN, wanted.statistic],
        [Math.exp(got?.above.logEvidence ?? Number.NaN), wanted.above],
        [Math.exp(got?.above.logAtSmallest ?? Number.NaN), wanted.ratioAbove],
        [Math.exp(got?.below.logEvidence ?? Number.NaN), wanted.below],
        [Math.exp(got?.below.logAtSmallest ?? Number.NaN), wanted.ratioBelow],
      ] as const;
    });
    expect(worstError(pairs)).toBeLessThan(1e-10);
  });

  // experiments.md 9: standardised effects observed at 8 seeds, and the evidence they give.
  test.each([
    [1.9, 133],
    [2.9, 1.4e3],
    [4, 1.3e4],
    [9.7, 2e5],
  ])('of a standardised effect of %d at 8 seeds is the tabled %d', (standardised, tabled) => {
    const { logEvidence } = evidenceOfT(standardised * Math.sqrt(8), { seeds: 8, smallestEffect: 1 });
    expect(Number(Math.exp(logEvidence).toPrecision(tabled === 133 ? 3 : 2))).toBe(tabled);
  });
});

describe('evidence by sign symmetry', () => {
  test('is the product of bets on what the seeds before suggest', () => {
    const pairs = oracles.signSymmetry.map(
      ({ differences, smallestEffect, logEvidence }) =>
        [signSymmetryEvidence(differences, smallestEffect), logEvidence] as const,
    );
    expect(worstError(pairs)).toBeLessThan(1e-10);
  });

  test('is none where all seeds are 0, or there are none', () => {
    expect([signSymmetryEvidence([0, 0, 0], 1), signSymmetryEvidence([], 1)]).toEqual([0, 0]);
  });
});

describe('estimates after stopping', () => {
  test('the standardised effect has the interval that SciPy finds by root search', () => {
    const pairs = oracles.standardised.flatMap(({ differences, confidence, estimate, low, high }) => {
      const got = standardisedInterval(differences, confidence);
      return [
        [got?.estimate ?? Number.NaN, estimate],
        [got?.low ?? Number.NaN, low],
        [got?.high ?? Number.NaN, high],
      ] as const;
    });
    expect(worstError(pairs, 1)).toBeLessThan(1e-10);
  });

  test('the confidence sequence ends where the mixture of either side reaches its bar, found by root search', () => {
    const pairs = oracles.interval.flatMap(({ values, low, high, ...levels }) => {
      const got = effectOf(values, { ...levels, sign: 1, threshold: 0, margin: null, design: SEQUENTIAL });
      return [
        [got?.low ?? Number.NaN, low],
        [got?.high ?? Number.NaN, high],
      ] as const;
    });
    expect(worstError(pairs, 1)).toBeLessThan(1e-8);
  });
});

describe('gates and families', () => {
  test("the sign-flip test of signed ranks is Wilcoxon's exact test", () => {
    const pairs = oracles.wilcoxon.map(
      ({ signedRanks, pGreater }) => [signFlip(signedRanks).pGreater, pGreater] as const,
    );
    expect(worstError(pairs)).toBeLessThan(1e-12);
  });

  test('e-BH finds what Benjamini-Hochberg finds at 1 / e', () => {
    for (const { eValues, rate, found } of oracles.eBenjaminiHochberg) {
      expect(eBenjaminiHochberg(eValues, rate)).toEqual(found);
    }
    expect(new Set(oracles.eBenjaminiHochberg.map(({ found }) => found.filter(Boolean).length)).size).toBe(3);
  });
});
