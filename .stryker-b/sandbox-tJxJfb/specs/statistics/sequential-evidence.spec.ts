// Laws and examples of the evidence that grows with the seeds: the mixture of noncentral t ratios, and sign symmetry alone. Values
// from outside: specs/oracles/sequential.spec.ts.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { logNoncentralTRatio } from '../../src/statistics/noncentral-t.ts';
import { evidenceOfT, sequentialT } from '../../src/statistics/sequential-t.ts';
import { signSymmetryEvidence } from '../../src/statistics/sign-flip.ts';

const hundredths = fc.array(fc.integer({ min: -150, max: 250 }), { minLength: 8, maxLength: 12 });
const about = (threshold: number) => ({ threshold, smallestEffect: 1 });
/** For a mean above 0. */
const evidenceOf = (values: readonly number[]) => sequentialT(values, about(0))?.above.logEvidence ?? Number.NaN;
const asValues = (integers: readonly number[]) => integers.map((integer) => integer / 100);

describe('sequential evidence', () => {
  law.prop([hundredths, fc.integer({ min: -300, max: 300 })])(
    'beyond a threshold is that of the seeds less the threshold',
    (integers, hundredth) => {
      const values = asValues(integers);
      fc.pre(new Set(values).size > 1);
      const threshold = hundredth / 100;
      const shifted = sequentialT(
        values.map((value) => value - threshold),
        about(0),
      );
      const beyond = sequentialT(values, about(threshold));
      for (const side of ['above', 'below'] as const) {
        for (const log of ['logEvidence', 'logAtSmallest'] as const) {
          expect(beyond?.[side][log]).toBeCloseTo(shifted?.[side][log] ?? Number.NaN, 7);
        }
      }
    },
  );

  law.prop([hundredths, fc.integer({ min: -300, max: 300 })])(
    'below a threshold is that of the negated seeds above the negated threshold',
    (integers, hundredth) => {
      const values = asValues(integers);
      fc.pre(new Set(values).size > 1);
      const turned = sequentialT(
        values.map((value) => -value),
        about(-hundredth / 100),
      );
      expect(turned?.above).toEqual(sequentialT(values, about(hundredth / 100))?.below);
    },
  );

  test('of seeds that agree up to rounding is none, also at a threshold that is their value', () => {
    // Less the threshold they would be rounding errors that vary.
    const seeds = [0.1 + 0.2, 0.3, 0.3];
    expect([sequentialT(seeds, about(0.25)), sequentialT(seeds, about(0.3))]).toEqual([null, null]);
  });

  law.prop([hundredths, fc.nat(), fc.integer({ min: 1, max: 300 })])(
    'is never larger after a seed at or below the mean got worse, nor when all did',
    (integers, pick, worse) => {
      const values = asValues(integers);
      const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
      const below = values.flatMap((value, index) => (value <= centre ? [index] : []));
      const chosen = below[pick % Math.max(1, below.length)] ?? 0;
      const before = evidenceOf(values);
      fc.pre(new Set(values).size > 1 && centre > 0.001);
      const one = values.map((value, index) => (index === chosen ? value - worse / 100 : value));
      expect(evidenceOf(one)).toBeLessThanOrEqual(before + 1e-9);
      const all = values.map((value) => value - worse / 100);
      expect(evidenceOf(all)).toBeLessThanOrEqual(before + 1e-9);
    },
  );

  law.prop([hundredths, fc.double({ min: 1e-6, max: 1e6, noNaN: true })])('has no unit', (integers, unit) => {
    const values = asValues(integers);
    const scaled = values.map((value) => value * unit);
    fc.pre(new Set(values).size > 1);
    expect(evidenceOf(scaled)).toBeCloseTo(evidenceOf(values), 8);
    expect(signSymmetryEvidence(scaled, 1)).toBeCloseTo(signSymmetryEvidence(values, 1), 8);
  });

  law.prop([fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 })])(
    'by sign symmetry averages exactly 1 over all signs, so it is an e-value whatever the noise',
    (sizes) => {
      let sum = 0;
      for (let signs = 0; signs < 2 ** sizes.length; signs++) {
        sum += Math.exp(
          signSymmetryEvidence(
            sizes.map((size, index) => ((signs >> index) & 1 ? size : -size)),
            1,
          ),
        );
      }
      expect(sum / 2 ** sizes.length).toBeCloseTo(1, 9);
    },
  );

  law.prop([hundredths, fc.integer({ min: 0, max: 400 })])(
    'by sign symmetry never grows with a worse last seed',
    (integers, worse) => {
      const values = asValues(integers);
      const last = values.at(-1) ?? 0;
      const spoilt = values.with(-1, last - worse / 100);
      expect(signSymmetryEvidence(spoilt, 1)).toBeLessThanOrEqual(signSymmetryEvidence(values, 1) + 1e-12);
    },
  );

  test('survives the ends of the doubles', () => {
    for (const huge of [Number.MAX_VALUE / 4, 1e200, 1e-300, Number.MIN_VALUE]) {
      const values = [huge, -huge, 2 * huge, huge, -huge, 2 * huge];
      for (const log of [evidenceOf(values), signSymmetryEvidence(values, 1)]) {
        expect(Number.isFinite(log)).toBe(true);
      }
    }
  });
});

describe('the mixture of noncentral t ratios', () => {
  test('has no evidence in fewer than two seeds, nor in seeds that agree', () => {
    for (const values of [[], [7], [7, 7, 7], [0, 0, 0]]) expect(sequentialT(values, about(0))).toBeNull();
    expect(sequentialT([1, 3], about(0))?.statistic).toBeCloseTo(2, 14);
  });

  test('asks for half, one, two and four times whatever is the smallest effect', () => {
    for (const smallestEffect of [0.25, 0.5, 2]) {
      const ratios = [0.5, 1, 2, 4].map((times) =>
        logNoncentralTRatio(1.5, { degreesOfFreedom: 8, noncentrality: 3 * times * smallestEffect }),
      );
      const { logEvidence, logAtSmallest } = evidenceOfT(1.5, { seeds: 9, smallestEffect });
      expect(logAtSmallest).toBe(ratios[1]);
      expect(Math.exp(logEvidence)).toBeCloseTo(
        ratios.reduce((sum, ratio) => sum + Math.exp(ratio) / 4, 0),
        13,
      );
    }
  });

  test('stays finite for effects far beyond any statistic', () => {
    for (const statistic of [Number.NEGATIVE_INFINITY, -1e200, -3, 3, 1e200]) {
      for (const noncentrality of [-1e9, 1e9]) {
        const ratio = logNoncentralTRatio(statistic, { degreesOfFreedom: 7, noncentrality });
        expect(Math.abs(ratio)).toBeLessThan(6e17);
      }
    }
    expect(logNoncentralTRatio(-3, { degreesOfFreedom: 7, noncentrality: 1e9 }) / 5e17).toBeCloseTo(-1, 6);
    expect(logNoncentralTRatio(3, { degreesOfFreedom: 7, noncentrality: 0 })).toBe(0);
  });

  test('is a quarter of the least unlikely effect where the others cannot be', () => {
    const { logEvidence } = evidenceOfT(-1000, { seeds: 40, smallestEffect: 3 });
    const half = logNoncentralTRatio(-1000, { degreesOfFreedom: 39, noncentrality: 1.5 * Math.sqrt(40) });
    expect(logEvidence).toBeCloseTo(half - Math.log(4), 9);
  });
});

describe('sign symmetry', () => {
  test('has the evidence of the values wherever their scale lies', () => {
    const values = [0.5, -0.25, 1, 0.75, 1.5];
    for (const unit of [2 ** -900, 2 ** 900]) {
      const scaled = values.map((value) => value * unit);
      expect(signSymmetryEvidence(scaled, 1)).toBe(signSymmetryEvidence(values, 1));
    }
  });

  test('can win no more than a factor of two a seed, and loses as much as was staked', () => {
    const before = signSymmetryEvidence([1, 1.5, 0.5], 1);
    expect(signSymmetryEvidence([1, 1.5, 0.5, 1e6], 1)).toBe(before + Math.LN2);
    const lost = signSymmetryEvidence([1, 1.5, 0.5, -1e6], 1);
    expect(signSymmetryEvidence([1, 1.5, 0.5, -2e6], 1) - lost).toBeCloseTo(lost - before - Math.LN2, 6);
    expect(lost).toBeLessThan(-1e6);
  });
});
