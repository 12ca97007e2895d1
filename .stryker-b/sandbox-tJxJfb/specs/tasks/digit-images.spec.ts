// The division of digit pictures into training and testing: laws that hold for any pool and any permutation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { type DigitImagePool, splitDigitImages } from '../../src/tasks/grid/digit-images.ts';

/** Each picture has one pixel, of a value that no other has. */
function poolOf(counts: readonly number[], testing: readonly number[] | null = null): DigitImagePool {
  let next = 0;
  const make = (lengths: readonly number[]) =>
    lengths.map((length) => Array.from({ length }, () => Float32Array.of(next++)));
  return {
    name: 'made',
    digest: 'ab'.repeat(32),
    rows: 1,
    columns: 1,
    byDigit: make(counts),
    testingByDigit: testing === null ? null : make(testing),
  };
}

const identity = (length: number) => Array.from({ length }, (_, i) => i);
const tenTimes = (count: number) => Array.from({ length: 10 }, () => count);
const values = (pictures: readonly Float32Array[] | undefined) => (pictures ?? []).map(([value]) => value);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof HarnessError) return error.code;
    throw error;
  }
  return 'none';
}

describe('the division of digit pictures', () => {
  it('puts each picture on exactly one side, four fifths of each digit on the training side', () => {
    const counts = fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(counts, fc.infiniteStream(fc.nat()), (lengths, stream) => {
        const pool = poolOf(lengths);
        const permutationFor = (length: number) => {
          const keys = identity(length).map((index) => ({ index, key: stream.next().value ?? 0 }));
          return keys.sort((a, b) => a.key - b.key).map(({ index }) => index);
        };
        const { training, testing, split } = splitDigitImages(pool, permutationFor);
        expect(split).toBe('by-seed');
        for (const [digit, pictures] of pool.byDigit.entries()) {
          const sides = [...values(training[digit]), ...values(testing[digit])];
          expect(sides.sort((a = 0, b = 0) => a - b)).toEqual(values(pictures));
          expect(training[digit]?.length).toBe(Math.floor(pictures.length * 0.8 + 1e-9));
          expect(testing[digit]?.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('follows the permutation of each digit, and asks for each digit once', () => {
    const asked: (readonly [number, number])[] = [];
    const { training, testing } = splitDigitImages(poolOf(tenTimes(5)), (length, digit) => {
      asked.push([length, digit]);
      return digit === 1 ? [4, 3, 2, 1, 0] : identity(length);
    });
    expect(asked).toEqual(Array.from({ length: 10 }, (_, digit) => [5, digit]));
    expect([values(training[0]), values(testing[0])]).toEqual([[0, 1, 2, 3], [4]]);
    expect([values(training[1]), values(testing[1])]).toEqual([[9, 8, 7, 6], [5]]);
  });

  it('keeps a testing set that the source has, and then asks for no permutation', () => {
    const pool = poolOf(tenTimes(1), tenTimes(1));
    const divided = splitDigitImages(pool, () => {
      throw new Error('asked for chance');
    });
    expect(divided).toMatchObject({ split: 'given', name: 'made', digest: pool.digest, rows: 1, columns: 1 });
    expect(divided.training).toBe(pool.byDigit);
    expect(divided.testing).toBe(pool.testingByDigit);
  });

  it.each([
    ['a digit with one picture only', poolOf([...tenTimes(5).slice(1), 1])],
    ['a digit without pictures', poolOf([0, ...tenTimes(5).slice(1)])],
    ['nine digits', poolOf(tenTimes(5).slice(1))],
    ['a given testing set that lacks a digit', poolOf(tenTimes(5), [...tenTimes(5).slice(1), 0])],
    ['a given testing set of nine digits', poolOf(tenTimes(5), tenTimes(5).slice(1))],
    ['pictures of another size than said', { ...poolOf(tenTimes(5)), rows: 2 }],
  ])('refuses %s', (_, pool) => {
    expect(codeOf(() => splitDigitImages(pool, identity))).toBe('invalid-images');
  });

  it.each([
    ['too short', [0, 1, 2, 3]],
    ['too long', [0, 1, 2, 3, 4, 4]],
    ['with a repeated index', [0, 1, 2, 3, 3]],
    ['with an index out of range', [1, 2, 3, 4, 5]],
    ['with a broken index', [0.5, 1, 2, 3, 4]],
  ])('refuses an order that is %s', (_, order) => {
    expect(codeOf(() => splitDigitImages(poolOf(tenTimes(5)), () => order))).toBe('invalid-argument');
  });
});
