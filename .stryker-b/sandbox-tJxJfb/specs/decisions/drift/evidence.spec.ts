// Laws and examples of the evidence that golden seeds run again and fresh seeds hold. Values from outside: specs/oracles/drift.spec.ts.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { DRIFT } from '../../../src/decisions/drift/drift.ts';
import {
  differingSeedsEvidence,
  lastTwoSampleEvidence,
  logShiftMixture,
  pairedEvidence,
  twoSampleEvidence,
} from '../../../src/decisions/drift/evidence-against-golden.ts';
import { refusalOf } from '../../refusal.ts';

const { shifts } = DRIFT;
const hundredths = (minLength: number, maxLength: number) =>
  fc.array(fc.integer({ min: -200, max: 200 }), { minLength, maxLength }).map((all) => all.map((one) => one / 100));
const golden = hundredths(4, 20).filter((values) => new Set(values).size > 1);
const fresh = hundredths(1, 16);
const unit = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe('evidence of fresh seeds against a golden sample', () => {
  law.prop([golden, fresh, unit, fc.integer({ min: -500, max: 500 })])(
    'has no unit and no origin',
    (then, now, scale, origin) => {
      const moved = (values: readonly number[]) => values.map((value) => scale * (value + origin));
      const before = lastTwoSampleEvidence({ golden: then, fresh: now, shifts });
      const after = lastTwoSampleEvidence({ golden: moved(then), fresh: moved(now), shifts });
      expect(after.log).toBeCloseTo(before.log, 6);
      expect(after.statistic).toBeCloseTo(before.statistic ?? Number.NaN, 6);
    },
  );

  law.prop([golden, fresh])('turns round with the signs of all values', (then, now) => {
    const turned = (values: readonly number[]) => values.map((value) => -value);
    const before = lastTwoSampleEvidence({ golden: then, fresh: now, shifts });
    const after = lastTwoSampleEvidence({ golden: turned(then), fresh: turned(now), shifts });
    expect(after.log).toBeCloseTo(before.log, 9);
    expect(after.statistic).toBeCloseTo(-(before.statistic ?? Number.NaN), 9);
    const opposite = { up: 'down', down: 'up' } as const;
    if (before.direction !== null && Math.abs(before.statistic ?? 0) > 1e-9)
      expect(after.direction).toBe(opposite[before.direction]);
  });

  law.prop([golden, fresh, fc.integer()])('does not depend on any order of the seeds', (then, now, turn) => {
    const turned = (values: readonly number[]) => {
      const at = Math.abs(turn) % values.length;
      return [...values.slice(at), ...values.slice(0, at)].reverse();
    };
    const before = lastTwoSampleEvidence({ golden: then, fresh: now, shifts });
    const after = lastTwoSampleEvidence({ golden: turned(then), fresh: turned(now), shifts });
    expect(after.log).toBeCloseTo(before.log, 9);
  });

  law.prop([golden, fresh, fc.integer({ min: 1, max: 300 })])(
    'grows when every fresh seed lies farther out on the side to which the mean moved',
    (then, now, hundredth) => {
      const before = lastTwoSampleEvidence({ golden: then, fresh: now, shifts });
      fc.pre(before.direction !== null && Math.abs(before.statistic ?? 0) > 1e-6);
      const by = (before.direction === 'up' ? 1 : -1) * (hundredth / 100);
      const after = lastTwoSampleEvidence({ golden: then, fresh: now.map((value) => value + by), shifts });
      expect(after.log).toBeGreaterThan(before.log);
      expect(after.direction).toBe(before.direction);
    },
  );

  law.prop([golden, fresh])('after each seed is what the seeds up to it give alone', (then, now) => {
    const looks = twoSampleEvidence({ golden: then, fresh: now, shifts });
    expect(looks.map(({ seeds }) => seeds)).toEqual(now.map((_, index) => index + 1));
    for (const [index, look] of looks.entries()) {
      expect(look).toEqual(lastTwoSampleEvidence({ golden: then, fresh: now.slice(0, index + 1), shifts }));
    }
  });

  law.prop([
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 6 }),
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 6 }),
  ])('is a number for any finite values', (then, now) => {
    for (const { log, statistic } of twoSampleEvidence({ golden: then, fresh: now, shifts })) {
      expect(Number.isFinite(log)).toBe(true);
      expect(statistic === null || !Number.isNaN(statistic)).toBe(true);
    }
    const pairs = then.flatMap((value, index) => (index < now.length ? [{ golden: value, now: now[index] ?? 0 }] : []));
    expect(Number.isFinite(pairedEvidence({ pairs, shifts: DRIFT.pairedShifts }).log)).toBe(true);
  });

  test('is a number where the values lie further apart than any number', () => {
    const [high, low] = [Number.MAX_VALUE, -Number.MAX_VALUE];
    const pairs = [high, low, low].map((now) => ({ golden: 0, now }));
    expect(Number.isFinite(pairedEvidence({ pairs, shifts: DRIFT.pairedShifts }).log)).toBe(true);
    for (const { log } of twoSampleEvidence({ golden: [high, low, low], fresh: [high, low, high], shifts })) {
      expect(Number.isFinite(log)).toBe(true);
    }
  });

  test('is none without fresh seeds, and with fewer than two golden ones', () => {
    const none = { log: 0, statistic: null, direction: null };
    expect(lastTwoSampleEvidence({ golden: [1, 2, 3], fresh: [], shifts })).toEqual({ seeds: 0, ...none });
    expect(twoSampleEvidence({ golden: [1, 2, 3], fresh: [], shifts })).toEqual([]);
    for (const short of [[], [3]]) {
      expect(lastTwoSampleEvidence({ golden: short, fresh: [9, 9], shifts })).toEqual({ seeds: 2, ...none });
    }
  });

  test('refuses a value that is not a number, and says which', () => {
    expect(refusalOf(() => twoSampleEvidence({ golden: [1, Number.NaN], fresh: [1], shifts })).parts.where).toBe(
      'golden sample, value 2 of 2',
    );
    expect(
      refusalOf(() => lastTwoSampleEvidence({ golden: [1, 2], fresh: [1, 2, Infinity], shifts })).parts.where,
    ).toBe('fresh sample, value 3 of 3');
  });
});

describe('against a golden sample of one value', () => {
  const ones = Array.from({ length: 40 }, () => 1);

  test('fresh seeds with the same value, to rounding, are no evidence and have no direction', () => {
    const { log, direction, statistic } = lastTwoSampleEvidence({ golden: ones, fresh: [1, 1 + 1e-9, 1], shifts });
    expect(log).toBeLessThan(0);
    expect([direction, statistic]).toEqual([null, null]);
  });

  test('the seeds that leave it are counted, however far they went', () => {
    const near = lastTwoSampleEvidence({ golden: ones, fresh: [1, 0.99, 1, 0.99, 0.99], shifts });
    const far = lastTwoSampleEvidence({ golden: ones, fresh: [1, -7, 1, 0, -1e6], shifts });
    expect(near.log).toBe(far.log);
    expect(near.log).toBe(differingSeedsEvidence({ golden: 40, fresh: 5, differing: 3 }));
    expect([near.direction, far.direction]).toEqual(['down', 'down']);
    expect(lastTwoSampleEvidence({ golden: ones, fresh: [1.5], shifts }).direction).toBe('up');
  });

  test('the weight is as the file says: 5, 100 and 16,000 to 1', () => {
    const weight = (fresh: number) => Math.exp(differingSeedsEvidence({ golden: 40, fresh, differing: fresh }));
    expect([weight(1), weight(2), weight(4)].map((one) => Number(one.toPrecision(2)))).toEqual([4.9, 100, 16000]);
    expect(differingSeedsEvidence({ golden: 0, fresh: 3, differing: 3 })).toBe(0);
    expect(differingSeedsEvidence({ golden: 3, fresh: 0, differing: 0 })).toBe(0);
  });

  law.prop([fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 20 })])(
    'evidence rises with every seed that differs, from the first on',
    (seeds, fresh) => {
      for (let differing = 1; differing < fresh; differing++) {
        const of = (count: number) => differingSeedsEvidence({ golden: seeds, fresh, differing: count });
        expect(of(differing + 1)).toBeGreaterThan(of(differing));
      }
    },
  );

  test('whatever the true share, counts are an e-value: their mean is at most 1 over all outcomes', () => {
    const golden = 6;
    for (const share of [0.01, 0.1, 0.5, 0.9]) {
      for (const fresh of [1, 4, 9]) {
        let mean = 0;
        let ways = 1;
        for (let differing = 0; differing <= fresh; differing++) {
          const chance = ways * share ** differing * (1 - share) ** (fresh - differing) * (1 - share) ** golden;
          mean += chance * Math.exp(differingSeedsEvidence({ golden, fresh, differing }));
          ways = (ways * (fresh - differing)) / (differing + 1);
        }
        // Golden samples that have more than one value are judged by their spread, so this is a part of the mean only.
        expect(mean).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('evidence of golden seeds run again', () => {
  const again = (differences: readonly number[]) =>
    pairedEvidence({
      pairs: differences.map((difference, index) => ({ golden: index, now: index + difference })),
      shifts: DRIFT.pairedShifts,
    });

  test('is none where every number is the same again, which is said', () => {
    expect(again([0, 0, 0])).toEqual({ seeds: 3, log: 0, statistic: null, direction: null, isIdentical: true });
    expect(again([])).toEqual({ seeds: 0, log: 0, statistic: null, direction: null, isIdentical: false });
  });

  test('is a coin a seed after the first where all moved by the same', () => {
    expect(again([0.5, 0.5, 0.5, 0.5])).toMatchObject({ log: 3 * Math.LN2, direction: 'up', isIdentical: false });
    expect(again([-0.5, -0.5])).toMatchObject({ log: Math.LN2, direction: 'down' });
    expect(again([2])).toMatchObject({ seeds: 1, log: 0, direction: 'up' });
  });

  test('is of now less golden', () => {
    const { statistic, direction } = again([1, 3]);
    expect(statistic).toBeCloseTo(2, 12);
    expect(direction).toBe('up');
  });

  test('of eight seeds cannot raise an alarm of a year of commits, of sixteen it can', () => {
    const bar = Math.log(2 / (0.5 / (150 * 200)));
    const clear = (seeds: number) => again(Array.from({ length: seeds }, (_, index) => 100 + (index % 2) / 1e3)).log;
    expect(clear(8)).toBeLessThan(bar);
    expect(clear(16)).toBeGreaterThan(bar);
  });
});

describe('the mixture of shifts', () => {
  const law = { degreesOfFreedom: 20, precision: 2.5, shifts };

  test('is even in the statistic and rises with its size', () => {
    const sizes = [0, 0.5, 1, 2, 4, 8, 100];
    const up = sizes.map((size) => logShiftMixture(size, law));
    expect(up).toEqual(sizes.map((size) => logShiftMixture(-size, law)));
    for (const [index, log] of up.entries()) if (index > 0) expect(log).toBeGreaterThan(up[index - 1] ?? 0);
    expect(up[0]).toBeLessThan(0);
  });

  test('is an e-value: its mean over t statistics without a shift is 1', () => {
    // The density of t, by its kernel, summed over a fine grid.
    const { degreesOfFreedom } = law;
    let [mass, mean] = [0, 0];
    for (let t = -60; t <= 60; t += 0.01) {
      const density = (1 + (t * t) / degreesOfFreedom) ** (-(degreesOfFreedom + 1) / 2);
      mass += density;
      mean += density * Math.exp(logShiftMixture(t, law));
    }
    expect(mean / mass).toBeCloseTo(1, 6);
  });
});
