// Causal self-attention of short sequences by products of numbers, with the gradient written by hand: batched products of
// matrices of a handful of rows take longer. Sequences lie last, so that all arithmetic goes along long vectors.
// Axes: S seeds, B sequences, N = S B, T positions, H heads, D width, d = D / H.
import { causalMask } from './causal-mask.ts';
import {
  add,
  concat,
  customGrad,
  div,
  exp,
  max,
  mul,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
  transpose,
} from './tensorflow.ts';

/** Beyond it the pairs of positions cost more than the products of matrices save. */
export const SHORT = 8;

/** As `causalAttention` without rotary positions: projected [S, B T, 3 D] -> [S, B T, D]. */
export function shortAttention(
  projected: Tensor,
  { heads, positions }: { readonly heads: number; readonly positions: number },
): Tensor {
  const [seeds, rows, triple] = projected.shape as [number, number, number];
  const size = triple / 3 / heads;
  const sequences = (seeds * rows) / positions;
  const scale = 1 / Math.sqrt(size);
  // A pair is where from and then where to: each [H, T or 1, T or 1, d, N].
  const from = (x: Tensor) => reshape(x, [heads, positions, 1, size, sequences]);
  const to = (x: Tensor) => reshape(x, [heads, 1, positions, size, sequences]);
  const pairs = (x: Tensor) => reshape(x, [heads, positions, positions, 1, sequences]);

  const operation = customGrad((...inputs) => {
    const [input, save] = inputs as unknown as [Tensor, (saved: Tensor[]) => void];
    const parts = transpose(reshape(input, [sequences, positions, 3, heads, size]), [2, 3, 1, 4, 0]); // [3, H, T, d, N]
    const part = (index: number) => {
      const sides = [1, heads, positions, size, sequences];
      return reshape(slice(parts, [index, 0, 0, 0, 0], sides), sides.slice(1));
    };
    const [queries, keys, values] = [mul(part(0), scale), part(1), part(2)];
    const scores = add(sum(mul(from(queries), to(keys)), 3), causalMask(positions, [1, positions, positions, 1])); // [H, T, T, N]
    const powers = exp(sub(scores, max(scores, 2, true)));
    const weights = div(powers, sum(powers, 2, true));
    const mixed = sum(mul(pairs(weights), to(values)), 2); // [H, T, d, N]
    save([queries, keys, values, weights]);
    return {
      value: reshape(transpose(mixed, [3, 1, 0, 2]), [seeds, rows, heads * size]),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [q, k, v, w] = saved as [Tensor, Tensor, Tensor, Tensor];
        const dMixed = from(transpose(reshape(dy, [sequences, positions, heads, size]), [2, 1, 3, 0]));
        const weighted = mul(sum(mul(dMixed, to(v)), 3), w); // [H, T, T, N]
        const dScores = pairs(sub(weighted, mul(sum(weighted, 2, true), w)));
        const slopes = [
          mul(sum(mul(dScores, to(k)), 2), scale),
          sum(mul(dScores, from(q)), 1),
          sum(mul(dMixed, pairs(w)), 1),
        ]; // each [H, T, d, N]
        const together = reshape(concat(slopes, 0), [3, heads, positions, size, sequences]);
        return [reshape(transpose(together, [4, 2, 0, 1, 3]), [seeds, rows, triple])];
      },
    };
  });
  return operation(projected);
}
