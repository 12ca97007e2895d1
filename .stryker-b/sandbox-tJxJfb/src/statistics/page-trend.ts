// Page's L (Page 1963): do the values of each seed rise over ordered levels? L sums level number times within-seed rank.
// Null: within a seed every order of its values is equally likely. Up to six levels the null is exact, by convolution of
// the k! permutations of each row's own ranks, ties included (average ranks; the null is conditional on the ties).
// Above six levels: normal approximation with the variance that the ties leave.
// A small p says "not flat", not "monotone": decisions.md B2 adds endpoints and reversals.
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { HarnessError } from '../errors/harness-error.ts';
import { exactSum } from './sample-moments.ts';

export interface PageTrend {
  readonly statistic: number;
  /** One-sided, against an increase over the levels. */
  readonly pValue: number;
  readonly method: 'exact' | 'normal-approximation';
}

export const PAGE_EXACT_MOST_LEVELS = 6;

const NO_ROWS: Law = { least: 0, probabilities: Float64Array.of(1) };

/** Laws are remembered: there are few patterns of ties among six levels, and rows without ties share one law for each count. */
const rowLaws = new Map<string, Law>();
const untiedLaws = new Map<number, Law[]>();

/** `rows`: a row a seed, a column a level, levels in the order of the claim. */
export function pageTrend(rows: readonly (readonly number[])[]): PageTrend {
  const levels = rows[0]?.length ?? 0;
  if (levels < 3 || rows.some((row) => row.length !== levels || !row.every(Number.isFinite))) {
    throw new HarnessError('invalid-argument', {
      what: "Page's trend test needs a full table of finite values.",
      got: `${rows.length} rows of ${[...new Set(rows.map((row) => row.length))].join(', ')} levels`,
      expected: 'at least one row, and the same number of levels (3 or more) in every row',
    });
  }
  // Twice the average ranks, which makes them whole numbers, so that every sum below is exact.
  const doubledRanks = rows.map(twiceTheRanks);
  const doubledStatistic = doubledRanks.reduce((sum, ranks) => sum + weightedSum(ranks), 0);
  const statistic = doubledStatistic / 2;
  if (levels > PAGE_EXACT_MOST_LEVELS) {
    return { statistic, pValue: normalTail(doubledRanks, doubledStatistic), method: 'normal-approximation' };
  }
  return { statistic, pValue: exactTail(doubledRanks, doubledStatistic), method: 'exact' };
}

function exactTail(doubledRanks: readonly (readonly number[])[], statistic: number): number {
  const isTied = !doubledRanks.every(isUntied);
  const levels = doubledRanks[0]?.length ?? 0;
  const law = isTied
    ? doubledRanks.reduce((sum, ranks) => convolve(sum, rowLaw(ranks)), NO_ROWS)
    : untiedLaw(levels, doubledRanks.length);
  return Math.min(1, exactSum(Array.from(law.probabilities.subarray(statistic - law.least))));
}

/** `probabilities[v]` is that of a doubled statistic of least + v; below `least` there is none. */
interface Law {
  readonly least: number;
  readonly probabilities: Float64Array;
}

function rowLaw(ranks: readonly number[]): Law {
  const key = [...ranks].sort((left, right) => left - right).join();
  const law = rowLaws.get(key) ?? permutationLaw(ranks);
  rowLaws.set(key, law);
  return law;
}

/** The squares of doubled ranks add up to their largest only where there is no tie. */
function isUntied(doubledRanks: readonly number[]): boolean {
  const levels = doubledRanks.length;
  const squares = doubledRanks.reduce((sum, rank) => sum + rank ** 2, 0);
  return squares === (2 * levels * (levels + 1) * (2 * levels + 1)) / 3;
}

/** Of so many rows without a tie. */
function untiedLaw(levels: number, rows: number): Law {
  const laws = untiedLaws.get(levels) ?? [NO_ROWS];
  untiedLaws.set(levels, laws);
  const one = rowLaw(Array.from({ length: levels }, (_, level) => 2 * (level + 1)));
  for (let count = laws.length; count <= rows; count++) laws.push(convolve(laws[count - 1] ?? NO_ROWS, one));
  return laws[rows] ?? NO_ROWS;
}

/** Distribution of the weighted sum of a row's ranks over all orders of them. */
function permutationLaw(ranks: readonly number[]): Law {
  const counts = new Map<number, number>();
  let orders = 0;
  const place = (rest: readonly number[], level: number, sum: number): void => {
    if (rest.length === 0) {
      counts.set(sum, (counts.get(sum) ?? 0) + 1);
      orders += 1;
      return;
    }
    rest.forEach((rank, index) => {
      place(rest.toSpliced(index, 1), level + 1, sum + level * rank);
    });
  };
  place(ranks, 1, 0);
  const least = Math.min(...counts.keys());
  const probabilities = new Float64Array(Math.max(...counts.keys()) - least + 1);
  for (const [sum, count] of counts) probabilities[sum - least] = count / orders;
  return { least, probabilities };
}

function convolve(left: Law, right: Law): Law {
  const [long, short] = [left.probabilities, right.probabilities];
  const product = new Float64Array(long.length + short.length - 1);
  for (let shift = 0; shift < short.length; shift++) {
    const weight = short[shift] ?? 0;
    if (weight === 0) continue;
    for (let index = 0; index < long.length; index++) {
      product[index + shift] = (product[index + shift] ?? 0) + weight * (long[index] ?? 0);
    }
  }
  return { least: left.least + right.least, probabilities: product };
}

function normalTail(doubledRanks: readonly (readonly number[])[], statistic: number): number {
  const levels = doubledRanks[0]?.length ?? 0;
  const centre = (levels + 1) / 2;
  const levelSquares = (levels * (levels ** 2 - 1)) / 12;
  const expected = doubledRanks.length * levels * (levels + 1) * centre;
  const variance = doubledRanks.reduce((sum, ranks) => {
    const rankSquares = ranks.reduce((squares, rank) => squares + (rank - 2 * centre) ** 2, 0);
    return sum + (levelSquares * rankSquares) / (levels - 1);
  }, 0);
  return variance === 0 ? 1 : normalCdf((expected - statistic) / Math.sqrt(variance), 0, 1);
}

function weightedSum(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank, index) => sum + (index + 1) * rank, 0);
}

function twiceTheRanks(row: readonly number[]): number[] {
  return row.map((value) => {
    let doubled = 1;
    for (const other of row) {
      if (other < value) doubled += 2;
      else if (other === value) doubled += 1;
    }
    return doubled;
  });
}
