// A stream of random numbers on pure-rand's xoroshiro128+: uniform, normal, integers, permutations, choices.
// The logarithm is @stdlib's (a port of FDLIBM), not Math.log, whose last bit may change between engines.
import ln from '@stdlib/math-base-special-ln';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { HarnessError } from '../errors/harness-error.ts';

export interface RandomStream {
  /** In [0, 1), with 53 random bits. */
  uniform(): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** An integer in [0, bound), each equally likely. */
  integerBelow(bound: number): number;
  /** True with probability one half. */
  coin(): boolean;
  /** The integers 0 to length - 1 in random order (Fisher-Yates). */
  permutation(length: number): number[];
  /** Failures before the first success of trials that succeed with this probability, above 0 and below 1. */
  geometric(probability: number): number;
  /** `count` different integers out of 0 to length - 1, in random order. */
  choice(length: number, count: number): number[];
}

const TWO_TO_32 = 2 ** 32;

/** @param state four 32-bit words, not all zero */
export function randomStream(state: readonly [number, number, number, number]): RandomStream {
  const generator = xoroshiro128plusFromState(state);
  let spareNormal: number | null = null;

  const word = () => generator.next() >>> 0;
  const uniform = () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;

  function normal(): number {
    if (spareNormal !== null) {
      const spare = spareNormal;
      spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * ln(square)) / square);
      spareNormal = y * factor;
      return x * factor;
    }
  }

  function integerBelow(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_TO_32) {
      throw new HarnessError('invalid-argument', {
        what: 'A random integer needs a bound.',
        got: String(bound),
        expected: 'a whole number from 1 to 2^32',
      });
    }
    // Equal buckets of words, the rest rejected. Dividing keeps the high bits: the low ones of xoroshiro128+ are weaker.
    const bucket = Math.floor(TWO_TO_32 / bound);
    for (;;) {
      const drawn = Math.floor(word() / bucket);
      if (drawn < bound) return drawn;
    }
  }

  /** The logarithm of a failure is kept: it is asked for again and again, and takes as long as all the rest. */
  let failure = { probability: Number.NaN, logarithm: Number.NaN };

  function geometric(probability: number): number {
    if (failure.probability !== probability) failure = { probability, logarithm: ln(1 - probability) };
    // 1 - u is in (0, 1], so the logarithm is finite.
    return Math.floor(ln(1 - uniform()) / failure.logarithm);
  }

  return {
    uniform,
    normal,
    integerBelow,
    coin: () => integerBelow(2) === 1,
    geometric,
    permutation: (length) => shuffled({ length, count: length }, integerBelow),
    choice: (length, count) => shuffled({ length, count }, integerBelow),
  };
}

/** The first `count` of the integers 0 to length - 1 in random order. */
function shuffled(
  { length, count }: { readonly length: number; readonly count: number },
  integerBelow: RandomStream['integerBelow'],
): number[] {
  if (!Number.isInteger(count) || count < 0 || count > length) {
    throw new HarnessError('invalid-argument', {
      what: 'More items were asked for than there are.',
      got: `${count} of ${length}`,
      expected: `a whole number from 0 to ${length}`,
    });
  }
  const items = Array.from({ length }, (_, index) => index);
  for (let index = 0; index < count; index += 1) {
    const other = index + integerBelow(length - index);
    const held = items[index] as number;
    items[index] = items[other] as number;
    items[other] = held;
  }
  return items.slice(0, count);
}
