// Seeds without a run, to the words and to the values that are tried in their place. Laws: families.spec.ts.
import { describe, expect, test } from 'vitest';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { decideWithMissing as decideBounded } from '../../src/decisions/missing-seeds.ts';
import {
  decideWhole as decide,
  existence,
  existenceOfLess,
  pattern,
  trend,
  type Whole,
  whole,
} from './example-rules.ts';

const decideWithMissing = (...asked: Parameters<typeof decideBounded>) => whole(decideBounded(...asked));

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

  test('are shown by the filling that takes longest, or whose least test is worst, wherever that stands', () => {
    const less = values.map((value) => -value);
    const decision = decideWithMissing(existenceOfLess, { samples: holed(less, 0, 5), range: { low: -1, high: 0.1 } });
    expect(decision.tests).toEqual(decide(existenceOfLess, less.with(0, 0.1).with(5, 0.1)).tests);
    const rule: DecisionRule = { ...existence, threshold: 0.2, alpha: 0.01, design: SEQUENTIAL };
    for (const range of [
      { low: 0.1, high: 0.5 },
      { low: 0.5, high: 1.5 },
    ]) {
      const ends = [range.low, range.high].map((end) => decide(rule, values.with(2, end)));
      expect(ends[0]?.seeds).not.toBe(ends[1]?.seeds);
      const longest = ends.find(({ seeds }) => seeds === Math.max(...ends.map((end) => end.seeds)));
      const shown = decideWithMissing(rule, { samples: holed(values, 2), range });
      expect([shown.seeds, shown.sequence, shown.tests]).toEqual([longest?.seeds, longest?.sequence, longest?.tests]);
    }
  });

  test('of a fixed design give no sequence, and of a sequence a closed one where all of their values close it', () => {
    const range = { low: -30, high: 0.5 };
    expect(decideWithMissing(existence, { samples: holed(values, 3), range })).not.toHaveProperty('sequence');
    const rule: DecisionRule = { ...existence, alpha: 0.01, design: SEQUENTIAL };
    const closed = decideWithMissing(rule, { samples: holed(values.slice(0, 8), 2), range: { low: -3, high: 0.5 } });
    expect(closed).toMatchObject({ outcome: 'invalid', sequence: { isDecided: true } });
  });

  test.each([
    ['rise', { low: 0, high: 3 }, {}],
    ['fall', { low: 1.4, high: 1.6 }, {}],
    ['step', { low: 1, high: 1.6 }, { reversalMargin: 0.1, endpointThreshold: 0 }],
    ['other step', { low: 1, high: 2.2 }, { reversalMargin: 0.3, endpointThreshold: 0 }],
  ])(
    'of a trend are filled by a rise, its reverse, and each reversal of a step: where a %s is worst',
    (_, { low, high }, change) => {
      const rule = { ...trend, ...change };
      const rows = Array.from({ length: 9 }, (_row, seed) =>
        [0, 1, 2, 3].map((level) => level + ((seed * 7 + level * 3) % 5) / 10),
      );
      const fillings = [
        [low, low, high, high],
        [high, high, low, low],
        [high, low, high, high],
        [low, high, low, high],
        [low, low, high, low],
      ].map((row) => decide(rule, [...rows, row]));
      const worst = fillings.reduce((left, right) => (leastSure(right) > leastSure(left) ? right : left));
      const shown = decideWithMissing(rule, { samples: [...rows, null], range: { low, high } });
      const outcomes = [...new Set(fillings.map(({ outcome }) => outcome))];
      if (outcomes.length === 1) expect(shown.tests).toEqual(worst.tests);
      else expect(shown.reason).toContain(outcomes.sort().join(' or '));
    },
  );

  test('of a pattern are filled as it is expected and as it is not', () => {
    const rule = pattern;
    const wobble = [0.01, -0.008, 0.004, -0.01, 0.007];
    const rows = wobble.map((_, seed) =>
      [0.2, 0, 0].map((mean, cell) => mean + (wobble[(seed * (1 + 2 * cell) + cell) % 4] ?? 0)),
    );
    const outcomesAt = (low: number, high: number, count = 4) =>
      decideWithMissing(rule, { samples: [...rows.slice(0, count), null], range: { low, high } }).reason;
    // Five seeds must all point one way, so a cell above chance needs the best value, and a cell at chance one near 0.
    const either = 'would be inconclusive or reproduced';
    expect(outcomesAt(-0.2, 0.2)).toContain(either);
    expect(outcomesAt(-0.02, 0.02)).toContain(either);
    expect(outcomesAt(0.19, 0.21)).not.toContain(either);
    // Of six seeds one may be 0 in every cell; only the worst value above chance, or the best at chance, is in the way.
    expect(outcomesAt(-0.5, 0.02, 5)).toContain(either);
    expect(outcomesAt(0, 0.5, 5)).toContain(either);
  });
});

function leastSure({ tests }: Whole): number {
  return Math.max(...tests.map(({ pValue }) => pValue ?? 0));
}
