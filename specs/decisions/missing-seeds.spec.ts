// Seeds without a run, to the words and to the values that are tried in their place. Laws: families.spec.ts.
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule, PatternRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { decideWithMissing } from '../../src/decisions/missing-seeds.ts';
import { existence, trend } from './example-rules.ts';

const values = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6, 0.5, 0.45, 0.6, 0.55];
const range = { low: 0.2, high: 1 };

/** The samples with holes at these places. */
function holed<Sample>(samples: readonly Sample[], ...holes: readonly number[]): (Sample | null)[] {
  return samples.map((sample, index) => (holes.includes(index) ? null : sample));
}

describe('seeds without a run', () => {
  test('are none: the decision is that of the rule', () => {
    expect(decideWithMissing(existence, { samples: values, range })).toEqual(decide(existence, values));
    expect(decideWithMissing(existence, { samples: [], range })).toEqual(decide(existence, []));
  });

  test('are bounded up to three, by the least favourable of all combinations', () => {
    const decision = decideWithMissing(existence, { samples: holed(values, 0, 5, 11), range });
    const worst = decide(existence, values.with(0, 0.2).with(5, 0.2).with(11, 0.2));
    const ends = [0.2, 1];
    const pValues = ends.flatMap((a) =>
      ends.flatMap((b) =>
        ends.map((c) =>
          Math.max(
            ...decide(existence, values.with(0, a).with(5, b).with(11, c)).tests.map(({ pValue }) => pValue ?? 0),
          ),
        ),
      ),
    );
    expect(Math.max(...decision.tests.map(({ pValue }) => pValue ?? 0))).toBe(Math.max(...pValues));
    expect(decision.outcome).toBe(worst.outcome);
    expect(decision.reason).toMatch(
      / 3 of 12 seeds have no run; the verdict is the same with the worst and the best values\.$/,
    );
  });

  test('are too many from four on', () => {
    expect(decideWithMissing(existence, { samples: holed(values, 0, 1, 2, 3), range })).toMatchObject({
      outcome: 'invalid',
      reason: '4 of 12 seeds have no run, too many to bound.',
      seeds: 12,
      alpha: 0.05,
    });
  });

  test('make the decision invalid where their values could change it, with the verdicts in order', () => {
    expect(decideWithMissing(existence, { samples: holed(values, 3), range: { low: -30, high: 0.5 } })).toMatchObject({
      outcome: 'invalid',
      reason:
        '1 of 12 seeds have no run, and with the values they could have had the verdict would be inconclusive or reproduced.',
      seeds: 12,
      tests: [],
    });
  });

  test('leave a sequence open while it is open with any of their values', () => {
    const rule: DecisionRule = { ...existence, alpha: 0.01, design: SEQUENTIAL };
    const open = decideWithMissing(rule, { samples: holed(values.slice(0, 8), 2), range: { low: -0.6, high: 0.5 } });
    expect(open).toMatchObject({ outcome: 'invalid', sequence: { isDecided: false } });
    const closed = decideWithMissing(rule, { samples: holed(values.slice(0, 8), 2), range: { low: 0.3, high: 0.6 } });
    expect(closed).toMatchObject({ outcome: 'reproduced', sequence: { isDecided: true } });
  });

  test('of a trend are filled by a rise, its reverse, and each reversal of a step', () => {
    const rows = Array.from({ length: 9 }, (_, seed) =>
      [0, 1, 2, 3].map((level) => level + ((seed * 7 + level * 3) % 5) / 10),
    );
    const outcomes = (low: number, high: number) =>
      decideWithMissing(trend, { samples: [...rows, null], range: { low, high } });
    const fillings = (low: number, high: number) =>
      [
        [low, low, high, high],
        [high, high, low, low],
        [high, low, high, high],
        [low, high, low, high],
        [low, low, high, low],
      ].map((row) => decide(trend, [...rows, row]).outcome);
    for (const [low, high] of [
      [-6, 6],
      [0, 3],
      [1, 2],
      [-1, 1.5],
    ] as const) {
      const expected = new Set(fillings(low, high));
      const { outcome, reason } = outcomes(low, high);
      if (expected.size === 1) expect([outcome]).toEqual([...expected]);
      else expect(reason).toContain([...expected].sort().join(' or '));
    }
  });

  test('of a pattern are filled as it is expected and as it is not', () => {
    const rule: PatternRule = {
      kind: 'pattern',
      cells: [
        { name: 'late', expected: 'above' },
        { name: 'early', expected: 'chance' },
        { name: 'permuted', expected: 'control' },
      ],
      threshold: 0.03,
      margin: 0.03,
      alpha: 0.05,
      planned: { effect: 0.2, standardDeviation: 0.1 },
    };
    const wobble = [0.01, -0.008, 0.004, -0.01, 0.006, -0.003, 0.009, -0.007];
    const rows = wobble.map((_, seed) =>
      [0.2, 0, 0].map((mean, cell) => mean + (wobble[(seed * (1 + 2 * cell) + cell) % 8] ?? 0)),
    );
    const judged = (low: number, high: number) =>
      decideWithMissing(rule, { samples: [...rows, null], range: { low, high } });
    expect(judged(-0.01, 0.2).outcome).toBe('invalid');
    expect(judged(-0.01, 0.2).reason).toContain('would be inconclusive or reproduced');
    expect(judged(0.19, 0.21).reason).toContain('1 of 9 seeds have no run');
    const [kind, opposed] = [
      [0.025, 0, 0],
      [-0.025, 0.025, 0.025],
    ].map((row) => decide(rule, [...rows, row]));
    expect(new Set([kind?.outcome, opposed?.outcome])).toEqual(new Set([judged(-0.025, 0.025).outcome]));
  });
});
