// Laws and examples of the detector of shifts at unknown times. How often it alarms over simulated years: specs/nights/.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { detectShift } from '../../../src/decisions/drift/detect-shift.ts';
import { DRIFT } from '../../../src/decisions/drift/drift.ts';
import { lastTwoSampleEvidence } from '../../../src/decisions/drift/evidence-against-golden.ts';
import { refusalOf } from '../../refusal.ts';

const { shifts, durations } = DRIFT;
const golden = [0.3, -1.2, 0.8, 0.1, -0.4, 1.5, -0.9, 0.2, -0.1, 0.6];
const quiet = [0.2, -0.7, 0.5, 0.9, -1.1, 0.1, -0.3, 0.4];
const shifted = quiet.map((value) => value + 3);

describe('the reading of a night', () => {
  test('is the mean over the declared stretches, those that reach behind the first night counting 0', () => {
    const nights = [quiet, shifted, quiet, shifted];
    const stretch = (nightsBack: number) =>
      Math.exp(lastTwoSampleEvidence({ golden, fresh: nights.slice(-nightsBack).flat(), shifts }).log);
    const { log } = detectShift({ golden, nights, shifts });
    expect(Math.exp(log) * durations.length).toBeCloseTo(stretch(1) + stretch(2) + stretch(3), 8);
  });

  test('names the first night of the stretch that says most, and its direction', () => {
    const down = quiet.map((value) => value - 3);
    const ending = (nights: number, night: readonly number[]) => [
      ...Array.from({ length: 6 }, () => quiet),
      ...Array.from({ length: nights }, () => night),
    ];
    expect(detectShift({ golden, nights: ending(3, shifted), shifts })).toMatchObject({ since: 6, direction: 'up' });
    expect(detectShift({ golden, nights: ending(2, down), shifts })).toMatchObject({ since: 6, direction: 'down' });
  });

  test('is none before there are enough seeds, and of no nights', () => {
    const none = { log: 0, since: null, evidence: null, direction: null };
    expect(detectShift({ golden, nights: [], shifts })).toEqual(none);
    expect(detectShift({ golden, nights: [[], []], shifts })).toEqual(none);
    expect(detectShift({ golden, nights: [shifted.slice(0, 7)], shifts })).toEqual(none);
    expect(detectShift({ golden, nights: [[...shifted.slice(0, 7)], [3]], shifts }).since).toBe(0);
  });

  test('passes over a night without valid values', () => {
    const { since, evidence } = detectShift({ golden, nights: [quiet, shifted, [], shifted], shifts });
    expect([since, evidence?.seeds]).toEqual([1, 16]);
  });

  test('refuses a value that is not a number, and says of which night', () => {
    const refusal = refusalOf(() => detectShift({ golden, nights: [quiet, [1, Number.NaN]], shifts }));
    expect(refusal.parts.where).toBe('night 2, value 2 of 2');
  });

  const night = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 0, maxLength: 9 });
  law.prop([fc.array(night, { minLength: 1, maxLength: 12 })], { numRuns: 60 })(
    'is finite on every night',
    (tenths) => {
      const nights = tenths.map((one) => one.map((value) => value / 10));
      for (const index of nights.keys()) {
        const reading = detectShift({ golden, nights: nights.slice(0, index + 1), shifts });
        expect(Number.isFinite(reading.log)).toBe(true);
      }
    },
  );

  law.prop([fc.array(night, { minLength: 2, maxLength: 12 }), fc.nat()], { numRuns: 60 })(
    'is never louder when nights are left out from the front, so closing an alarm raises no other',
    (tenths, pick) => {
      const nights = tenths.map((one) => one.map((value) => value / 10));
      const whole = detectShift({ golden, nights, shifts });
      const rest = detectShift({ golden, nights: nights.slice(pick % nights.length), shifts });
      // With nothing to read at all it is 1 by definition, far from any alarm.
      if (rest.evidence !== null) expect(rest.log).toBeLessThanOrEqual(whole.log + 1e-9);
      else expect(rest.log).toBe(0);
    },
  );
});
