// Mean and standard deviation of a sample, the same to the last bit in whatever order the values arrive.
// Sums are exact until one final rounding (Shewchuk 1997, as in Python's math.fsum), so no order can be favoured.

/** A spread below this share of the largest value is too near to none for sums that round. */
const LEAST_SPREAD = 1e-5;
/** Squares of values outside could overflow or vanish. */
const [SMALLEST, LARGEST] = [1e-100, 1e100];

export interface SampleMoments {
  readonly count: number;
  /** NaN for an empty sample. */
  readonly mean: number;
  /** With n - 1 below the line; null for fewer than two values, exactly 0 only when all are equal, infinite where no double holds it. */
  readonly standardDeviation: number | null;
}

/** Outside this range of magnitudes squares and sums could overflow or vanish, so values are rescaled first. */
const SAFE_MAGNITUDE = 2 ** 500;

export function sampleMoments(values: readonly number[]): SampleMoments {
  const count = values.length;
  if (count === 0) return { count, mean: Number.NaN, standardDeviation: null };
  const average = mean(values);
  if (count === 1) return { count, mean: average, standardDeviation: null };
  const scale = scaleOf(values);
  const deviations = values.map((value) => value / scale - average / scale);
  const largest = largestMagnitude(deviations);
  if (largest === 0) return { count, mean: average, standardDeviation: 0 };
  const squares = deviations.map((deviation) => (deviation / largest) ** 2);
  return { count, mean: average, standardDeviation: largest * Math.sqrt(exactSum(squares) / (count - 1)) * scale };
}

export function mean(values: readonly number[]): number {
  const first = values[0];
  if (first === undefined) return Number.NaN;
  // n·x / n need not be x in floating point; a constant sample has its constant as mean, and +0 rather than -0.
  if (values.every((value) => value === first)) return first + 0;
  const scale = scaleOf(values);
  return (exactSum(values.map((value) => value / scale)) / values.length) * scale;
}

/** A power of two, so that dividing by it rounds nothing away that counts beside the largest value. */
function scaleOf(values: readonly number[]): number {
  return largestMagnitude(values) > SAFE_MAGNITUDE ? SAFE_MAGNITUDE : 1;
}

/** The sum of `values`, rounded once: keeps the running total as a list of non-overlapping parts. */
export function exactSum(values: readonly number[]): number {
  const parts: number[] = [];
  let size = 0;
  for (const value of values) {
    let carried = value;
    // What is kept never overtakes what is read, so the list is rewritten in place.
    let kept = 0;
    for (let index = 0; index < size; index++) {
      const part = parts[index] ?? 0;
      const isLarger = Math.abs(carried) < Math.abs(part);
      const big = isLarger ? part : carried;
      const small = isLarger ? carried : part;
      const high = big + small;
      const low = small - (high - big);
      if (low !== 0) {
        parts[kept] = low;
        kept += 1;
      }
      carried = high;
    }
    parts[kept] = carried;
    size = kept + 1;
  }
  return roundParts(parts.slice(0, size));
}

/** Adds the parts from the largest down and settles a half-way case by the sign of what lies below it. */
function roundParts(parts: readonly number[]): number {
  let index = parts.length - 1;
  let total = parts[index] ?? 0;
  let rest = 0;
  while (index > 0 && rest === 0) {
    index -= 1;
    const part = parts[index] ?? 0;
    const before = total;
    total = before + part;
    rest = part - (total - before);
  }
  const below = parts[index - 1] ?? 0;
  if (rest !== 0 && below !== 0 && rest < 0 === below < 0) {
    const doubled = rest * 2;
    const candidate = total + doubled;
    if (candidate - total === doubled) return candidate;
  }
  return total + 0;
}

function largestMagnitude(values: readonly number[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

export interface RunningMoments {
  /** `mean[n]`: of the first n values. */
  readonly mean: Float64Array;
  /** `deviation[n]`: likewise, with n - 1 below the line; NaN where rounding could matter or there is no number. */
  readonly deviation: Float64Array;
}

// Mean and standard deviation of the first n values, for every n at once (Welford 1962): good to about ten digits, where
// sample-moments.ts is exact. For a first glance at a look: what this cannot tell for sure is asked again exactly.
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
