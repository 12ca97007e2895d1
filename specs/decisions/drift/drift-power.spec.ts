// The power of a night: against brute force by SciPy, against the rule itself on drawn nights, and by laws.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { confirmAlarm } from '../../../src/decisions/drift/confirm-alarm.ts';
import { DRIFT, driftMargin } from '../../../src/decisions/drift/drift.ts';
import { powerToFindShift, type ShiftToFind } from '../../../src/decisions/drift/drift-power.ts';
import { judgeDrift } from '../../../src/decisions/drift/judge-drift.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { sampleMoments } from '../../../src/statistics/sample-moments.ts';

/** 40 seeds with mean 0 and SD 1. */
const golden = (() => {
  const raw = Array.from({ length: 40 }, (_, index) => Math.sin(1.7 * index));
  const { mean, standardDeviation } = sampleMoments(raw);
  return raw.map((value) => (value - mean) / (standardDeviation as number));
})();

const powerOf = (change: Partial<ShiftToFind> = {}) =>
  powerToFindShift({
    golden,
    shift: -2,
    claimedEffect: null,
    seeds: { alarming: 8, confirming: 24 },
    alpha: 2e-5,
    ...change,
  });

describe('the power to find a shift', () => {
  // SciPy 1.17.1. With n golden, m alarming, k confirming seeds, shift d and margin M in golden SDs: c is the root of
  //   log(mean([nct.pdf(t, n+m-2, s*prec) for s in (1,2,-1,-2)]) / t.pdf(t, n+m-2)) = log(2/alpha), prec = sqrt(n*m/(n+m));
  // alarm = quad(lambda q: norm.sf(c*sqrt((n-1+q)/(n+m-2))/prec, d, 1/sqrt(m)) * chi2.pdf(q, m-1), 0, inf);
  // confirm = quad(lambda q: norm.sf(max(w, M-w), d, 1/sqrt(k)) * chi2.pdf(q, k-1), 0, inf), with v = q/(k-1)/k, g = 1/n,
  //   w = t.ppf(.99, (g+v)**2/(g*g/(n-1)+v*v/(k-1))) * sqrt(g+v); the power is alarm * confirm.
  it.each([
    [2, 8, 24, 2e-5, 0.5, 0.21828534138441885],
    [1.5, 8, 24, 2e-5, 0.5, 0.015538547112490744],
    [2.2, 8, 8, 1e-3, 1, 0.8642954501037733],
    [4.8, 8, 8, 1e-5, 2.4, 0.999999999931033],
    [3, 8, 8, 1e-5, 2.5, 0.953757615294719],
    [1, 8, 24, 0.01, 0.5, 0.07147622150636777],
  ])(
    'of %d SD on %d and %d seeds at alpha %d with a margin of %d SD',
    (shift, alarming, confirming, alpha, margin, power) => {
      const asked = { claimedEffect: margin / DRIFT.margin.ofClaimedEffect, seeds: { alarming, confirming }, alpha };
      expect(powerOf({ ...asked, shift })).toBeCloseTo(power, 7);
      expect(powerOf({ ...asked, shift: -shift })).toBeCloseTo(power, 7);
    },
  );

  it('is how often the rule itself calls drawn nights drift', () => {
    const stream = seedTree(26).child('power of a night').stream();
    const nights = 400;
    const [shift, alpha] = [-2.2, 1e-3];
    const draw = (count: number) => Array.from({ length: count }, () => shift + stream.normal());
    const margin = driftMargin(golden, null);
    let found = 0;
    for (let night = 0; night < nights; night++) {
      const question = {
        name: 'drawn',
        differingInputs: [],
        replays: { compared: 0, equal: 0, areRepeatsEqual: null },
        pairs: [],
        golden,
        fresh: draw(8),
        detector: null,
        margin,
        alpha,
        confirmation: null,
      } as const;
      const direction = judgeDrift(question).needsConfirmation;
      if (direction === null) continue;
      const sample = { from: 'fresh-seeds', golden, fresh: draw(24) } as const;
      const confirmation = confirmAlarm(sample, { direction, level: DRIFT.confirmationLevel, margin });
      if (judgeDrift({ ...question, confirmation }).verdict === 'drift') found += 1;
    }
    const power = powerOf({ shift, alpha }) as number;
    // Four standard errors: a right power fails this once in 16,000 draws, and one that is off by 7 points is found out.
    expect(Math.abs(found / nights - power)).toBeLessThan(4 * Math.sqrt((power * (1 - power)) / nights));
  });

  law.prop([
    fc.double({ min: 0, max: 6, noNaN: true }),
    fc.double({ min: 0, max: 6, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
  ])('rises with the shift, lies in 0 to 1, and depends on no unit', (one, other, exponent) => {
    const [less, more] = [powerOf({ shift: Math.min(one, other) }), powerOf({ shift: Math.max(one, other) })] as [
      number,
      number,
    ];
    expect(less).toBeLessThanOrEqual(more + 1e-9);
    expect(less).toBeGreaterThanOrEqual(0);
    expect(more).toBeLessThanOrEqual(1);
    const unit = 10 ** exponent;
    expect(powerOf({ shift: one * unit, golden: golden.map((value) => value * unit) })).toBeCloseTo(
      powerOf({ shift: one }) as number,
      7,
    );
  });

  it.each([0.25, 8])('is the same where shift, goldens and claimed effect are in units of %d', (unit) => {
    // A margin of 2.5 golden SDs, which the confirmation must leave.
    const asked = { shift: 3, claimedEffect: 10, seeds: { alarming: 8, confirming: 8 }, alpha: 1e-5 };
    const scaled = { ...asked, shift: 3 * unit, claimedEffect: 10 * unit, golden: golden.map((value) => value * unit) };
    expect(DRIFT.margin.ofClaimedEffect * 10).toBe(2.5);
    expect(powerOf(scaled)).toBeCloseTo(powerOf(asked) as number, 9);
  });

  it('is not said where the goldens do not vary, or of fewer seeds than are looked at', () => {
    expect(powerOf({ golden: golden.map(() => 1) })).toBeNull();
    expect(powerOf({ golden: [1] })).toBeNull();
    expect(powerOf({ seeds: { alarming: DRIFT.fewestSeeds - 1, confirming: 24 } })).toBeNull();
  });

  it('is nothing where no evidence suffices', () => {
    expect(powerOf({ alpha: 1e-300 })).toBe(0);
  });
});
