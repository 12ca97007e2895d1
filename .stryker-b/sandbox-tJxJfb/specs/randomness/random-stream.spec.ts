// Laws and shapes of the random stream. Counts and means are looked at for fixed seeds, against bounds that a fair generator
// crosses about once in a million seeds: the specs repeat exactly, and a biased generator fails them.
import { fc, test as law } from '@fast-check/vitest';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { refusal } from '../refusal.ts';
import { binomialBounds, chiSquare, chiSquareBound, STANDARD_ERRORS } from './chance-bounds.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const streamOf = (number: number) => seedTree(number).stream();
const draws = <Value>(count: number, draw: () => Value) => Array.from({ length: count }, draw);

describe('a random stream', () => {
  law.prop([seed])('draws uniform numbers of at least zero and below one', (number) => {
    const { uniform } = streamOf(number);
    for (const value of draws(50, uniform)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
      expect(value * 2 ** 53).toBe(Math.floor(value * 2 ** 53));
    }
  });

  law.prop([seed, fc.integer({ min: 1, max: 2 ** 32 })])('draws integers below their bound', (number, bound) => {
    const stream = streamOf(number);
    for (const value of draws(30, () => stream.integerBelow(bound))) {
      expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
    }
  });

  law.prop([seed, fc.integer({ min: 0, max: 60 })])('permutes: each integer comes once', (number, length) => {
    const permutation = streamOf(number).permutation(length);
    expect([...permutation].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, index) => index));
  });

  law.prop([seed, fc.integer({ min: 0, max: 60 }), fc.nat()])(
    'chooses different integers in range',
    (number, length, wanted) => {
      const count = wanted % (length + 1);
      const chosen = streamOf(number).choice(length, count);
      expect(chosen).toHaveLength(count);
      expect(new Set(chosen).size).toBe(count);
      expect(chosen.every((item) => Number.isInteger(item) && item >= 0 && item < length)).toBe(true);
    },
  );

  law.prop([fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer()).filter((state) => state.some(Boolean))])(
    'is a function of its state alone',
    (state) => {
      const [first, second] = [randomStream(state), randomStream(state)];
      expect(draws(20, first.normal)).toEqual(draws(20, second.normal));
    },
  );
});

describe('the distribution of a random stream', () => {
  it.each([1, 2, 3])('spreads uniform numbers evenly over 64 intervals (seed %i)', (number) => {
    const { uniform } = streamOf(number);
    const counts = new Array<number>(64).fill(0);
    for (const value of draws(64_000, uniform))
      counts[Math.floor(value * 64)] = (counts[Math.floor(value * 64)] ?? 0) + 1;
    expect(chiSquare(counts)).toBeLessThan(chiSquareBound(64));
  });

  // 3 * 2^30 is the hardest bound: the remainder of a 32-bit word would favour the lowest third two to one.
  it.each([2, 3, 10, 1000, 3 * 2 ** 30])('draws integers below %i without bias', (bound) => {
    const stream = streamOf(4);
    const cells = Math.min(bound, 30);
    const counts = new Array<number>(cells).fill(0);
    const usable = Math.floor(bound / cells) * cells;
    for (const value of draws(60_000, () => stream.integerBelow(bound))) {
      if (value >= usable) continue;
      const cell = Math.floor(value / (usable / cells));
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(chiSquareBound(cells));
  });

  it.each([5, 6, 7])('tosses a fair coin (seed %i)', (number) => {
    const { coin } = streamOf(number);
    const heads = draws(10_000, coin).filter(Boolean).length;
    const { low, high } = binomialBounds(10_000, 0.5);
    expect(heads).toBeGreaterThanOrEqual(low);
    expect(heads).toBeLessThanOrEqual(high);
  });

  it('gives each of the 24 orders of four things equally often', () => {
    const stream = streamOf(8);
    const counts = new Map<string, number>();
    for (const order of draws(24_000, () => stream.permutation(4).join(''))) {
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareBound(24));
  });

  it('chooses each ordered pair out of five equally often', () => {
    const stream = streamOf(9);
    const counts = new Map<string, number>();
    for (const pair of draws(20_000, () => stream.choice(5, 2).join(''))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    expect(counts.size).toBe(20);
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareBound(20));
  });

  it.each([10, 11, 12])('draws normal numbers of mean zero and variance one (seed %i)', (number) => {
    const count = 40_000;
    const values = draws(count, streamOf(number).normal);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / count;
    // Standard errors of the raw moments of a standard normal: var(x^k) = E x^2k - (E x^k)^2 = 1, 2, 15, 96.
    const errors = (variance: number) => STANDARD_ERRORS * Math.sqrt(variance / count);
    expect(Math.abs(moment(1))).toBeLessThan(errors(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(errors(2));
    expect(Math.abs(moment(3))).toBeLessThan(errors(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(errors(96));
  });

  it.each([0.5, 1, 2, 3, 3.5])(
    'draws as many normal numbers beyond %f, on either side, as the distribution has',
    (edge) => {
      const values = draws(40_000, streamOf(13).normal);
      const { low, high } = binomialBounds(values.length, normalCdf(-edge, 0, 1));
      for (const beyond of [values.filter((value) => value > edge), values.filter((value) => value < -edge)]) {
        expect(beyond.length).toBeGreaterThanOrEqual(low);
        expect(beyond.length).toBeLessThanOrEqual(high);
      }
    },
  );

  it('draws neighbouring normal numbers that do not depend on each other', () => {
    const values = draws(40_000, streamOf(14).normal);
    for (const lag of [1, 2]) {
      const products = values.slice(lag).map((value, index) => value * (values[index] as number));
      const correlation = products.reduce((sum, product) => sum + product, 0) / products.length;
      expect(Math.abs(correlation)).toBeLessThan(STANDARD_ERRORS / Math.sqrt(products.length));
    }
  });
});

describe('what a random stream refuses', () => {
  it.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1, Number.POSITIVE_INFINITY])('refuses the bound %d', (bound) => {
    expect(() => streamOf(1).integerBelow(bound)).toThrow(refusal('invalid-argument', String(bound)));
  });

  it.each([
    [3, 4],
    [3, -1],
    [3, 1.5],
    [0, 1],
  ])('refuses a choice out of %d of %d items', (length, count) => {
    expect(() => streamOf(1).choice(length, count)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
