// The exact sign-flip test of a mean: if the two roles within a seed are interchangeable (they are drawn by a fair coin),
// each difference is as likely as its negative, and the p-value is the share of the 2^n sign patterns whose sum
// reaches the observed one (Fisher 1935; decisions.md B0, B7). No normality is assumed.
// Where few patterns reach the sum they are counted one by one. Many are counted by halves (Horowitz & Sahni 1974): sums of
// each half are built in sorted order, then met in the middle.
import { HarnessError } from '../errors/harness-error.ts';

export interface SignFlip {
  /** Share of sign patterns with a sum at least the observed one; never below 2^-n. */
  readonly pGreater: number;
  /** Number of sign patterns counted, out of 2^n. */
  readonly count: number;
}

/** 2^20 sums a half: 16 MB and a few tens of milliseconds. */
export const SIGN_FLIP_MOST_SEEDS = 40;

/** Sums this close (as a share of the sum of magnitudes) are a tie, and a tie counts against the claim. */
const TIE = 1e-12;

/** Beyond this many patterns halves are quicker. */
const MOST_ONE_BY_ONE = 2048;

/** Seeds this many times larger than the first are as good as infinite. */
const LARGEST = 1e100;

/** A seed whose difference is zero doubles every pattern and so leaves the p-value as it is. */
export function signFlip(differences: readonly number[]): SignFlip {
  const n = differences.length;
  if (n === 0 || n > SIGN_FLIP_MOST_SEEDS) {
    throw new HarnessError('invalid-argument', {
      what: 'The exact sign-flip test cannot enumerate this sample.',
      got: `${n} differences`,
      expected: `1 to ${SIGN_FLIP_MOST_SEEDS} differences, as 2^n sign patterns are counted`,
      next: `Declare at most ${SIGN_FLIP_MOST_SEEDS} seeds for this claim.`,
    });
  }
  const largest = Math.max(...differences.map(Math.abs));
  if (!Number.isFinite(largest)) {
    throw new HarnessError('not-finite', {
      what: 'The exact sign-flip test needs finite differences.',
      got: differences.join(', '),
      expected: 'finite numbers',
    });
  }
  if (largest === 0) return { pGreater: 1, count: 2 ** n };
  // Sorted, so that the order of the seeds cannot reach the result even by rounding; scaled, so that nothing overflows.
  const scaled = differences.map((difference) => difference / largest).sort((left, right) => left - right);
  const tie = TIE * scaled.reduce((sum, value) => sum + Math.abs(value), 0);
  const count = countOneByOne(scaled, tie) ?? countByHalves(scaled, tie);
  return { pGreater: count / 2 ** n, count };
}

/** Smallest number of seeds with which an exact sign test can reach `alpha`: 2^-n <= alpha. */
export function fewestSeedsForSignFlip(alpha: number): number {
  let seeds = 1;
  while (0.5 ** seeds > alpha) seeds += 1;
  return seeds;
}

/**
 * From the pattern of the largest sum (all values positive) signs are turned to negative: a pattern reaches the observed sum if
 * the values turned come to no more than those that are negative in it. Null if there are too many.
 */
function countOneByOne(values: readonly number[], tie: number): number | null {
  const sizes = values.map(Math.abs).sort((left, right) => left - right);
  const most = values.reduce((sum, value) => sum + Math.max(0, -value), 0) + tie / 2;
  let count = 0;
  const turn = (first: number, turned: number): void => {
    count += 1;
    for (let index = first; index < sizes.length && count <= MOST_ONE_BY_ONE; index++) {
      const next = turned + (sizes[index] ?? 0);
      // The sizes that follow are larger.
      if (next > most) return;
      turn(index + 1, next);
    }
  };
  turn(0, 0);
  return count <= MOST_ONE_BY_ONE ? count : null;
}

function countByHalves(values: readonly number[], tie: number): number {
  const half = Math.floor(values.length / 2);
  const bar = values.reduce((sum, value) => sum + value, 0) - tie;
  return countPairsAtLeast(signedSums(values.slice(0, half)), signedSums(values.slice(half)), bar);
}

/** All 2^n sums of ±value, ascending: each value merges the list moved down by it with the list moved up by it. */
function signedSums(values: readonly number[]): Float64Array {
  let sums = new Float64Array(1);
  for (const value of values) {
    const step = Math.abs(value);
    const size = sums.length;
    const merged = new Float64Array(size * 2);
    let down = 0;
    let up = 0;
    for (let index = 0; index < merged.length; index++) {
      const lower = down < size ? (sums[down] ?? 0) - step : Number.POSITIVE_INFINITY;
      // The list moved up never ends first: its last sum is the largest.
      const upper = (sums[up] ?? 0) + step;
      if (lower <= upper) down += 1;
      else up += 1;
      merged[index] = Math.min(lower, upper);
    }
    sums = merged;
  }
  return sums;
}

/** As the left sum grows, the smallest right sum that still reaches the bar can only move down. */
function countPairsAtLeast(left: Float64Array, right: Float64Array, bar: number): number {
  let count = 0;
  let first = right.length;
  for (const sum of left) {
    while (first > 0 && sum + (right[first - 1] ?? 0) >= bar) first -= 1;
    count += right.length - first;
  }
  return count;
}

/**
 * Evidence of a mean above 0 from nothing but symmetry: if the roles within a seed are interchangeable, a difference is as likely as its
 * negative, so 1 + tanh(stake · d) = 2 / (1 + exp(-2 · stake · d)) has the expectation 1 whatever the stake, and the product over seeds
 * may be looked at whenever one likes (decisions.md B1, "strict"; Ramdas, Ruf, Larsson & Koolen 2022). The stake of a seed comes from
 * earlier seeds only: the mean over the variance that they suggest, which would be the best bet under normal noise, with one seed's weight
 * on the smallest effect so that a few lucky seeds do not stake everything.
 * @param smallestEffect in SDs of one seed
 * @returns the natural logarithm of the e-value, seeds in the order of their numbers
 */
export function signSymmetryEvidence(differences: readonly number[], smallestEffect: number): number {
  // On the scale of the first seed that differs from 0, which nothing is staked on, so that no square can overflow.
  const unit = Math.abs(differences.find((difference) => difference !== 0) ?? 1);
  let [logEvidence, count, sum, squares] = [0, 0, 0, 0];
  for (const difference of differences) {
    const value = Math.max(-LARGEST, Math.min(LARGEST, difference / unit));
    logEvidence += logOfBet(stakeAfter({ count, sum, squares, smallestEffect }) * value);
    count += 1;
    sum += value;
    squares += value ** 2;
  }
  return logEvidence;
}

function stakeAfter(earlier: {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly smallestEffect: number;
}): number {
  const { count, sum, squares, smallestEffect } = earlier;
  if (squares === 0) return 0;
  const size = squares / count;
  // If the effect is the smallest one, a mean square is variance · (1 + effect²).
  const supposedVariance = size / (1 + smallestEffect ** 2);
  const centre = (sum + smallestEffect * Math.sqrt(supposedVariance)) / (count + 1);
  const spread = (Math.max(0, squares - sum ** 2 / count) + supposedVariance) / count;
  return Math.max(0, centre) / spread;
}

/** ln(2 / (1 + exp(-2x))) without overflow on either side. */
function logOfBet(x: number): number {
  return x >= 0 ? Math.LN2 - Math.log1p(Math.exp(-2 * x)) : Math.LN2 + 2 * x - Math.log1p(Math.exp(2 * x));
}
