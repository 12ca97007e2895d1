// One verdict a watched number: examples of every verdict and tier, and of what a verdict must not hide.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { confirmAlarm } from '../../../src/decisions/drift/confirm-alarm.ts';
import { detectShift } from '../../../src/decisions/drift/detect-shift.ts';
import { DRIFT, driftMargin } from '../../../src/decisions/drift/drift.ts';
import type { DriftJudgement, DriftQuestion } from '../../../src/decisions/drift/drift-judgement.ts';
import { judgeDrift } from '../../../src/decisions/drift/judge-drift.ts';
import { normalScores } from './normal-scores.ts';

const golden = normalScores(40);
const alpha = 1e-4;
const sameBytes = { compared: 2, equal: 2, areRepeatsEqual: true };
const otherBytes = { compared: 2, equal: 0, areRepeatsEqual: true };
const moved = (values: readonly number[], by: number) => values.map((value) => value + by);
const pairs = (by: (index: number) => number, count = 40) =>
  golden.slice(0, count).map((value, index) => ({ golden: value, now: value + by(index) }));

const usual: DriftQuestion = {
  name: 'final loss',
  differingInputs: [],
  replays: sameBytes,
  pairs: [],
  golden,
  fresh: normalScores(8),
  detector: null,
  margin: driftMargin(golden, null),
  alpha,
  confirmation: null,
};

const confirming = (fresh: readonly number[], direction: 'up' | 'down' = 'up', margin = usual.margin) =>
  confirmAlarm({ from: 'fresh-seeds', golden, fresh }, { direction, level: DRIFT.confirmationLevel, margin });

function judged(question: Partial<DriftQuestion>): DriftJudgement {
  const judgement = judgeDrift({ ...usual, ...question });
  expect(judgement.reason).toMatch(/^[A-Z0-9].*\.$/);
  expect(JSON.stringify(judgement)).not.toMatch(/NaN|Infinity|undefined/);
  expect(judgement.reason).not.toMatch(/NaN|Infinity|undefined|null/);
  return judgement;
}

describe('the first tier that decides', () => {
  test('D1: equal bytes are identical, also where the code differs: a refactoring that changes no bit', () => {
    expect(judged({})).toMatchObject({ verdict: 'identical', tier: 'D1', alarms: [], needsConfirmation: null });
    const refactored = judged({ differingInputs: ['code', 'environment'] });
    expect(refactored.verdict).toBe('identical');
    expect(refactored.reason).toContain('Not the same as for the golden runs: code, environment.');
  });

  test('D1: bytes of other experiments or data are not compared, and one seed alone says nothing', () => {
    for (const input of ['experiment', 'data'] as const) {
      expect(judged({ differingInputs: [input] }).verdict).toBe('unresolved');
    }
    expect(judged({ replays: { compared: 1, equal: 1, areRepeatsEqual: null } }).verdict).toBe('unresolved');
    expect(judged({ replays: { compared: 3, equal: 2, areRepeatsEqual: true } }).verdict).toBe('unresolved');
  });

  test('D1: one seed run twice with other bytes is non-deterministic, whatever its numbers', () => {
    const replays = { ...otherBytes, areRepeatsEqual: false };
    expect(judged({ replays, pairs: pairs(() => 0) })).toMatchObject({ verdict: 'non-deterministic', tier: 'D1' });
  });

  test('D2: every number within the tolerance is numerically close, one beyond it is not', () => {
    const near = pairs((index) => (index % 2 === 0 ? 1e-7 : -1e-7));
    expect(judged({ replays: otherBytes, pairs: near })).toMatchObject({ verdict: 'numerically-close', tier: 'D2' });
    const one = near.with(7, { golden: 1, now: 1.001 });
    expect(judged({ replays: otherBytes, pairs: one })).toMatchObject({ verdict: 'equivalent', tier: 'D3' });
    expect(judged({ replays: otherBytes, pairs: near.slice(0, 2) }).verdict).toBe('numerically-close');
    expect(judged({ replays: otherBytes, pairs: near.slice(0, 1) }).verdict).toBe('unresolved');
    expect(judged({ replays: otherBytes, pairs: near }).reason).toContain(
      '40 golden seeds run again gave their numbers within 0.000001 + 0.00001 of each.',
    );
  });

  test('D2: rounding that leans to one side raises no alarm, though golden seeds run again see it', () => {
    const leaning = pairs((index) => 1e-7 * (1 + 0.01 * (index % 3)));
    const close = judged({ replays: otherBytes, pairs: leaning });
    expect(close).toMatchObject({ verdict: 'numerically-close', alarms: [] });
    expect(close.paired.log).toBeGreaterThan(Math.log(2 / alpha));
  });

  test('D3: golden seeds run again that scatter about their numbers are equivalent; few fresh seeds alone are unresolved', () => {
    const scattered = pairs((index) => (index % 2 === 0 ? 0.3 : -0.3));
    const equivalent = judged({ replays: otherBytes, pairs: scattered });
    expect(equivalent).toMatchObject({ verdict: 'equivalent', tier: 'D3', size: { from: 'golden-seeds', seeds: 40 } });
    expect(equivalent.reason).toContain('by golden seeds run again (p < 1e-12)');
    // Half of the level of .05 for each half of the evidence.
    expect([equivalent.paired.equivalence.confidence, equivalent.fresh.equivalence.confidence]).toEqual([0.95, 0.95]);
    expect(judged({ replays: otherBytes })).toMatchObject({ verdict: 'unresolved', tier: 'D3' });
    const many = judged({ replays: otherBytes, fresh: normalScores(1000) });
    expect(many.verdict).toBe('equivalent');
    expect(many.reason).toContain('by fresh seeds (p = ');
  });

  test('D3: without a margin nothing is equivalent but a share of seeds', () => {
    expect(judged({ replays: otherBytes, fresh: normalScores(1000), margin: null }).verdict).toBe('unresolved');
    const ones = Array.from({ length: 40 }, () => 1);
    const saturated = judged({ replays: otherBytes, golden: ones, fresh: ones, margin: null });
    expect(saturated).toMatchObject({ verdict: 'equivalent', size: { shift: 0, low: null, inDeviations: null } });
    expect(saturated.reason).toContain('less than 25 % of the seeds can differ');
  });
});

describe('an alarm', () => {
  const far = moved(normalScores(16), 2);

  test('waits for seeds that had no part in it, and is a drift once these confirm it', () => {
    const waiting = judged({ replays: otherBytes, fresh: far });
    expect(waiting).toMatchObject({ verdict: 'unresolved', tier: 'D3', needsConfirmation: 'up', isFalseAlarm: false });
    expect(waiting.alarms.map(({ from, direction, threshold }) => [from, direction, threshold])).toEqual([
      ['fresh-seeds', 'up', 2 / alpha],
    ]);
    expect(waiting.reason).toContain('to be confirmed upwards on 24 seeds');
    const drift = judged({ replays: otherBytes, fresh: far, confirmation: confirming(moved(normalScores(24), 1.8)) });
    expect(drift).toMatchObject({ verdict: 'drift', needsConfirmation: null, isFalseAlarm: false });
    expect(drift.size).toMatchObject({ from: 'confirming-seeds', seeds: 24, confidence: 0.98, direction: 'up' });
    expect(drift.size?.shift).toBeCloseTo(1.8, 9);
    expect((drift.size?.inDeviations ?? 0) / (1.8 / 0.98)).toBeCloseTo(1, 1);
  });

  test('downwards is one downwards', () => {
    const down = judged({ fresh: moved(normalScores(16), -2), replays: otherBytes });
    expect(down.needsConfirmation).toBe('down');
    const confirmation = confirming(moved(normalScores(24), -2), 'down');
    expect(judged({ fresh: moved(normalScores(16), -2), replays: otherBytes, confirmation })).toMatchObject({
      verdict: 'drift',
      size: { direction: 'down' },
    });
  });

  test('that other seeds do not confirm, or confirm the other way, is closed as false and leaves the number unresolved', () => {
    for (const confirmation of [confirming(normalScores(24)), confirming(moved(normalScores(24), -2), 'down')]) {
      const closed = judged({ replays: otherBytes, fresh: far, confirmation });
      expect(closed).toMatchObject({ verdict: 'unresolved', isFalseAlarm: true, needsConfirmation: null });
      expect(closed.reason).toContain('closed as a false alarm');
    }
  });

  test('of a confirmed shift inside the margin of the claim is equivalent, with the shift stated', () => {
    const margin = 4;
    const question = { replays: otherBytes, fresh: far, margin };
    const confirmation = confirming(moved(normalScores(24), 2), 'up', margin);
    const judgement = judged({ ...question, confirmation });
    expect(judgement).toMatchObject({ verdict: 'equivalent', isFalseAlarm: false });
    expect(judgement.reason).toContain('the margin is ±4, which holds the interval');
  });

  test('is not hidden by equal bytes, close numbers or repeats that differ', () => {
    const lucky = judged({ fresh: far });
    expect(lucky).toMatchObject({ verdict: 'unresolved', needsConfirmation: 'up' });
    expect(lucky.reason).toContain('not the code moved, but the golden sample was lucky');
    expect(judged({ fresh: far, replays: otherBytes, pairs: pairs(() => 0) }).needsConfirmation).toBe('up');
    const unsteady = judged({ fresh: far, replays: { ...otherBytes, areRepeatsEqual: false } });
    expect(unsteady.needsConfirmation).toBe('up');
    expect(unsteady.reason).toContain('One seed run twice gave different bytes as well.');
  });

  test('comes from no fewer than eight seeds', () => {
    expect(judged({ fresh: moved(normalScores(7), 9) }).alarms).toEqual([]);
    expect(judged({ fresh: moved(normalScores(8), 9) }).alarms.length).toBe(1);
  });

  test('of golden seeds run again that moved by a little, all alike, is equivalent without any confirmation', () => {
    const small = judged({ replays: otherBytes, pairs: pairs((index) => 0.1 + 0.01 * (index % 3)) });
    expect(small).toMatchObject({ verdict: 'equivalent', needsConfirmation: null });
    expect(small.alarms.map(({ from }) => from)).toEqual(['golden-seeds']);
    const large = judged({ replays: otherBytes, pairs: pairs((index) => 0.7 + 0.01 * (index % 3)) });
    expect(large).toMatchObject({ verdict: 'unresolved', needsConfirmation: 'up' });
  });

  test('of fresh seeds is not excused by golden seeds run again that moved little', () => {
    const both = judged({ replays: otherBytes, pairs: pairs((index) => 0.1 + 0.01 * (index % 3)), fresh: far });
    expect(both).toMatchObject({ verdict: 'unresolved', needsConfirmation: 'up' });
    expect(both.alarms.map(({ from }) => from).sort()).toEqual(['fresh-seeds', 'golden-seeds']);
    expect(both.alarms[0]?.eValue).toBeGreaterThanOrEqual(both.alarms[1]?.eValue ?? Infinity);
  });

  test('of the detector is raised at its own threshold', () => {
    const nights = [...Array.from({ length: 5 }, () => normalScores(8)), far];
    const reading = detectShift({ golden, nights, shifts: DRIFT.shifts });
    const at = (threshold: number) => judged({ fresh: [], detector: { reading, threshold } }).alarms;
    expect(at(Math.exp(reading.log) * 1.001)).toEqual([]);
    expect(at(Math.exp(reading.log) * 0.999)).toMatchObject([{ from: 'detector', direction: 'up', seeds: 16 }]);
  });

  law.prop([fc.integer({ min: 8, max: 24 }), fc.integer({ min: -300, max: 300 })])(
    'needs evidence of two over alpha, by fresh seeds alone',
    (count, hundredths) => {
      const fresh = moved(normalScores(count), hundredths / 100);
      const { alarms, fresh: found } = judged({ fresh, replays: otherBytes });
      expect(alarms.length).toBe(found.log >= Math.log(2 / alpha) ? 1 : 0);
    },
  );
});

test('has a size in golden SD only where there is one', () => {
  const shifted = moved(normalScores(8), 2);
  for (const few of [[1], [1, 1, 1]]) {
    const { size } = judged({ golden: few, fresh: shifted, margin: null });
    expect([size?.shift, size?.inDeviations]).toEqual([expect.any(Number), null]);
  }
});

test('says where no fresh seed was looked at, and what evidence there is otherwise', () => {
  expect(judged({ fresh: [] }).reason).toContain('No fresh seed was looked at.');
  expect(judged({}).reason).toContain('8 fresh seeds give no alarm (evidence ');
});
