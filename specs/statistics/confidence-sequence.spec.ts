// Edges and laws of the confidence sequence, in closed form where two seeds allow it.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { confidenceSequence } from '../../src/statistics/confidence-sequence.ts';

describe('the confidence sequence', () => {
  // Two seeds, a prior variance of 4 and a confidence of 1/2: 1 + g = 9, ratio = 3 · 2, share = 1 - 6 / 9, t² = 5 · 3.
  test('of two seeds is the mean and the square root of 15 standard errors', () => {
    const got = confidenceSequence([0, 2], { confidence: 0.5, priorDeviation: 2 });
    expect(got?.low).toBeCloseTo(1 - Math.sqrt(15), 12);
    expect(got?.high).toBeCloseTo(1 + Math.sqrt(15), 12);
  });

  test('does not exist for fewer seeds, for seeds that agree, nor where no mean is refuted yet', () => {
    const options = { confidence: 0.5, priorDeviation: 2 };
    for (const values of [[], [1], [2, 2, 2], [0.1 + 0.2, 0.3]]) expect(confidenceSequence(values, options)).toBeNull();
    expect(confidenceSequence([0, 2], { confidence: 0.9, priorDeviation: 2 })).toBeNull();
    expect(confidenceSequence([0, 2], { confidence: 0.5, priorDeviation: 1 })).toBeNull();
  });

  law.prop([
    fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 8, maxLength: 20 }),
    fc.double({ min: 0.5, max: 0.98, noNaN: true }),
  ])('lies about the mean, and is wider the more confidence it asks for', (values, confidence) => {
    const narrow = confidenceSequence(values, { confidence, priorDeviation: 2 });
    const wide = confidenceSequence(values, { confidence: confidence + 0.01, priorDeviation: 2 });
    if (narrow === null || wide === null) return;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect((narrow.low + narrow.high) / 2).toBeCloseTo(mean, 9);
    expect(narrow.low).toBeLessThan(mean);
    expect(wide.low).toBeLessThan(narrow.low);
  });
});
