// Laws and examples of the existence rule (decisions.md B1 at fixed n).
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decideSoundly, existence, existenceOfLess } from './example-rules.ts';

const hundredths = fc.array(fc.integer({ min: -150, max: 250 }), { minLength: 2, maxLength: 12 });
const rank = { invalid: -1, 'not-reproduced': 0, inconclusive: 1, reproduced: 2 };
const repeat = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

describe('the existence rule', () => {
  test('reproduces an effect that every seed shows well beyond the threshold', () => {
    const decision = decideSoundly(existence, [0.5, 0.6, 0.4, 0.55, 0.45, 0.7]);
    expect(decision.outcome).toBe('reproduced');
    expect(decision.tests.map((test) => test.passed)).toEqual([true, true]);
    expect(decision.tests[1]?.pValue).toBe(1 / 64);
    expect(decision.effect?.low).toBeGreaterThan(0.1);
    expect(decision.effect?.confidence).toBeCloseTo(0.9, 15);
    expect(decision.reason).toContain('Over 6 seeds the mean is 0.533 (90 % interval 0.444 to 0.622): above 0.1 (p = ');
  });

  test('does not reproduce what is shown to lie below the threshold, even if it is surely above 0', () => {
    const decision = decideSoundly(existence, [0.05, 0.04, 0.06, 0.05, 0.03, 0.055, 0.045]);
    expect(decision.outcome).toBe('not-reproduced');
    expect(decision.tests.map((test) => test.passed)).toEqual([false, true]);
  });

  test('is inconclusive about noise, and says how many seeds the observed effect needs', () => {
    const decision = decideSoundly(existence, [0.9, -0.5, 0.4, -0.2, 1.1, 0.1]);
    expect(decision.outcome).toBe('inconclusive');
    expect(decision.reason).toMatch(/at this mean and SD \d+ seeds would be needed for 95 % power\.$/);
  });

  test('is inconclusive while there are too few seeds for the sign-flip test, and knows its power is then 0', () => {
    const decision = decideSoundly(existence, [0.5, 0.51, 0.52]);
    expect(decision.outcome).toBe('inconclusive');
    expect(decision.tests.map((test) => test.passed)).toEqual([true, false]);
    expect(decision.power).toBe(0);
  });

  test('says that no number of seeds would do where the mean is on the wrong side', () => {
    expect(decideSoundly(existence, [0.5, -0.5, 0.4, -0.4]).reason).toContain('no number of seeds');
  });

  test('is invalid for seeds that all agree, or nearly: a measurement that does not respond shows nothing', () => {
    for (const constant of [0.5, 0.1, 0, -0.5]) {
      expect(decideSoundly(existence, repeat(constant, 8))).toMatchObject({ outcome: 'invalid', effect: null });
    }
    const hardly = [0.5, 0.5001, 0.5, 0.5001, 0.5, 0.5001, 0.5, 0.5001];
    expect(decideSoundly(existence, hardly).reason).toBe(
      'No answer: the SD over 8 seeds is 0.0000535 where 0.3 was planned, and a measurement that hardly varies over seeds shows nothing.',
    );
    const planned = { effect: 0.5, standardDeviation: 0.05 };
    expect(decideSoundly({ ...existence, planned }, hardly).outcome).toBe('reproduced');
  });

  test('takes equal values that differ in rounding for equal values', () => {
    expect(decideSoundly(existence, [0.1 + 0.2, 0.3, 0.3])).toMatchObject({ outcome: 'invalid' });
  });

  test('is invalid, with a reason, for no seed, one seed, a value that is not finite, or too many seeds to enumerate', () => {
    expect(decideSoundly(existence, [])).toMatchObject({ outcome: 'invalid', effect: null, power: null });
    expect(decideSoundly(existence, [0.7])).toMatchObject({ outcome: 'invalid', effect: null });
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { outcome, reason } = decideSoundly(existence, [0.5, broken, 0.5, 0.5, 0.5, 0.5]);
      expect([outcome, reason]).toEqual(['invalid', '1 of 6 seeds gave a value that is not a finite number.']);
    }
    expect(decideSoundly(existence, repeat(1, 41)).reason).toContain('at most 40 seeds');
    expect(decideSoundly(existence, [1.7e308, -1.7e308, 1.7e308]).outcome).toBe('invalid');
  });

  law.prop([
    hundredths.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
  ])('gives the same decision whatever the order of the seeds', ([list, other]) => {
    const [left, right] = [list, other].map((units) =>
      decideSoundly(
        existence,
        units.map((unit) => unit / 100),
      ),
    );
    expect(right).toStrictEqual(left);
  });

  law.prop([hundredths])('mirrors: "less" of the negated differences is "greater" of the differences', (units) => {
    const greater = decideSoundly(
      existence,
      units.map((unit) => unit / 100),
    );
    const less = decideSoundly(
      existenceOfLess,
      units.map((unit) => -unit / 100),
    );
    expect(less.outcome).toBe(greater.outcome);
    expect(less.power).toBe(greater.power);
    expect(less.tests.map((test) => test.pValue)).toEqual(greater.tests.map((test) => test.pValue));
    expect((less.effect?.estimate ?? 0) + (greater.effect?.estimate ?? 0)).toBe(0);
  });

  law.prop([hundredths, fc.integer({ min: 0, max: 100 })])(
    'is never weakened by adding a constant to all seeds',
    (units, shift) => {
      const before = decideSoundly(
        existence,
        units.map((unit) => unit / 100),
      );
      const after = decideSoundly(
        existence,
        units.map((unit) => (unit + shift) / 100),
      );
      expect(rank[after.outcome]).toBeGreaterThanOrEqual(rank[before.outcome]);
    },
  );

  law.prop([hundredths])(
    'agrees with its interval: reproduced only if the interval lies beyond the threshold',
    (units) => {
      const { outcome, effect } = decideSoundly(
        existence,
        units.map((unit) => unit / 100),
      );
      if (effect === null || effect.low === null || effect.high === null) return;
      if (outcome === 'reproduced') expect(effect.low).toBeGreaterThanOrEqual(0.1 - 1e-9);
      expect(outcome === 'not-reproduced').toBe(effect.high < 0.1);
    },
  );

  law.prop(
    [
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 16 }),
      fc.double({ min: 0, max: 1e300, noNaN: true }),
    ],
    { examples: [[[0, 5e-324], 8.868478342850376e-16]], interruptAfterTimeLimit: 10_000 },
  )('decides about any finite numbers without throwing', (differences, threshold) => {
    decideSoundly({ ...existence, threshold }, differences);
  });
});
