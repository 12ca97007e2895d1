// Multi-head causal self-attention of stacked sequences (Vaswani et al. 2017), with rotary positions where asked for
// (Su et al. 2021, in GPT-NeoX's form: the rotated part of a head is cut into two halves).
// Axes: S seeds, B sequences, T positions, H heads, D width, d = D / H.

import {
  add,
  concat,
  div,
  exp,
  logSoftmax,
  matMul,
  max,
  mul,
  neg,
  reshape,
  slice,
  split,
  sub,
  sum,
  type Tensor,
  tensor,
  transpose,
} from '../tensorflow.ts';
import { hasFused, kernel, withGradient } from './with-gradient.ts';

/** Beyond it the pairs of positions cost more than the products of matrices save. */
const SHORT = 8;

export interface AttentionShape {
  readonly heads: number;
  /** T: rows of the input are sequence after sequence. */
  readonly positions: number;
  /** Numbers of each head that are rotated, an even number; null for none. */
  readonly rotary: Rotary | null;
}

export interface Rotary {
  readonly size: number;
  readonly base: number;
}

/** Far enough that its exponential is zero, near enough that no sum overflows. */
const MASKED = -1e9;

/** @param projected queries, keys and values beside each other [S, B T, 3 D]; @returns [S, B T, D] */
export function causalAttention(projected: Tensor, shape: AttentionShape): Tensor {
  if (!hasFused('CausalAttention')) return composed(projected, shape);
  return whole(shape.rotary === null ? projected : rotated(projected, shape, shape.rotary), shape);
}

function whole(projected: Tensor, { heads, positions }: AttentionShape): Tensor {
  return withGradient([projected], (input) => {
    const outputs = kernel('CausalAttention', { projected: input }, { heads, positions });
    const [value, weights] = outputs as [Tensor, Tensor];
    return {
      value,
      saved: [input, weights],
      gradient: (dy, savedInput, savedWeights) =>
        kernel('CausalAttentionGradient', { dy, projected: savedInput, weights: savedWeights }, { heads, positions }),
    };
  });
}

/** Queries and keys turned before the heads are apart; the gradient is turned back. */
function rotated(projected: Tensor, { heads, positions }: AttentionShape, rotary: Rotary): Tensor {
  return withGradient([projected], (input) => {
    const half = rotary.size / 2;
    const values = [Math.cos, Math.sin].flatMap((read) => [
      ...angleTable({ ...rotary, positions, columns: half }, read),
    ]);
    const turns = tensor(values, [2, positions, half]);
    const turn = (x: Tensor, table: Tensor, sign: 1 | -1) =>
      kernel('RotatePositions', { projected: x, table }, { heads, positions, turn: sign });
    const [value] = turn(input, turns, 1);
    return { value, saved: [turns], gradient: (dy, table) => turn(dy, table, -1) };
  });
}

function composed(projected: Tensor, { heads, positions, rotary }: AttentionShape): Tensor {
  const [seeds, rows, triple] = projected.shape as [number, number, number];
  const size = triple / 3 / heads;
  const sequences = (seeds * rows) / positions;
  if (rotary === null && positions <= SHORT) return shortAttention(projected, { heads, positions });
  // [3, S B, H, T, d]
  const parts = transpose(reshape(projected, [sequences, positions, 3, heads, size]), [2, 0, 3, 1, 4]);
  const [queries, keys, values] = split(parts, 3, 0).map((part) =>
    reshape(part, [sequences, heads, positions, size]),
  ) as [Tensor, Tensor, Tensor];
  const turn = (x: Tensor) => (rotary === null ? x : rotate(x, rotary));
  // The queries are scaled, not the scores: in a graph TensorFlow fuses a product that is scaled and shifted into a kernel with
  // other bits.
  const scaled = mul(turn(queries), 1 / Math.sqrt(size));
  const scores = matMul(scaled, turn(keys), false, true); // [S B, H, T, T]
  const weights = softmax(add(scores, causalMask(positions, [1, 1, positions, positions])));
  const mixed = transpose(matMul(weights, values), [0, 2, 1, 3]); // [S B, T, H, d]
  return reshape(mixed, [seeds, rows, heads * size]);
}

/**
 * x [N, H, T, d]: the first `size` numbers of each head are turned by an angle that grows with the position.
 * @param before positions before the first
 */
export function rotate(x: Tensor, { size, base }: Rotary, before = 0): Tensor {
  const [sequences, heads, positions, width] = x.shape as [number, number, number, number];
  const half = size / 2;
  const table = (read: (angle: number) => number) =>
    tensor(angleTable({ size, base, positions, columns: size, before }, read), [1, 1, positions, size]);
  const part = (start: number, length: number) => slice(x, [0, 0, 0, start], [sequences, heads, positions, length]);
  const turned = add(
    mul(part(0, size), table(Math.cos)),
    mul(concat([neg(part(half, half)), part(0, half)], 3), table(Math.sin)),
  );
  return size === width ? turned : concat([turned, part(size, width - size)], 3);
}

/** Of the angle of each position and place of a head [T, columns]: both halves are turned alike. */
function angleTable(
  {
    size,
    base,
    positions,
    columns,
    before = 0,
  }: Rotary & { readonly positions: number; readonly columns: number; readonly before?: number },
  read: (angle: number) => number,
): Float32Array {
  const angle = (position: number, place: number) => position * base ** ((-2 * (place % (size / 2))) / size);
  return Float32Array.from({ length: positions * columns }, (_, index) =>
    read(angle(before + Math.floor(index / columns), index % columns)),
  );
}

/**
 * Softmax over the last axis, as the exponential of the log-softmax: TensorFlow's own kernel for it is another one in a graph than op by
 * op (oneDNN), so that a recorded step would give other bits. Any shape.
 */
export function softmax(x: Tensor): Tensor {
  return withGradient([x], (input) => {
    const value = exp(logSoftmax(input, -1));
    return {
      value,
      saved: [value],
      gradient: (dy, saved) => {
        const weighted = mul(dy, saved);
        return [sub(weighted, mul(sum(weighted, -1, true), saved))];
      },
    };
  });
}

/**
 * What is added to the scores of attention so that nothing looks at what comes later.
 * @param shape of T x T numbers, from where and then to where, with ones around as the scores need them
 */
export function causalMask(positions: number, shape: readonly number[]): Tensor {
  const mask = new Float32Array(positions * positions);
  for (let place = 0; place < positions; place += 1) {
    mask.fill(MASKED, place * positions + place + 1, (place + 1) * positions);
  }
  return tensor(mask, [...shape]);
}

/**
 * Causal self-attention of short sequences by products of numbers, with the gradient written by hand: batched products of matrices of a
 * handful of rows take longer. Sequences lie last, so that all arithmetic goes along long vectors. Axes: S seeds, B sequences, N = S B, T
 * positions, H heads, D width, d = D / H. As `causalAttention` without rotary positions: projected [S, B T, 3 D] -> [S, B T, D].
 */
function shortAttention(
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

  return withGradient([projected], (input) => {
    const parts = transpose(reshape(input, [sequences, positions, 3, heads, size]), [2, 3, 1, 4, 0]); // [3, H, T, d, N]
    const part = (index: number) => {
      const sides = [1, heads, positions, size, sequences];
      return reshape(slice(parts, [index, 0, 0, 0, 0], sides), sides.slice(1));
    };
    const [queries, keys, values] = [mul(part(0), scale), part(1), part(2)] as const;
    const scores = add(sum(mul(from(queries), to(keys)), 3), causalMask(positions, [1, positions, positions, 1])); // [H, T, T, N]
    const powers = exp(sub(scores, max(scores, 2, true)));
    const weights = div(powers, sum(powers, 2, true));
    const mixed = sum(mul(pairs(weights), to(values)), 2); // [H, T, d, N]
    return {
      value: reshape(transpose(mixed, [3, 1, 0, 2]), [seeds, rows, heads * size]),
      saved: [queries, keys, values, weights],
      gradient: (dy, q, k, v, w) => {
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
}
