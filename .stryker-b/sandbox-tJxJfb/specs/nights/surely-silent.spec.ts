// The short cut of the simulation takes no alarm away: what it passes over has less evidence than an alarm needs, and what lies just
// beyond its bars has enough.
import { describe, expect, test } from 'vitest';
import { differingBars, pairedBars, twoSampleBars } from '../../lab/nights/surely-silent.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { differingSeedsEvidence, logShiftMixture } from '../../src/decisions/drift/evidence-against-golden.ts';

describe('the bars', () => {
  test('of t statistics are where the evidence just suffices', () => {
    const { shifts } = DRIFT;
    for (const log of [5, 11.7]) {
      const bars = twoSampleBars(40, { shifts, log });
      for (const seeds of [8, 16, 104]) {
        const law = { degreesOfFreedom: 38 + seeds, precision: Math.sqrt((40 * seeds) / (40 + seeds)), shifts };
        expect(logShiftMixture(bars(seeds), law)).toBeLessThan(log);
        expect(logShiftMixture(bars(seeds) * (1 + 1e-5), law)).toBeGreaterThan(log);
      }
      const paired = pairedBars({ shifts: DRIFT.pairedShifts, log });
      const law = { degreesOfFreedom: 15, precision: 4, shifts: DRIFT.pairedShifts };
      expect(logShiftMixture(paired(16), law)).toBeLessThan(log);
      expect(logShiftMixture(paired(16) * (1 + 1e-5), law)).toBeGreaterThan(log);
    }
    expect(pairedBars({ shifts: DRIFT.pairedShifts, log: 11.7 })(8)).toBe(Number.POSITIVE_INFINITY);
  });

  test('of seeds that differ are the fewest that suffice', () => {
    const bars = differingBars(40, 9);
    for (const fresh of [8, 24]) {
      const of = (differing: number) => differingSeedsEvidence({ golden: 40, fresh, differing });
      expect(of(bars(fresh))).toBeGreaterThanOrEqual(9);
      expect(of(bars(fresh) - 1)).toBeLessThan(9);
    }
    expect(bars(1)).toBe(2);
  });
});
