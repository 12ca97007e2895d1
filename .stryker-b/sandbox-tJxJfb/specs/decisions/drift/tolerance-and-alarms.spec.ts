// Small parts of a drift verdict one by one, at their edges: the tolerance, what raises an alarm, sizes, and what has no spread.
import { describe, expect, test } from 'vitest';
import { DRIFT, goldenSample, isNumericallyClose } from '../../../src/decisions/drift/drift.ts';
import { welch } from '../../../src/decisions/drift/drift-equivalence.ts';
import { pairedEvidence } from '../../../src/decisions/drift/evidence-against-golden.ts';
import { driftAlarms } from '../../../src/decisions/drift/judge-drift.ts';
import { refusalOf } from '../../refusal.ts';

test('the tolerance has a part of its own and a part of the golden number', () => {
  const isClose = (golden: number, now: number) => isNumericallyClose({ golden, now }, DRIFT.tolerance);
  expect([isClose(1000, 1000.009), isClose(1000, 1000.011), isClose(-1000, -999.991)]).toEqual([true, false, true]);
  expect([isClose(0.001, 0.001_000_9), isClose(0.001, 0.001_002)]).toEqual([true, false]);
  const exact = { absolute: 0.5, relative: 0 };
  expect(isNumericallyClose({ golden: 1, now: 1.5 }, exact)).toBe(true);
  expect(isNumericallyClose({ golden: 1, now: Number.NaN }, exact)).toBe(false);
});

describe('alarms', () => {
  const evidence = (log: number, direction: 'up' | 'down' | null = 'up', seeds = 8) => ({
    seeds,
    log,
    direction,
    statistic: 0,
  });
  const alpha = 0.01;
  const threshold = Math.log(2 / alpha);
  const quiet = evidence(0);
  const reading = { log: 9, since: 3, direction: 'down', evidence: evidence(9, 'down', 16) } as const;
  const sources = (question: Parameters<typeof driftAlarms>[0], found: Parameters<typeof driftAlarms>[1]) =>
    driftAlarms(question, found).map(({ from }) => from);

  test('stand in order of their evidence, the loudest first', () => {
    const found = { paired: evidence(threshold + 0.1), fresh: evidence(threshold + 1) };
    const alarms = driftAlarms({ alpha, detector: { reading, threshold: 50 } }, found);
    expect(alarms.map(({ from, seeds, direction }) => [from, seeds, direction])).toEqual([
      ['detector', 16, 'down'],
      ['fresh-seeds', 8, 'up'],
      ['golden-seeds', 8, 'up'],
    ]);
    expect(alarms[0]?.eValue).toBeCloseTo(Math.exp(9), 6);
    expect(alarms.map((alarm) => alarm.threshold)).toEqual([50, 200, 200]);
  });

  test('need the evidence, the seeds and a direction', () => {
    const none = { alpha, detector: null };
    expect(sources(none, { paired: quiet, fresh: evidence(threshold) })).toEqual(['fresh-seeds']);
    expect(sources(none, { paired: quiet, fresh: evidence(threshold - 1e-9) })).toEqual([]);
    expect(sources(none, { paired: quiet, fresh: evidence(threshold, 'up', 7) })).toEqual([]);
    expect(sources(none, { paired: evidence(threshold + 1, null), fresh: quiet })).toEqual([]);
    expect(sources({ alpha, detector: { reading, threshold: 1e4 } }, { paired: quiet, fresh: quiet })).toEqual([]);
  });
});

describe('without a spread', () => {
  test('or with one of rounding alone, a golden sample has the deviation 0', () => {
    for (const value of [0.1, 0.7, 1 / 3, -5, 1e300]) {
      const next = value * (1 + Number.EPSILON);
      expect(goldenSample([value, value, next, value, next]).deviation).toBe(0);
    }
    expect(goldenSample([3]).deviation).toBeNull();
  });

  test('or with one that no double holds, two samples have no standard error', () => {
    expect(welch([1, 1], [2, 2])).toBeNull();
    expect(welch([1], [2, 3])).toBeNull();
    expect(welch([1, 2], [3])).toBeNull();
    expect(welch([-1.7e308, 1.7e308], [1, 2])).toBeNull();
    expect(welch([1, 1], [2, 4])).toMatchObject({ shift: 2, degreesOfFreedom: 1 });
  });
});

describe('golden seeds run again', () => {
  const evidenceOf = (pairs: readonly (readonly [number, number])[]) =>
    pairedEvidence({ pairs: pairs.map(([golden, now]) => ({ golden, now })), shifts: DRIFT.pairedShifts });

  test('are identical only if all of them are', () => {
    expect(
      evidenceOf([
        [1, 1],
        [2, 2],
      ]).isIdentical,
    ).toBe(true);
    expect(
      evidenceOf([
        [1, 1],
        [2, 2.5],
      ]).isIdentical,
    ).toBe(false);
    expect(evidenceOf([])).toEqual({ seeds: 0, log: 0, statistic: null, direction: null, isIdentical: false });
  });

  test('are refused where one gave no number, then or now', () => {
    for (const pair of [
      [1, Number.NaN],
      [Number.NaN, 1],
    ] as const) {
      expect(refusalOf(() => evidenceOf([[1, 1], pair])).parts.where).toContain('golden, now, golden, now');
    }
  });
});
