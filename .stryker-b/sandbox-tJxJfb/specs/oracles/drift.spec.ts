// Oracles: the evidence, intervals and p-values of drift against SciPy. Values and the command that made them: drift-oracles.py,
// drift-oracles.json.
import { describe, expect, test } from 'vitest';
import { confirmAlarm } from '../../src/decisions/drift/confirm-alarm.ts';
import { driftEquivalence } from '../../src/decisions/drift/drift-equivalence.ts';
import {
  differingSeedsEvidence,
  pairedEvidence,
  twoSampleEvidence,
} from '../../src/decisions/drift/evidence-against-golden.ts';
import oracles from './drift-oracles.json' with { type: 'json' };

const pairsOf = ({ golden, now }: { readonly golden: readonly number[]; readonly now: readonly number[] }) =>
  golden.map((value, index) => ({ golden: value, now: now[index] ?? Number.NaN }));

/** To ten digits, relative to values above 1. */
function expectNear(got: number | null, want: number): void {
  expect(Math.abs((got ?? Number.NaN) - want) / Math.max(1, Math.abs(want))).toBeLessThan(1e-9);
}

describe('evidence of a shift', () => {
  test('from fresh seeds is the mean ratio of the pooled t after each of them', () => {
    for (const { golden, fresh, shifts, after } of oracles.twoSample) {
      const looks = twoSampleEvidence({ golden, fresh, shifts });
      expect(looks.length).toBe(after.length);
      for (const [index, { statistic, log }] of after.entries()) {
        expectNear(looks[index]?.statistic ?? null, statistic);
        expectNear(looks[index]?.log ?? null, log);
      }
    }
  });

  test('from golden seeds run again is the mean ratio of the paired t', () => {
    for (const { golden, now, shifts, statistic, log } of oracles.paired) {
      const evidence = pairedEvidence({ pairs: pairsOf({ golden, now }), shifts });
      expectNear(evidence.statistic, statistic);
      expectNear(evidence.log, log);
    }
  });

  test('from seeds that leave the one golden value is a ratio of beta functions', () => {
    for (const { log, golden, fresh, differing } of oracles.differing) {
      expectNear(differingSeedsEvidence({ golden, fresh, differing }), log);
    }
  });
});

describe('equivalence', () => {
  test("of fresh seeds is two of Welch's tests, and its interval", () => {
    for (const { golden, fresh, margin, level, pValue, low, high } of oracles.welch) {
      const got = driftEquivalence({ from: 'fresh-seeds', golden, fresh }, { margin, level });
      expect(got.method).toBe('welch');
      expectNear(got.pValue, pValue);
      expectNear(got.low, low);
      expectNear(got.high, high);
      expect(got.isEquivalent).toBe(pValue <= level);
    }
    expect(new Set(oracles.welch.map(({ pValue, level }) => pValue <= level)).size).toBe(2);
  });

  test('of golden seeds run again is two paired tests, and their interval', () => {
    for (const { golden, now, margin, level, pValue, low, high } of oracles.pairedEquivalence) {
      const got = driftEquivalence({ from: 'golden-seeds', pairs: pairsOf({ golden, now }) }, { margin, level });
      expect(got.method).toBe('paired');
      expectNear(got.pValue, pValue);
      expectNear(got.low, low);
      expectNear(got.high, high);
    }
  });
});

describe('a confirmation', () => {
  const rule = { level: 0.01, margin: 1 } as const;

  test("is Welch's one-sided test in either direction", () => {
    for (const { golden, fresh, pUp, pDown } of oracles.welch) {
      const sample = { from: 'fresh-seeds', golden, fresh } as const;
      expectNear(confirmAlarm(sample, { ...rule, direction: 'up' }).pValue, pUp);
      expectNear(confirmAlarm(sample, { ...rule, direction: 'down' }).pValue, pDown);
    }
  });

  test('on golden seeds is the one-sided paired test', () => {
    for (const { golden, now, pUp } of oracles.pairedEquivalence) {
      const sample = { from: 'golden-seeds', pairs: pairsOf({ golden, now }) } as const;
      expectNear(confirmAlarm(sample, { ...rule, direction: 'up' }).pValue, pUp);
      expectNear(confirmAlarm(sample, { ...rule, direction: 'down' }).pValue, 1 - pUp);
    }
  });

  test("against a golden sample of one value is Fisher's exact test", () => {
    for (const { golden, fresh, differing, fisher } of oracles.differing) {
      const sample = {
        from: 'fresh-seeds',
        golden: Array.from({ length: golden }, () => 1),
        fresh: Array.from({ length: fresh }, (_, index) => (index < differing ? 0.5 : 1)),
      } as const;
      expectNear(confirmAlarm(sample, { ...rule, direction: 'down' }).pValue, fisher);
      expect(confirmAlarm(sample, { ...rule, direction: 'up' }).pValue).toBe(1);
    }
  });
});
