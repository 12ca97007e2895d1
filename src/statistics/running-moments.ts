// Mean and standard deviation of the first n values, for every n at once (Welford 1962): good to about ten digits, where
// sample-moments.ts is exact. For a first glance at a look: what this cannot tell for sure is asked again exactly.

export interface RunningMoments {
  /** `mean[n]`: of the first n values. */
  readonly mean: Float64Array;
  /** `deviation[n]`: likewise, with n - 1 below the line; NaN where rounding could matter or there is no number. */
  readonly deviation: Float64Array;
}

/** A spread below this share of the largest value is too near to none for sums that round. */
const LEAST_SPREAD = 1e-5;
/** Squares of values outside could overflow or vanish. */
const [SMALLEST, LARGEST] = [1e-100, 1e100];

export function runningMoments(values: readonly number[]): RunningMoments {
  const mean = new Float64Array(values.length + 1).fill(Number.NaN);
  const deviation = new Float64Array(values.length + 1).fill(Number.NaN);
  let [centre, squares, largest] = [0, 0, 0];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    const count = index + 1;
    const before = value - centre;
    centre += before / count;
    squares += before * (value - centre);
    largest = Math.max(largest, Math.abs(value));
    const spread = Math.sqrt(squares / index);
    mean[count] = centre;
    const isSafe = largest > SMALLEST && largest < LARGEST && spread > LEAST_SPREAD * largest;
    if (isSafe) deviation[count] = spread;
  }
  return { mean, deviation };
}
