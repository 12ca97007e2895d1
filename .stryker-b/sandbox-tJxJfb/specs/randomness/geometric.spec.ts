// Failures before the first success, against the exact distribution: P(k) = p (1 - p)^k. Counts are looked at for fixed seeds,
// against bounds that a fair generator crosses about once in a million seeds.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { binomialBounds, STANDARD_ERRORS } from './chance-bounds.ts';

const DRAWS = 10_000;
const PROBABILITIES = [0.001, 0.05, 0.1, 0.2, 0.5, 0.9, 0.999];

function drawn(seed: number, probability: number): number[] {
  const stream = seedTree(seed).stream();
  return Array.from({ length: DRAWS }, () => stream.geometric(probability));
}

function expectCount(count: number, share: number, words: string): void {
  const { low, high } = binomialBounds(DRAWS, share);
  expect(count, words).toBeGreaterThanOrEqual(low);
  expect(count, words).toBeLessThanOrEqual(high);
}

describe('the failures before the first success', () => {
  law.prop([
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
  ])('are a whole number of at least zero, from the state of the stream alone', (seed, probability) => {
    const [stream, again] = [seedTree(seed).stream(), seedTree(seed).stream()];
    for (let draw = 0; draw < 20; draw += 1) {
      const count = stream.geometric(probability);
      expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      expect(again.geometric(probability)).toBe(count);
    }
  });

  it.each(PROBABILITIES)('come as often as the distribution says, each number and each tail, for %d', (probability) => {
    const values = drawn(21, probability);
    const [most, least] = [1, 1 / DRAWS].map((share) => Math.log(share) / Math.log(1 - probability)) as [
      number,
      number,
    ];
    const steps = Math.max(1, Math.floor((least - most) / 10));
    for (let count = 0; count <= Math.min(least, 10 * steps); count += steps) {
      const exactly = values.filter((value) => value === count).length;
      expectCount(exactly, probability * (1 - probability) ** count, `exactly ${count}`);
      const more = values.filter((value) => value > count).length;
      expectCount(more, (1 - probability) ** (count + 1), `more than ${count}`);
    }
  });

  it.each(PROBABILITIES)('have the mean (1 - p) / p for %d', (probability) => {
    const values = drawn(22, probability);
    const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
    const deviation = Math.sqrt(1 - probability) / probability;
    const wanted = (1 - probability) / probability;
    expect(Math.abs(mean - wanted)).toBeLessThan((STANDARD_ERRORS * deviation) / Math.sqrt(DRAWS));
  });

  it.each([0.1, 0.5])('say nothing of the next ones, for %d', (probability) => {
    const values = drawn(23, probability);
    const none = values.map((value) => Number(value === 0));
    const pairs = Array.from({ length: DRAWS / 2 }, (_, pair) => (none[2 * pair] ?? 0) * (none[2 * pair + 1] ?? 0));
    const { low, high } = binomialBounds(DRAWS / 2, probability ** 2);
    const both = pairs.filter((pair) => pair === 1).length;
    expect(both).toBeGreaterThanOrEqual(low);
    expect(both).toBeLessThanOrEqual(high);
  });
});
