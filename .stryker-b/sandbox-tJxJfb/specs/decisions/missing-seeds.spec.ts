// Seeds without a run (decisions.md B0, promise 5). The oracle is the rule itself on a dense grid of values in the open places: what is
// decided must be what every filling comes to.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decide, weigh } from '../../src/decisions/decide.ts';
import type { Decision, DecisionRule, Outcome } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, STRICT, THREE_LOOKS } from '../../src/decisions/design.ts';
import { type BoundedSamples, decideWithMissing } from '../../src/decisions/missing-seeds.ts';
import { type Bounds, known } from '../../src/statistics/t-bounds.ts';
import { dispersion, equivalence, existence, existenceOfLess, pattern, trend, whole } from './example-rules.ts';

const values = [0.5, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6, 0.5, 0.45, 0.6, 0.55];
const sequential = { ...existence, alpha: 0.01, design: SEQUENTIAL } as const;

function holed<Sample extends number | readonly number[]>(
  samples: readonly Sample[],
  hole: Bounds,
  ...at: readonly number[]
): BoundedSamples {
  return samples.map((sample, index) => {
    if (!at.includes(index)) return sample;
    return typeof sample === 'number' ? hole : sample.map(() => hole);
  });
}

/** From one end to the other, both included. */
function gridOf({ low, high }: Bounds, points: number): number[] {
  return Array.from({ length: points }, (_, index) => low + ((high - low) * index) / (points - 1));
}

describe('seeds without a run', () => {
  test('are none: the decision is that of the rule', () => {
    expect(decideWithMissing(existence, values)).toEqual(decide(existence, values));
    expect(decideWithMissing(existence, [])).toEqual(decide(existence, []));
    expect(decideWithMissing(sequential, values)).toEqual(decide(sequential, values));
    expect(decideWithMissing(existence, values.map(known))).toEqual(decide(existence, values));
  });

  test('leave a verdict that nothing they could have shown would change; what is printed is of the seeds that ran', () => {
    const decision = whole(decideWithMissing(existence, holed(values, { low: 0.2, high: 1 }, 0, 5, 11)));
    const ran = values.filter((_, index) => ![0, 5, 11].includes(index));
    expect(decision.outcome).toBe('reproduced');
    expect(decision.effect).toEqual(whole(decide(existence, ran)).effect);
    expect(decision.reason).toMatch(
      /^Over the 9 seeds that ran the mean is 0\.51.* 3 of 12 seeds have no run; with any value that they could have had every test passes\.$/,
    );
    // The tests state what even the least favourable filling shows.
    const pValues = gridOf({ low: 0.2, high: 1 }, 9).map((a) =>
      whole(decide(existence, values.with(0, a).with(5, 0.2).with(11, 0.2))).tests.map(({ pValue }) => pValue ?? 1),
    );
    for (const [index, { pValue }] of decision.tests.entries()) {
      expect(pValue).toBeGreaterThanOrEqual(Math.max(...pValues.map((row) => row[index] ?? 1)) * (1 - 1e-9));
    }
  });

  test('never make a verdict where the rule itself would have given another: both ends of a range inflate the spread', () => {
    // 31 clear seeds and a hole: with either end of the range the t statistic falls, so both leave open what every value between them shows.
    const rule: DecisionRule = {
      ...sequential,
      threshold: 0.1,
      planned: { effect: 0.323, standardDeviation: 0.2 },
    };
    const clear = Array.from({ length: 32 }, (_, seed) => 0.2 + ((seed * 7) % 11) / 60);
    expect(decide(rule, clear).outcome).toBe('reproduced');
    expect([-6, 6].map((end) => decide(rule, clear.with(2, end)).outcome)).toEqual(['inconclusive', 'inconclusive']);
    const decision = decideWithMissing(rule, holed(clear, { low: -6, high: 6 }, 2));
    expect(decision.outcome).toBe('invalid');
    expect(decision.reason).toMatch(/1 of \d+ seeds has no run, and with the values they could have had/);
    // A tighter range is made up for by the seeds after it.
    expect(decideWithMissing(rule, holed(clear, { low: 0, high: 1 }, 2)).outcome).toBe('reproduced');
  });

  test('are too many from four on, unless it was decided before the fourth', () => {
    const hole = { low: 0.2, high: 1 };
    expect(decideWithMissing(existence, holed(values, hole, 0, 1, 2, 3))).toEqual({
      outcome: 'invalid',
      reason: '4 of 4 seeds have no run, too many to bound.',
      seeds: 4,
      alpha: 0.05,
    });
    const rule = { ...sequential, planned: existence.planned };
    const long = [...values, ...values];
    expect(decideWithMissing(rule, holed(long, hole, 1, 2, 3, 20))).toMatchObject({ outcome: 'reproduced' });
    expect(decideWithMissing(rule, holed(long, hole, 1, 2, 3, 5))).toMatchObject({
      outcome: 'invalid',
      seeds: 6,
      sequence: { isDecided: true, stoppedBy: 'invalid' },
    });
  });

  test('that nothing bounds end it, and so does one among bets by signs; what stopped before them stands', () => {
    const hole = { low: Number.NEGATIVE_INFINITY, high: 0 };
    expect(decideWithMissing(sequential, holed(values, hole, 3))).toMatchObject({
      outcome: 'invalid',
      seeds: 4,
      reason: 'A seed has no run, and nothing bounds what it could have shown.',
    });
    expect(decideWithMissing(sequential, holed(values, hole, 10))).toEqual(decide(sequential, values.slice(0, 10)));
    const bySigns = { ...sequential, threshold: 0, design: STRICT };
    expect(decideWithMissing(bySigns, holed(values, { low: 0, high: 1 }, 3)).reason).toMatch(/^A seed has no run, and/);
  });

  test('leave a sequence open while more seeds could still agree, and close it once two verdicts are possible', () => {
    const eight = values.slice(0, 8);
    const open = decideWithMissing(sequential, holed(eight, { low: -0.6, high: 0.5 }, 2));
    expect(open).toMatchObject({ outcome: 'inconclusive', sequence: { isDecided: false, nextLookAt: 9 } });
    const closed = decideWithMissing(sequential, holed(eight, { low: 0.3, high: 0.6 }, 2));
    expect(closed).toMatchObject({ outcome: 'reproduced', sequence: { isDecided: true } });
    const either = decideWithMissing({ ...sequential, threshold: 0.3 }, holed(eight, { low: -3, high: 3 }, 2));
    expect(either).toMatchObject({ outcome: 'invalid', sequence: { isDecided: true } });
    const few = decideWithMissing(sequential, holed(values.slice(0, 2), { low: 0, high: 1 }, 0));
    expect(few).toMatchObject({ outcome: 'invalid', sequence: { isDecided: false, nextLookAt: 8 } });
  });

  test('turn round zero with the direction of the claim', () => {
    const less = values.map((value) => -value);
    const decision = whole(decideWithMissing(existenceOfLess, holed(less, { low: -1, high: -0.2 }, 0, 5)));
    const mirrored = whole(decideWithMissing(existence, holed(values, { low: 0.2, high: 1 }, 0, 5)));
    expect(decision.outcome).toBe('reproduced');
    expect(decision.tests.map(({ pValue }) => pValue)).toEqual(mirrored.tests.map(({ pValue }) => pValue));
  });

  test('a value that is no number beside them is invalid, as it is without them', () => {
    const broken = holed(values, { low: 0, high: 1 }, 2).with(5, Number.NaN);
    expect(decideWithMissing(existence, broken)).toMatchObject({
      outcome: 'invalid',
      reason: expect.stringMatching(/not a finite/),
    });
    expect(decideWithMissing(sequential, broken)).toMatchObject({
      outcome: 'invalid',
      reason: expect.stringMatching(/not a finite/),
    });
  });

  test('of a pattern break it where a control is off chance whatever they show, and colour its cells', () => {
    const wobble = [0.01, -0.008, 0.004, -0.01, 0.007];
    const rowsWith = (...means: readonly number[]) =>
      Array.from({ length: 12 }, (_, seed) => means.map((mean, cell) => mean + (wobble[(seed * 3 + cell) % 5] ?? 0)));
    const hole = { low: -0.05, high: 0.05 };
    const sound = whole(decideWithMissing(pattern, [...rowsWith(0.2, 0, 0), [{ low: 0.1, high: 0.3 }, hole, hole]]));
    expect(sound.outcome).toBe('reproduced');
    expect(sound.cells?.map(({ colour }) => colour)).toEqual(['above', 'chance']);
    const broken = decideWithMissing(pattern, [...rowsWith(0.2, 0, 0.2), [0.2, 0, { low: 0.1, high: 0.3 }]]);
    expect(broken).toMatchObject({
      outcome: 'invalid',
      reason: expect.stringContaining('control permuted is not at chance'),
    });
  });
});

describe('whatever a missing seed could have shown', () => {
  const integers = fc.array(fc.integer({ min: -40, max: 110 }), { minLength: 8, maxLength: 16 });
  const range = fc
    .tuple(fc.integer({ min: -100, max: 60 }), fc.integer({ min: 1, max: 160 }))
    .map(([low, width]) => ({ low: low / 100, high: (low + width) / 100 }));
  const rules: readonly [string, DecisionRule][] = [
    ['existence, once', existence],
    ['existence, sequential', sequential],
    ['existence at three looks', { ...existence, design: THREE_LOOKS }],
    ['equivalence, once', { ...equivalence, margin: 0.5 }],
    ['equivalence, sequential', { ...equivalence, margin: 0.6, alpha: 0.01, design: SEQUENTIAL }],
    ['dispersion, once', { ...dispersion, margin: 0.5, alpha: 0.05, shareBelow: 0.5 }],
    ['dispersion, sequential', { ...dispersion, margin: 0.6, shareBelow: 0.6, design: SEQUENTIAL }],
    ['dispersion at three looks', { ...dispersion, margin: 0.7, shareBelow: 0.6, alpha: 0.05, design: THREE_LOOKS }],
  ];

  law.prop([integers, range, fc.nat(), fc.constantFrom(...rules)])(
    'a verdict that stands is the verdict with it',
    (hundredths, hole, pick, [, rule]) => {
      const kept = hundredths.map((hundredth) => hundredth / 100);
      const at = pick % kept.length;
      const decision = decideWithMissing(rule, holed(kept, hole, at));
      const found = outcomesOn(
        rule,
        gridOf(hole, 41).map((value) => kept.with(at, value)),
      );
      expectToHoldFor(decision, found);
    },
  );

  law.prop([integers, range, fc.nat(), fc.constantFrom(...rules)])(
    'also of two that are missing',
    (hundredths, hole, pick, [, rule]) => {
      const kept = hundredths.map((hundredth) => hundredth / 100);
      const [first, second] = [pick % kept.length, (pick + 3) % kept.length];
      const decision = decideWithMissing(rule, holed(kept, hole, first, second));
      const grid = gridOf(hole, 7);
      const found = outcomesOn(
        rule,
        grid.flatMap((a) => grid.map((b) => kept.with(first, a).with(second, b))),
      );
      expectToHoldFor(decision, found);
    },
  );

  const rowsOf = (width: number) =>
    fc.array(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: width, maxLength: width }), {
      minLength: 8,
      maxLength: 12,
    });
  const tables: readonly [DecisionRule, readonly number[]][] = [
    [trend, [0, 0.8, 1.6, 2.4]],
    [{ ...trend, alpha: 0.01, design: SEQUENTIAL }, [0, 0.8, 1.6, 2.4]],
    [{ ...pattern, threshold: 0.1, margin: 0.5 }, [1, 0, 0]],
    [{ ...pattern, threshold: 0.1, margin: 0.6, alpha: 0.01, design: SEQUENTIAL }, [1, 0, 0]],
  ];
  for (const [index, [rule, means]] of tables.entries()) {
    law.prop([rowsOf(means.length), range, fc.nat(), fc.nat()])(
      `a row or one of its cells, by rule ${index} (${rule.kind})`,
      (table, hole, pick, cell) => {
        const rows = table.map((row) => row.map((value, column) => value / 100 + (means[column] ?? 0)));
        const at = pick % rows.length;
        const row = rows[at] as number[];
        const column = cell % row.length;
        const near = { low: hole.low + (means[column] ?? 0), high: hole.high + (means[column] ?? 0) };
        const one = decideWithMissing(rule, rows.with(at, row.with(column, near as never)) as BoundedSamples);
        const filled = (cells: readonly number[]) => rows.with(at, [...cells]);
        expectToHoldFor(
          one,
          outcomesOn(
            rule,
            gridOf(near, 21).map((value) => filled(row.with(column, value))),
          ),
        );
        const bounds = means.map((mean) => ({ low: hole.low + mean, high: hole.high + mean }));
        const decision = decideWithMissing(rule, rows.with(at, bounds as never) as BoundedSamples);
        const corners = bounds.reduce<number[][]>(
          (found, { low, high }) =>
            found.flatMap((cells) => [low, (low + high) / 2, high].map((end) => [...cells, end])),
          [[]],
        );
        expectToHoldFor(decision, outcomesOn(rule, corners.map(filled)));
      },
    );
  }
});

function outcomesOn(rule: DecisionRule, fillings: readonly (readonly number[] | readonly (readonly number[])[])[]) {
  return new Set(fillings.map((samples) => weigh(rule, samples as readonly number[]).outcome));
}

/** A verdict is that of every filling; what every filling agrees on as a result need not be found, where it is not it must not be one. */
function expectToHoldFor(decision: Decision, found: ReadonlySet<Outcome>): void {
  if (decision.outcome === 'reproduced' || decision.outcome === 'not-reproduced') {
    expect([...found]).toEqual([decision.outcome]);
  }
  if (decision.outcome === 'inconclusive') {
    for (const outcome of found)
      expect(decision.sequence?.isDecided === false || outcome === 'inconclusive' || outcome === 'invalid').toBe(true);
  }
}
