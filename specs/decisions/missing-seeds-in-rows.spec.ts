// What is said where seeds of a trend or a pattern have no run, wholly or in one level or cell: of the seeds that ran, by the outcome that every
// filling has; and when such a sequence ends. That no filling has another outcome: missing-seeds.spec.ts.
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule, Samples } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, THREE_LOOKS } from '../../src/decisions/design.ts';
import { effectOf, intervalOf } from '../../src/decisions/effect.ts';
import { type BoundedSamples, decideWithMissing } from '../../src/decisions/missing-seeds.ts';
import type { Bounds } from '../../src/statistics/t-bounds.ts';
import { equivalence, existence, pattern, trend, whole } from './example-rules.ts';

const NOISE = [0.1, -0.08, 0.04, -0.1, 0.06, -0.03, 0.09, -0.07, 0.02, -0.02, 0.07, -0.08];
const rowsAbout = (means: readonly number[], { scale = 1, seeds = 12 } = {}): number[][] =>
  Array.from({ length: seeds }, (_, seed) =>
    means.map((mean, cell) => mean + scale * (NOISE[(seed * (1 + 2 * cell) + cell) % 12] ?? 0)),
  );

/** Without the value of one seed in one column; of rules of one mean without that of the seed. */
function holed(rows: readonly (readonly number[])[], [seed, column]: readonly [number, number], hole: Bounds) {
  return rows.map((row, at) => {
    if (row.length === 1) return at === seed ? hole : (row[0] ?? 0);
    return at === seed ? row.map((value, of) => (of === column ? hole : value)) : row;
  }) as BoundedSamples;
}

function stopsOfFillings(rule: DecisionRule, samples: BoundedSamples): Set<unknown> {
  const fillings = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    samples.map((sample) => {
      const filled = [sample].flat().map((value) => {
        return typeof value === 'number' ? value : value.low + share * (value.high - value.low);
      });
      return Array.isArray(sample) ? filled : filled[0];
    }),
  );
  return new Set(
    fillings.map((filling) => {
      const { outcome, sequence } = decide(rule, filling as unknown as Samples);
      return sequence?.isDecided === true ? sequence.stoppedBy : outcome;
    }),
  );
}

const sequentially = <Rule extends DecisionRule>(rule: Rule) => ({ ...rule, alpha: 0.01, design: SEQUENTIAL }) as const;

describe('effect, label and colours are of the seeds that ran', () => {
  const without = (rows: readonly (readonly number[])[], seed: number) => rows.filter((_, at) => at !== seed);

  test('of a trend that is reproduced', () => {
    const rows = rowsAbout([0, 0.5, 1, 1.5]);
    const decision = whole(decideWithMissing(trend, holed(rows, [4, 0], { low: -0.5, high: 0.5 })));
    const ran = whole(decide(trend, without(rows, 4)));
    expect(decision).toMatchObject({ outcome: 'reproduced', trendOnly: false, seeds: 12 });
    expect(decision.effect).toEqual(ran.effect);
    expect(decision.cells).toBeUndefined();
  });

  test('of a trend that is refuted, by the steps that no filling saves', () => {
    const rows = rowsAbout([0, 1, 2, 0.7]);
    const decision = whole(decideWithMissing(trend, holed(rows, [4, 1], { low: 0.9, high: 1.1 })));
    expect(decision.outcome).toBe('not-reproduced');
    expect(decision.effect).toEqual(whole(decide(trend, without(rows, 4))).effect);
    expect(decision.reason).toMatch(/it is shown not to hold \(no reversal from half to all\)\.$/);
    const closed = whole(decideWithMissing(trend, holed(rowsAbout([0, 0.1, 0.2, 0.3]), [4, 1], { low: 0, high: 0.2 })));
    expect(closed).toMatchObject({ outcome: 'not-reproduced', trendOnly: true });
    expect(closed.reason).toMatch(/\(last minus first\)\.$/);
  });

  test('of a pattern', () => {
    const rows = rowsAbout([0.2, 0, 0], { scale: 0.1 });
    const ran = whole(decide(pattern, without(rows, 4)));
    for (const cell of [0, 1, 2]) {
      const decision = whole(decideWithMissing(pattern, holed(rows, [4, cell], { low: 0, high: 0.02 })));
      expect(decision).toMatchObject({ outcome: 'reproduced', effect: ran.effect, cells: ran.cells });
      expect(decision.trendOnly).toBeUndefined();
    }
    const flat = rowsAbout([0.2, 0.2, 0], { scale: 0.1 });
    const refuted = decideWithMissing(pattern, holed(flat, [4, 1], { low: 0.1, high: 0.3 }));
    expect(refuted.reason).toMatch(/it is shown not to hold \(early\)\.$/);
  });

  test('of an equivalence', () => {
    const rows = rowsAbout([0.5]);
    const rule = { ...equivalence, margin: 0.25 };
    const refuted = whole(decideWithMissing(rule, holed(rows, [4, 0], { low: 0.2, high: 0.9 })));
    expect(refuted.outcome).toBe('not-reproduced');
    expect(refuted.reason).toMatch(/it is shown not to hold \(mean\)\.$/);
    expect(refuted.effect).toEqual(whole(decide(rule, without(rows, 4).flat())).effect);
  });

  test('a level that is no number beside them is invalid, be it in the middle', () => {
    const rows = rowsAbout([0, 0.5, 1, 1.5]).map((row, seed) => (seed === 7 ? row.with(1, Number.NaN) : row));
    for (const rule of [trend, { ...trend, design: THREE_LOOKS }]) {
      const decision = decideWithMissing(rule, holed(rows, [4, 0], { low: 0, high: 1 }));
      expect(decision.outcome).toBe('invalid');
      expect(decision.reason).toContain('not a finite number');
    }
  });
});

describe('a sequence with a missing seed', () => {
  const near = { low: 0.38, high: 0.42 };

  test.each<[string, DecisionRule, BoundedSamples]>([
    ['a mean', sequentially(existence), holed(rowsAbout([0.1]), [3, 0], { low: 0, high: 0.1 })],
    ['the ends of a trend', sequentially(trend), holed(rowsAbout([0, 0.2, 0.35, 0.5]), [3, 2], near)],
    [
      'a cell of a pattern',
      sequentially(pattern),
      holed(rowsAbout([0.03, 0, 0], { scale: 0.1 }), [3, 1], { low: -0.01, high: 0.01 }),
    ],
  ])('is given up where whatever is filled in would be: %s', (_, rule, samples) => {
    expect(stopsOfFillings(rule, samples)).toEqual(new Set(['given-up']));
    const decision = decideWithMissing(rule, samples);
    expect(decision).toMatchObject({ outcome: 'inconclusive', sequence: { isDecided: true, stoppedBy: 'given-up' } });
    expect(decision.reason).toMatch(/with any value that they could have had it is neither shown nor refuted\.$/);
  });

  test('goes on where only some would be', () => {
    const wide = holed(rowsAbout([0.1]), [3, 0], { low: -0.4, high: 0.6 });
    expect(decideWithMissing(sequentially(existence), wide)).toMatchObject({
      outcome: 'inconclusive',
      sequence: { isDecided: false },
    });
  });

  test('ends at its most seeds', () => {
    const rule = { ...sequentially(existence), design: { ...SEQUENTIAL, mostSeeds: 9 } };
    const samples = holed(rowsAbout([0.15]), [3, 0], { low: 0, high: 0.1 });
    expect(stopsOfFillings(rule, samples)).toEqual(new Set(['maximum']));
    expect(decideWithMissing(rule, samples)).toMatchObject({
      outcome: 'inconclusive',
      seeds: 9,
      sequence: { isDecided: true, stoppedBy: 'maximum', look: 2 },
    });
  });

  test('is refuted or shown with the evidence of the least favourable filling', () => {
    for (const [means, outcome, stoppedBy] of [
      [[0, 1, 2, 0.7], 'not-reproduced', 'evidence-against'],
      [[0, 0.5, 1, 1.5], 'reproduced', 'evidence-for'],
    ] as const) {
      const samples = holed(rowsAbout(means), [3, 1], { low: 0.4, high: 1.1 });
      expect(stopsOfFillings(sequentially(trend), samples)).toEqual(new Set([stoppedBy]));
      const decision = whole(decideWithMissing(sequentially(trend), samples));
      expect(decision).toMatchObject({ outcome, trendOnly: false, sequence: { isDecided: true, stoppedBy } });
      expect(decision.sequence?.evidence.map(({ name }) => name)).toEqual([
        'rising contrast',
        'no reversal from none to some',
        'no reversal from some to half',
        'no reversal from half to all',
        'last minus first',
      ]);
    }
  });

  test('ends at the look at which two outcomes are possible, without evidence', () => {
    const samples = holed(rowsAbout([0.3]), [2, 0], { low: -1, high: 1 });
    const decision = decideWithMissing(sequentially(existence), samples);
    expect(stopsOfFillings(sequentially(existence), samples.slice(0, decision.seeds)).size).toBeGreaterThan(1);
    expect(decision.reason).toMatch(/^1 of \d+ seeds has no run, and with the values they could have had/);
    expect(decision).toMatchObject({
      outcome: 'invalid',
      sequence: { isDecided: true, stoppedBy: 'invalid', eValue: null, evidence: [] },
    });
    expect(decision.seeds).toBeLessThan(samples.length);
  });

  test('that ended invalid before the seed stays so, though the control came back to chance', () => {
    const rows = Array.from({ length: 24 }, (_, seed) =>
      [0.2, 0, seed < 8 ? 0.06 : -0.04].map((mean, cell) => mean + (NOISE[(seed * 3 + cell) % 12] ?? 0) / 10),
    );
    const rule = sequentially(pattern);
    const ended = decide(rule, rows);
    expect(ended).toMatchObject({ outcome: 'invalid', seeds: 8 });
    for (const cell of [0, 1, 2]) {
      const decision = decideWithMissing(rule, holed(rows, [12, cell], { low: -0.05, high: 0.3 }));
      expect({ ...decision, sequence: null }).toEqual({ ...ended, sequence: null });
    }
  });

  test('is broken by a control whatever is filled in', () => {
    const rows = rowsAbout([0.2, 0, 0.2], { scale: 0.1 });
    for (const rule of [pattern, sequentially(pattern)]) {
      const decision = decideWithMissing(rule, holed(rows, [4, 2], { low: 0.1, high: 0.3 }));
      expect(decision.outcome).toBe('invalid');
      expect(decision.reason).toMatch(
        /^The control permuted is not at chance\. 1 of \d+ seeds has no run; with any value that they could have had it is not\.$/,
      );
    }
  });
});

describe('what stands beside an outcome', () => {
  const values = rowsAbout([0.5]).flat();
  const samples = holed(rowsAbout([0.5]), [3, 0], { low: 0.3, high: 0.7 });
  const ran = (seeds: number) => values.slice(0, seeds).toSpliced(3, 1);

  test('is an interval and estimates of the seeds that ran, by the design', () => {
    const rule = sequentially(existence);
    const decision = whole(decideWithMissing(rule, samples));
    expect(decision.outcome).toBe('reproduced');
    expect(decision.effect).toEqual(effectOf(ran(decision.seeds), intervalOf(rule, SEQUENTIAL)));
    const seeds = decision.seeds - 1;
    expect(decision.estimates?.inDirection).toMatchObject({ seeds, of: seeds });
    expect(decision.tests).toHaveLength(2);
  });

  test('are looks of a design of three, and no estimates', () => {
    const decision = whole(decideWithMissing({ ...existence, design: THREE_LOOKS }, samples));
    expect(decision).toMatchObject({
      outcome: 'reproduced',
      seeds: 6,
      effect: effectOf(ran(6), intervalOf(existence, null)),
    });
    expect(decision.sequence).toEqual({
      isDecided: true,
      stoppedBy: 'evidence-for',
      look: 1,
      fewestSeeds: 6,
      mostSeeds: 20,
      eValue: null,
      evidence: [],
    });
    expect(decision.estimates).toBeUndefined();
  });

  test('is no sequence of a design that looks once', () => {
    const decision = whole(decideWithMissing(existence, samples));
    expect([decision.sequence, decision.estimates]).toEqual([undefined, undefined]);
    const wide = decideWithMissing(existence, holed(rowsAbout([0.5]), [3, 0], { low: -9, high: 0.7 }));
    expect(wide.reason).toMatch(/the verdict would be inconclusive or reproduced\.$/);
  });

  test('is nothing but the seeds before the first look', () => {
    for (const [rule, means] of [
      [trend, [0, 0.5, 1, 1.5]],
      [pattern, [0.2, 0, 0]],
    ] as const) {
      const few = holed(rowsAbout(means, { seeds: 4 }), [1, 1], { low: 0, high: 0.1 });
      const decision = whole(decideWithMissing(sequentially(rule), few));
      expect(decision).toMatchObject({
        outcome: 'inconclusive',
        tests: [],
        sequence: { isDecided: false, look: 0, nextLookAt: 8, evidence: [], eValue: null },
      });
      expect(decision.trendOnly).toBe(rule === trend ? false : undefined);
      expect(decision.cells).toBeUndefined();
    }
  });
});

describe('seeds that cannot be judged', () => {
  const open = { low: 0.2, high: 0.7 };

  test('end a sequence where one is no number, and leave it open where they do not vary yet', () => {
    const broken = holed(rowsAbout([0.5]), [3, 0], open).with(5, Number.NaN);
    expect(decideWithMissing(sequentially(existence), broken)).toMatchObject({
      outcome: 'invalid',
      sequence: { isDecided: true, stoppedBy: 'invalid' },
    });
    const silent = holed(
      Array.from({ length: 12 }, () => [0.5]),
      [3, 0],
      open,
    );
    const waiting = decideWithMissing(sequentially(existence), silent);
    expect(waiting).toMatchObject({ outcome: 'invalid', seeds: 12, sequence: { isDecided: false, nextLookAt: 13 } });
    expect(waiting.reason).toMatch(/^No answer: all 11 seeds gave 0\.5, and/);
    const design = { ...SEQUENTIAL, mostSeeds: 12 };
    expect(decideWithMissing({ ...sequentially(existence), design }, silent)).toMatchObject({
      outcome: 'invalid',
      sequence: { isDecided: true },
    });
  });

  test('are those of which one cell has no bound', () => {
    const hole = { low: Number.NEGATIVE_INFINITY, high: 0 };
    const decision = decideWithMissing(pattern, holed(rowsAbout([0.2, 0, 0]), [3, 1], hole));
    expect(decision).toMatchObject({ outcome: 'invalid', seeds: 4, reason: expect.stringContaining('nothing bounds') });
  });

  test('are those with a broken control, whatever else is refuted', () => {
    const rows = rowsAbout([0, 0, 0.2], { scale: 0.1 });
    const decision = decideWithMissing(pattern, holed(rows, [4, 2], { low: 0.1, high: 0.3 }));
    expect(decision.reason).toMatch(/^The control permuted is not at chance/);
  });
});

test('no seed behind the look that decides has a say', () => {
  const rows = [...rowsAbout([0.5], { seeds: 9 }), [-5], [-5], [-5]];
  const decision = decideWithMissing(sequentially(existence), holed(rows, [3, 0], { low: 0.3, high: 0.7 }));
  expect(decision.outcome).toBe('reproduced');
  expect(decision.seeds).toBeLessThan(10);
});
