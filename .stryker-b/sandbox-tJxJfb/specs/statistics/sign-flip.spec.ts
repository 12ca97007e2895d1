// Laws and examples of the exact sign-flip test, against plain enumeration.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fewestSeedsForSignFlip, SIGN_FLIP_MOST_SEEDS, signFlip } from '../../src/statistics/sign-flip.ts';

const integers = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 10 });

/** The definition, on whole numbers: how many of the 2^n patterns reach the observed sum. */
function enumerate(differences: readonly number[]): number {
  const sums = differences.reduce<number[]>((all, d) => all.flatMap((sum) => [sum - d, sum + d]), [0]);
  const observed = differences.reduce((sum, d) => sum + d, 0);
  return sums.filter((sum) => sum >= observed).length;
}

describe('the exact sign-flip test', () => {
  law.prop([integers])('counts what plain enumeration counts, ties and zeros included', (differences) => {
    expect(signFlip(differences).count).toBe(enumerate(differences));
  });

  law.prop([integers])('sees tenths as it sees the integers they stand for: rounding breaks no tie', (differences) => {
    expect(signFlip(differences.map((d) => d * 0.1)).count).toBe(enumerate(differences));
  });

  law.prop([
    integers.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
  ])('does not depend on the order of the seeds', ([list, other]) => {
    expect(signFlip(other)).toStrictEqual(signFlip(list));
  });

  // Too many patterns to be counted one by one: these are counted by halves.
  law.prop([fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 13, maxLength: 15 })], { numRuns: 25 })(
    'counts many patterns as plain enumeration does',
    (differences) => {
      expect(signFlip(differences).count).toBe(enumerate(differences));
      expect(signFlip(differences.map((d) => d * 0.1)).count).toBe(enumerate(differences));
    },
  );

  law.prop([integers])('is not changed by a seed whose difference is zero', (differences) => {
    expect(signFlip([...differences, 0]).pGreater).toBe(signFlip(differences).pGreater);
  });

  law.prop([integers])('lets no sample and its mirror image both be surprising', (differences) => {
    expect(signFlip(differences).pGreater + signFlip(differences.map((d) => -d)).pGreater).toBeGreaterThan(1);
  });

  test('gives 2^-n when all seeds agree and 1 when all are zero', () => {
    expect(signFlip([1, 2, 3, 4, 5]).pGreater).toBe(1 / 32);
    expect(signFlip([0, 0, 0]).pGreater).toBe(1);
    expect(signFlip(Array.from({ length: SIGN_FLIP_MOST_SEEDS }, () => 0)).pGreater).toBe(1);
    expect(signFlip([-1]).pGreater).toBe(1);
    expect(signFlip([1e-320, 2e-320]).pGreater).toBe(1 / 4);
    expect(signFlip([1e308, 1e308, 1e308]).pGreater).toBe(1 / 8);
  });

  test('takes sums for a tie that differ by less than 1e-12 of all magnitudes, against the claim', () => {
    const ones = [1, 1, 1, 1, 1, 1, 1, 1, 1];
    expect(signFlip([...ones, 4e-12]).count).toBe(2);
    expect(signFlip([...ones, 5e-12]).count).toBe(1);
    expect(signFlip([...ones.map((one) => one / 8), 5e-13]).count).toBe(2);
    expect(signFlip([...ones.map((one) => one / 8), 6e-13]).count).toBe(1);
  });

  test('still enumerates at its limit', () => {
    const most = Array.from({ length: SIGN_FLIP_MOST_SEEDS }, (_, index) => 1 + index / 7);
    expect(signFlip(most).pGreater).toBe(2 ** -SIGN_FLIP_MOST_SEEDS);
  });

  test.each([
    [0.05, 5],
    [0.01, 7],
    [0.005, 8],
    [0.001, 10],
    [0.5, 1],
  ])('can reject at alpha %d from %d seeds on', (alpha, seeds) => {
    expect(fewestSeedsForSignFlip(alpha)).toBe(seeds);
  });
});
