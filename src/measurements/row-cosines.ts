// Cosines between gradients, row by row, and their means: shared by gradient alignment on the grid and in text.
import { fused } from '../tensors/fused.ts';
import { add, concat, div, mul, slice, sqrt, square, sum, type Tensor } from '../tensors/tensorflow.ts';

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
  const product = sum(mul(first, second), 1);
  const norms = mul(sqrt(sum(square(first), 1)), sqrt(sum(square(second), 1)));
  // The added constant only keeps an exactly zero gradient from becoming NaN: its cosine is then zero.
  return div(product, add(norms, 1e-30));
}
