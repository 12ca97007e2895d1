// Examples of equivalence, its margin, the confirmation of an alarm and the budget of alarms; where there is no spread there is no t
// test, and what then counts is stated here. Values from outside: specs/oracles/drift.spec.ts.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { alarmBudget } from '../../../src/decisions/drift/alarm-budget.ts';
import { confirmAlarm } from '../../../src/decisions/drift/confirm-alarm.ts';
import { DRIFT, driftMargin } from '../../../src/decisions/drift/drift.ts';
import { driftEquivalence } from '../../../src/decisions/drift/drift-equivalence.ts';
import { noncentralTSurvival } from '../../../src/statistics/noncentral-t.ts';
import { studentTQuantile } from '../../../src/statistics/paired-t.ts';
import { refusalOf } from '../../refusal.ts';

const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const ones = times(40, 1);
const rule = { margin: 0.5, level: 0.025 };
const pairsOf = (differences: readonly number[]) => differences.map((now) => ({ golden: 0, now }));

describe('equivalence without a spread', () => {
  test('holds where so few seeds can leave the one golden value that it does not matter', () => {
    // 0.75^13 = 0.024: thirteen seeds that agree, no fewer, rule out a quarter that differs.
    const of = (fresh: readonly number[]) => driftEquivalence({ from: 'fresh-seeds', golden: ones, fresh }, rule);
    expect(of(times(13, 1))).toMatchObject({ method: 'share', isEquivalent: true, shift: 0, low: null, pValue: null });
    expect(of(times(12, 1)).isEquivalent).toBe(false);
    expect(of([...times(12, 1), 0.9]).isEquivalent).toBe(false);
    expect(of([...times(39, 1), 0.9]).isEquivalent).toBe(true);
    expect(of([])).toMatchObject({ method: null, isEquivalent: false, shift: null });
  });

  test('of golden seeds run again asks how many moved beyond the margin', () => {
    const of = (differences: readonly number[]) =>
      driftEquivalence({ from: 'golden-seeds', pairs: pairsOf(differences) }, rule);
    expect(of(times(13, 0.4))).toMatchObject({ method: 'share', isEquivalent: true, shift: 0.4 });
    expect(of(times(13, 0.5)).isEquivalent).toBe(true);
    expect(of(times(13, 0.6)).isEquivalent).toBe(false);
    expect(of(times(13, -0.6)).isEquivalent).toBe(false);
    expect(of(times(12, 0)).isEquivalent).toBe(false);
    expect(of([])).toMatchObject({ method: null, isEquivalent: false });
    expect(of([0.3])).toMatchObject({ method: 'share', isEquivalent: false, shift: 0.3 });
    expect(of([0.3, 0.4])).toMatchObject({ method: 'paired', seeds: 2 });
    // Equal to rounding: sums of such numbers are not, and a t test on that would be sure of anything.
    const alike = times(20, 0.1).map((value, index) => (index % 2 === 0 ? value : value + 2 ** -56));
    expect(of(alike).method).toBe('share');
  });

  test('is not claimed where no test can be asked', () => {
    for (const [golden, fresh, shift] of [
      [[1, 2, 3], [2], 0],
      [[1], [2, 3, 4], 2],
      [[], [2, 3, 4], null],
    ] as const) {
      const got = driftEquivalence({ from: 'fresh-seeds', golden, fresh }, rule);
      expect(got).toMatchObject({ method: null, isEquivalent: false, pValue: null, shift, low: null, high: null });
    }
  });

  test('has no interval where its ends are no doubles', () => {
    const sample = { from: 'fresh-seeds', golden: [0, 1e308], fresh: [0, 1e308] } as const;
    const got = driftEquivalence(sample, rule);
    expect(got).toMatchObject({ method: 'welch', isEquivalent: false, shift: 0, low: null, high: null });
  });

  test('without a margin has an interval and shows nothing', () => {
    const got = driftEquivalence(
      { from: 'fresh-seeds', golden: [1, 2, 3], fresh: [2, 2, 2] },
      { ...rule, margin: null },
    );
    expect(got).toMatchObject({ method: 'welch', isEquivalent: false, pValue: null, shift: 0, confidence: 0.95 });
    expect(got.low).toBeCloseTo(-(got.high ?? 0), 12);
  });
});

describe('equivalence', () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 20 });
  law.prop([values, values, fc.integer({ min: 1, max: 40 })])(
    'holds exactly if the interval lies inside the margin',
    (golden, fresh, margin) => {
      fc.pre(new Set(golden).size > 1 && new Set(fresh).size > 1);
      const { isEquivalent, low, high } = driftEquivalence(
        { from: 'fresh-seeds', golden, fresh },
        { margin, level: 0.025 },
      );
      const room = Math.min(margin + (low ?? 0), margin - (high ?? 0));
      fc.pre(Math.abs(room) > 1e-9);
      expect(isEquivalent).toBe(room > 0);
    },
  );

  test('has the margin of the claim, or half a golden SD', () => {
    const golden = [-1, 0, 1];
    expect(driftMargin(golden, null)).toBe(0.5);
    expect(driftMargin(golden, 0.8)).toBe(0.2);
    expect(driftMargin(golden, -0.8)).toBe(0.2);
    expect(driftMargin(golden, 0)).toBe(0.5);
    expect(driftMargin([-2, 0, 2], null)).toBe(1);
    expect(driftMargin([3, 3, 3], null)).toBeNull();
    expect(driftMargin([3, 3, 3], 2)).toBe(0.5);
    expect(driftMargin([3], null)).toBeNull();
  });
});

describe('a confirmation', () => {
  const up = { direction: 'up', level: 0.01, margin: 0.5 } as const;

  test('is of seeds that move the same way', () => {
    const golden = [-1, 0, 1, 0.5, -0.5];
    const fresh = [4, 5, 6, 5, 4];
    const sample = { from: 'fresh-seeds', golden, fresh } as const;
    expect(confirmAlarm(sample, up)).toMatchObject({ isConfirmed: true, direction: 'up' });
    expect(confirmAlarm(sample, { ...up, direction: 'down' }).isConfirmed).toBe(false);
    expect(confirmAlarm(sample, up).size).toMatchObject({ method: 'welch', seeds: 5, confidence: 0.98 });
    const again = { from: 'golden-seeds', pairs: pairsOf([-4, -5, -6, -5]) } as const;
    expect(confirmAlarm(again, up).isConfirmed).toBe(false);
    expect(confirmAlarm(again, { ...up, direction: 'down' }).isConfirmed).toBe(true);
  });

  test('counts coins where all moved by the same, and seeds that left the one golden value', () => {
    const coins = (count: number) => confirmAlarm({ from: 'golden-seeds', pairs: pairsOf(times(count, 1)) }, up).pValue;
    expect([coins(1), coins(2), coins(7)]).toEqual([1, 0.25, 0.5 ** 7]);
    expect(confirmAlarm({ from: 'golden-seeds', pairs: pairsOf([0, 0, 0]) }, up).pValue).toBe(1);
    const left = confirmAlarm({ from: 'fresh-seeds', golden: [1, 1], fresh: [2, 2, 1] }, up);
    expect(left.pValue).toBeCloseTo((3 * 2) / (5 * 4), 12);
    expect(confirmAlarm({ from: 'fresh-seeds', golden: [1, 1], fresh: [0, 0, 1] }, up).pValue).toBe(1);
    const byRounding = confirmAlarm({ from: 'fresh-seeds', golden: [1, 1], fresh: [1 + 1e-9, 2, 2] }, up);
    expect(byRounding.pValue).toBeCloseTo(left.pValue, 12);
  });

  test('is refused by too few seeds', () => {
    for (const [golden, fresh] of [
      [[1], [9, 9]],
      [[1, 2], [9]],
      [[], []],
    ] as const) {
      expect(confirmAlarm({ from: 'fresh-seeds', golden, fresh }, up)).toMatchObject({ isConfirmed: false, pValue: 1 });
    }
  });

  test('has the power that its number of seeds is said to have', () => {
    const { confirmingSeeds, confirmationLevel } = DRIFT;
    const degreesOfFreedom = 40 + confirmingSeeds - 2;
    const critical = studentTQuantile(1 - confirmationLevel, degreesOfFreedom);
    const power = (shift: number) =>
      noncentralTSurvival(critical, {
        degreesOfFreedom,
        noncentrality: shift * Math.sqrt((40 * confirmingSeeds) / (40 + confirmingSeeds)),
      });
    expect(power(1.5)).toBeGreaterThan(0.99);
    expect(Math.round(100 * power(1))).toBe(93);
  });
});

describe('the budget of alarms', () => {
  test('is that of B5 where all of it goes to change points', () => {
    const budget = alarmBudget({ watched: 20, changePointsAYear: 200, nightsAYear: 0, falseAlarmsAYear: 1 });
    expect(budget).toMatchObject({ alpha: 2.5e-4, detectorThreshold: null });
    expect(budget.words).toBe(
      '20 watched numbers; 200 change points a year at alpha 0.00025, half of it on golden seeds run again, half on fresh seeds; false alarms expected a year, before confirmation: at most 1.',
    );
  });

  test('goes half to change points and half to the detector', () => {
    const { alpha, detectorThreshold, expectedFalseAlarmsAYear } = alarmBudget({
      watched: 150,
      changePointsAYear: 200,
      nightsAYear: 365,
      falseAlarmsAYear: 1,
    });
    expect(alpha).toBeCloseTo(0.5 / 30_000, 15);
    expect(detectorThreshold).toBeCloseTo(109_500, 6);
    expect(expectedFalseAlarmsAYear).toBeCloseTo(1, 12);
  });

  test('goes to the detector alone where no change points are expected', () => {
    const budget = alarmBudget({ watched: 10, changePointsAYear: 0, nightsAYear: 100, falseAlarmsAYear: 1 });
    expect(budget).toEqual({
      alpha: 0,
      detectorThreshold: 1000,
      expectedFalseAlarmsAYear: 1,
      words:
        '10 watched numbers; 100 nights a year with the detector at 1000 to 1; false alarms expected a year, before confirmation: at most 1.',
    });
  });

  test('is not spent on less evidence than 100 to 1', () => {
    const plan = { watched: 1, changePointsAYear: 0, nightsAYear: 10, falseAlarmsAYear: 12 };
    expect(alarmBudget(plan)).toMatchObject({ detectorThreshold: 100, expectedFalseAlarmsAYear: 0.1 });
  });

  const count = fc.integer({ min: 1, max: 1000 });
  law.prop([count, count, count, fc.double({ min: 0.01, max: 12, noNaN: true })])(
    'is never overspent, and never alarms on less than 100 to 1',
    (watched, changePointsAYear, nightsAYear, falseAlarmsAYear) => {
      const budget = alarmBudget({ watched, changePointsAYear, nightsAYear, falseAlarmsAYear });
      const spent = watched * (budget.alpha * changePointsAYear + nightsAYear / (budget.detectorThreshold ?? 1));
      expect(budget.expectedFalseAlarmsAYear).toBeCloseTo(spent, 9);
      expect(spent).toBeLessThanOrEqual(falseAlarmsAYear * (1 + 1e-9));
      expect(budget.alpha).toBeLessThanOrEqual(0.01);
      expect(budget.detectorThreshold).toBeGreaterThanOrEqual(100);
    },
  );

  test.each([
    { watched: 0, changePointsAYear: 1, nightsAYear: 1, falseAlarmsAYear: 1 },
    { watched: 1, changePointsAYear: 0, nightsAYear: 0, falseAlarmsAYear: 1 },
    { watched: 1, changePointsAYear: -1, nightsAYear: 9, falseAlarmsAYear: 1 },
    { watched: 1, changePointsAYear: 1, nightsAYear: Number.NaN, falseAlarmsAYear: 1 },
    { watched: 1, changePointsAYear: 1, nightsAYear: 1, falseAlarmsAYear: 0 },
    { watched: 1, changePointsAYear: 1, nightsAYear: 1, falseAlarmsAYear: Infinity },
  ])('refuses what is no plan: %j', (plan) => {
    const { code, parts } = refusalOf(() => alarmBudget(plan));
    expect(code).toBe('invalid-argument');
    expect(parts.got).toContain(`${plan.watched} watched numbers, ${plan.changePointsAYear} change points`);
  });
});
