// Laws and examples of the trend rule (decisions.md B2): a test of trend alone is not evidence of monotonicity.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { TrendRule } from '../../src/decisions/decision.ts';
import { decideSoundly, trend } from './example-rules.ts';

/** Rows that follow `profile`, with small fixed deviations that differ by seed and level. */
function rowsAround(profile: readonly number[], { seeds = 8, noise = 0.1 } = {}): number[][] {
  return Array.from({ length: seeds }, (_, seed) =>
    profile.map((value, level) => value + noise * Math.sin(7 * seed + 3 * level + seed * level)),
  );
}

const failing = (rule: TrendRule, rows: readonly (readonly number[])[]): string[] =>
  decideSoundly(rule, rows)
    .tests.filter((test) => !test.passed)
    .map((test) => test.name);

describe('the trend rule', () => {
  test('reproduces a rise in even steps', () => {
    const decision = decideSoundly(trend, rowsAround([0, 0.5, 1, 1.5]));
    expect(decision).toMatchObject({ outcome: 'reproduced', trendOnly: false });
    expect(decision.tests).toHaveLength(1 + 1 + 3 + 2);
    expect(decision.effect?.estimate).toBeCloseTo(1.5, 0);
    expect(decision.power).toBeGreaterThan(0.9);
  });

  test('reproduces a rise with a plateau, as a plateau is no reversal', () => {
    expect(decideSoundly(trend, rowsAround([0, 0, 1, 1])).outcome).toBe('reproduced');
  });

  test('refutes an umbrella, though contrast and Page would both reject: trend only', () => {
    const rule = { ...trend, levels: ['a', 'b', 'c', 'd', 'e'] };
    const rows = rowsAround([0, 1, 2, 3, 1]);
    expect(decideSoundly(rule, rows)).toMatchObject({ outcome: 'not-reproduced', trendOnly: true });
    expect(failing(rule, rows)).toEqual(['no reversal from d to e (paired t)']);
    expect(decideSoundly(rule, rows).reason).toMatch(/a reversal is shown.*\(trend only\)\.$/);
  });

  test('calls a rise that falls short of the endpoint threshold trend only, and refutes the claim', () => {
    const decision = decideSoundly(trend, rowsAround([0, 0.1, 0.2, 0.3], { noise: 0.05 }));
    expect(decision).toMatchObject({ outcome: 'not-reproduced', trendOnly: true });
  });

  test('calls a rise whose size is not settled trend only, and stays inconclusive', () => {
    const decision = decideSoundly(trend, rowsAround([0, 0.2, 0.4, 0.6], { noise: 0.15 }));
    expect(decision).toMatchObject({ outcome: 'inconclusive', trendOnly: true });
  });

  test('refutes a flat line and a fall, and calls neither a trend', () => {
    for (const profile of [
      [1, 1, 1, 1],
      [3, 2, 1, 0],
    ]) {
      expect(decideSoundly(trend, rowsAround(profile))).toMatchObject({ outcome: 'not-reproduced', trendOnly: false });
    }
  });

  test('is inconclusive about noise', () => {
    const decision = decideSoundly(trend, rowsAround([0, 0.2, 0.3, 0.5], { seeds: 4, noise: 2 }));
    expect(decision).toMatchObject({ outcome: 'inconclusive', trendOnly: false });
  });

  test('decides levels at a ceiling, where a step has no spread, by exact sign tests', () => {
    const rows = rowsAround([0, 0.5, 1, 1]).map(([first = 0, second = 0]) => [first, second, 1, 1]);
    const decision = decideSoundly(trend, rows);
    expect(decision.outcome).toBe('reproduced');
    expect(decision.tests.map((test) => test.name)).toContain('no reversal from half to all (sign test)');
  });

  test.each([
    [0, 1, 2, 3],
    [1, 1, 1, 1],
  ])('is invalid where the ends differ by the same in every seed', (...levels) => {
    const decision = decideSoundly(
      trend,
      rowsAround(levels).map(() => levels),
    );
    expect(decision.outcome).toBe('invalid');
  });

  test('is invalid for fewer than two seeds, and for any level that is not finite', () => {
    const rows = rowsAround([0, 0.5, 1, 1.5]);
    for (const broken of [
      [],
      rows.slice(0, 1),
      [...rows, [0, 1, Number.NaN, 2]],
      [...rows, [-1.7e308, 0, 0, 1.7e308]],
    ]) {
      expect(decideSoundly(trend, broken)).toMatchObject({ outcome: 'invalid', effect: null, tests: [] });
    }
  });

  const table = fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 4 }), {
    minLength: 2,
    maxLength: 8,
  });

  law.prop([table])('never reproduces a table together with its levels in reverse', (rows) => {
    const forward = decideSoundly(
      trend,
      rows.map((row) => row.map((value) => value / 10)),
    );
    const backward = decideSoundly(
      trend,
      rows.map((row) => row.map((value) => value / 10).reverse()),
    );
    expect([forward.outcome, backward.outcome]).not.toEqual(['reproduced', 'reproduced']);
  });

  law.prop([table.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))])(
    'gives the same outcome whatever the order of the seeds',
    ([rows, other]) => {
      expect(decideSoundly(trend, other).outcome).toBe(decideSoundly(trend, rows).outcome);
    },
  );

  law.prop([
    fc.array(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 4, maxLength: 4 }), {
      maxLength: 8,
    }),
  ])('decides about any finite table without throwing', (rows) => {
    decideSoundly(trend, rows);
  });
});
