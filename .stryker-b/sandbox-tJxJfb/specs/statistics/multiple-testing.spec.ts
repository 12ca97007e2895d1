// Edges of the procedures for several claims: a bar is passed by what just reaches it. Their laws: specs/decisions/families.spec.ts.
import { describe, expect, test } from 'vitest';
import { eBenjaminiHochberg, eHolm, holm } from '../../src/statistics/multiple-testing.ts';

describe('a p-value or e-value that just reaches its bar', () => {
  test('falls by Holm, who asks alpha over the number of those that still stand', () => {
    expect(holm([0.5, 0.25, 0.125], 0.5)).toEqual([true, true, true]);
    expect(holm([0.5, 0.26, 0.125], 0.5)).toEqual([false, false, true]);
    expect(holm([0.5, 0.25, 0.13], 0.375)).toEqual([false, false, false]);
  });

  test('falls by e-Holm, too', () => {
    expect(eHolm([2, 4], 0.5)).toEqual([true, true]);
    expect(eHolm([2, 3.9], 0.5)).toEqual([false, false]);
  });

  test('is found by e-BH, with all that are larger', () => {
    expect(eBenjaminiHochberg([1, 4, 0], 0.75)).toEqual([false, true, false]);
    expect(eBenjaminiHochberg([2, 2, 0], 0.75)).toEqual([true, true, false]);
    expect(eBenjaminiHochberg([3.9, 1.9, 1.3], 0.75)).toEqual([false, false, false]);
    expect(eBenjaminiHochberg([], 0.75)).toEqual([]);
  });
});

test('neither sorts what it was given', () => {
  const values = [0.2, 0.1, 0.3];
  holm(values, 0.05);
  eBenjaminiHochberg(values, 0.05);
  expect(values).toEqual([0.2, 0.1, 0.3]);
});
