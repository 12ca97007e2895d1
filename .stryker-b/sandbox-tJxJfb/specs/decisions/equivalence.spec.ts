// Laws and examples of the equivalence rule (decisions.md B3).
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { intervalOf, smallestShown } from '../../src/decisions/effect.ts';
import { decideSoundly, equivalence } from './example-rules.ts';

const tenths = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 15 });

describe('the equivalence rule', () => {
  test('reproduces "no effect" when the whole interval lies inside the margin, and prints the smallest margin', () => {
    const decision = decideSoundly(equivalence, [0.1, -0.2, 0.3, -0.1, 0.05, 0.15, -0.25]);
    expect(decision.outcome).toBe('reproduced');
    expect(decision.tests).toHaveLength(2);
    expect(decision.reason).toContain('the smallest margin that would have passed is 0.153');
  });

  test('does not take a test that fails to reject for evidence of no effect', () => {
    // Nothing significant here (t = 0.3), and nothing shown: the known-bad rule "p > 0.05, hence no effect" would pass it.
    const decision = decideSoundly(equivalence, [3, -2.5, 2, -1.5]);
    expect(decision.outcome).toBe('inconclusive');
    expect(decision.reason).toMatch(/\d+ seeds would be needed for 95 % power\.$/);
  });

  test('does not reproduce when the effect is shown to be beyond the margin, on either side', () => {
    for (const sign of [1, -1]) {
      const decision = decideSoundly(
        equivalence,
        [1.4, 1.5, 1.6, 1.5].map((value) => sign * value),
      );
      expect(decision.outcome).toBe('not-reproduced');
    }
  });

  test('is inconclusive about an effect that is not 0 and not shown to reach the margin', () => {
    expect(decideSoundly(equivalence, [0.8, 0.9, 1, 1.1, 1.05]).outcome).toBe('inconclusive');
    expect(decideSoundly(equivalence, [1.5, 0.9, 1, 1.1, 1.05]).reason).toContain('no number of seeds');
  });

  test('is invalid when all seeds agree: a measurement that never moves shows nothing', () => {
    for (const constant of [0, 0.3, 5]) {
      const decision = decideSoundly(equivalence, [constant, constant, constant, constant]);
      expect(decision).toMatchObject({ outcome: 'invalid', effect: null });
    }
  });

  test('is invalid for fewer than two seeds and for values that are not finite', () => {
    for (const differences of [[], [0], [0, Number.NaN], [0, Number.NEGATIVE_INFINITY]]) {
      expect(decideSoundly(equivalence, differences).outcome).toBe('invalid');
    }
  });

  test('states its power at the planned effect', () => {
    const differences = Array.from({ length: 13 }, (_, index) => index / 10);
    expect(decideSoundly(equivalence, differences).power).toBeGreaterThan(0.9); // table of decisions.md B3: 13 seeds for 90 %
    expect(decideSoundly(equivalence, differences.slice(2)).power).toBeLessThan(0.9);
    const unplanned = { ...equivalence, planned: { effect: 0, standardDeviation: 0 } };
    expect(decideSoundly(unplanned, differences).power).toBeNull();
  });

  law.prop([tenths])('mirrors: the sign of the differences changes nothing', (units) => {
    const [left, right] = [1, -1].map((sign) =>
      decideSoundly(
        equivalence,
        units.map((unit) => (sign * unit) / 10),
      ),
    );
    expect(right?.outcome).toBe(left?.outcome);
    expect(right?.power).toBe(left?.power);
  });

  law.prop([
    tenths.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
  ])('gives the same decision whatever the order of the seeds', ([list, other]) => {
    expect(decideSoundly(equivalence, other)).toStrictEqual(decideSoundly(equivalence, list));
  });

  law.prop([tenths])('agrees with its interval, and with the smallest margin it prints', (units) => {
    const differences = units.map((unit) => unit / 10);
    const { outcome, effect } = decideSoundly(equivalence, differences);
    if (effect === null || effect.low === null || effect.high === null) return;
    expect(outcome === 'reproduced').toBe(effect.low >= -1 && effect.high <= 1);
    expect(outcome === 'not-reproduced').toBe(effect.low >= 1 || effect.high <= -1);
    const smallest = smallestShown(differences, intervalOf(equivalence, null)) ?? Number.NaN;
    expect(decideSoundly({ ...equivalence, margin: smallest * (1 + 1e-9) }, differences).outcome).toBe('reproduced');
    expect(decideSoundly({ ...equivalence, margin: smallest * (1 - 1e-9) }, differences).outcome).not.toBe(
      'reproduced',
    );
  });

  law.prop(
    [
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 16 }),
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
    ],
    { examples: [[[0, 5e-324], 8.868478342850376e-16]], interruptAfterTimeLimit: 10_000 },
  )('decides about any finite numbers without throwing', (differences, margin) => {
    decideSoundly({ ...equivalence, margin }, differences);
  });
});
