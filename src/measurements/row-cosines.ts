// Cosines between gradients, row by row, and their means: shared by gradient alignment on the grid and in text.
import { fused } from '../tensors/fused.ts';
import {
  abs,
  add,
  concat,
  div,
  greater,
  less,
  logicalAnd,
  max,
  maximum,
  minimum,
  mul,
  slice,
  sqrt,
  square,
  sum,
  type Tensor,
  tidy,
  where,
} from '../tensors/tensorflow.ts';

/** @param cosines [questions * comparisons * variables] */
export function meanByComparison(
  cosines: Float32Array,
  comparisons: readonly string[],
  variables: number,
): Record<string, number> {
  const means = comparisons.map((_, place) => {
    let [sum, count] = [0, 0];
    for (let start = place * variables; start < cosines.length; start += comparisons.length * variables) {
      for (const cosine of cosines.subarray(start, start + variables)) sum += cosine;
      count += variables;
    }
    return sum / count;
  });
  return Object.fromEntries(comparisons.map((name, place) => [name, means[place] as number]));
}

/** Each row replaced by the one after it: the question about another variable. */
export function nextRow(rows: Tensor): Tensor {
  return concat([slice(rows, [1, 0], [-1, -1]), slice(rows, [0, 0], [1, -1])], 0);
}

/** Cosine of each row of one with the same row of the other: [n, P], [n, P] -> [n]. */
export function rowCosines(first: Tensor, second: Tensor): Tensor {
  const [whole] = fused('RowCosines', { a: first, b: second }) ?? [];
  if (whole !== undefined) return whole;
  return tidy(() => {
    const [squaresA, squaresB] = [sum(square(first), 1), sum(square(second), 1)];
    // 32 bits do not hold the squares of what a model without norms has learned perfectly: such rows are scaled first.
    const isHeld = logicalAnd(
      greater(minimum(squaresA, squaresB), SMALLEST_SQUARES),
      less(maximum(squaresA, squaresB), LARGEST_SQUARES),
    );
    const plain = div(sum(mul(first, second), 1), add(mul(sqrt(squaresA), sqrt(squaresB)), 1e-30));
    return where(isHeld, plain, cosinesOfScaled(first, second));
  });
}

const SMALLEST_SQUARES = 1e-20;
const LARGEST_SQUARES = 1e38;
/** The smallest that no processor takes for zero. */
const SMALLEST_NORMAL = 2 ** -126;

/** Zero where a row is zero. */
function cosinesOfScaled(first: Tensor, second: Tensor): Tensor {
  const scaled = (rows: Tensor) => div(rows, maximum(max(abs(rows), 1, true), SMALLEST_NORMAL));
  const [a, b] = [scaled(first), scaled(second)];
  const norms = sqrt(mul(sum(square(a), 1), sum(square(b), 1)));
  return div(sum(mul(a, b), 1), maximum(norms, SMALLEST_NORMAL));
}
