// Causal self-attention in which several heads of queries share one of keys and values (Ainslie et al. 2023), for rows that follow
// upon others whose keys and values were kept. With a head of keys each it is multi-head attention.
// Axes: S seeds, B sequences, N = S B, T positions of a sequence, P positions before them, H heads, K of them with keys, d = width of
// a head.
import { add, concat, matMul, mul, reshape, slice, split, type Tensor, transpose } from '../tensorflow.ts';
import { type AttentionShape, causalMask, rotate, softmax } from './causal-attention.ts';

export interface GroupedShape extends AttentionShape {
  /** K, which divides the heads. */
  readonly keyValueHeads: number;
  /** d. */
  readonly headSize: number;
}

/** Of all positions so far [N, K, P + T, d], the keys turned. */
export interface KeysAndValues {
  readonly keys: Tensor;
  readonly values: Tensor;
}

/**
 * @param projected queries, keys and values beside each other [S, B T, (H + 2 K) d]
 * @param past what the positions before have left; null for none
 * @returns mixed [S, B T, H d], and what these positions leave
 */
export function groupedAttention(
  projected: Tensor,
  { heads, keyValueHeads, headSize, positions, rotary }: GroupedShape,
  past: KeysAndValues | null = null,
): KeysAndValues & { readonly mixed: Tensor } {
  const [seeds, rows] = projected.shape as [number, number, number];
  const sequences = (seeds * rows) / positions;
  const before = past?.keys.shape[2] ?? 0;
  const parts = split(projected, [heads * headSize, keyValueHeads * headSize, keyValueHeads * headSize], 2);
  const [queries, ownKeys, ownValues] = parts.map((part) =>
    transpose(reshape(part, [sequences, positions, -1, headSize]), [0, 2, 1, 3]),
  ) as [Tensor, Tensor, Tensor]; // [N, H or K, T, d]
  const turn = (x: Tensor) => (rotary === null ? x : rotate(x, rotary, before));
  const grown = (kept: Tensor | undefined, own: Tensor) => (kept === undefined ? own : concat([kept, own], 2));
  const keys = grown(past?.keys, turn(ownKeys)); // [N, K, P + T, d]
  const values = grown(past?.values, ownValues);

  // The heads of a group stand below each other, so that a group is one product of matrices: G = H / K.
  const groups = (x: Tensor) => reshape(x, [sequences * keyValueHeads, -1, x.shape[3] as number]);
  const scaled = mul(turn(queries), 1 / Math.sqrt(headSize));
  const scores = matMul(groups(scaled), groups(keys), false, true); // [N K, G T, P + T]
  const apart = reshape(scores, [sequences, heads, positions, before + positions]);
  const weights = softmax(masked(apart)); // [N, H, T, P + T]
  const mixed = reshape(matMul(groups(weights), groups(values)), [sequences, heads, positions, headSize]);
  return { mixed: reshape(transpose(mixed, [0, 2, 1, 3]), [seeds, rows, heads * headSize]), keys, values };
}

/** Scores [N, H, T, P + T]: no position looks at what comes after it. A position alone sees all. */
function masked(scores: Tensor): Tensor {
  const [, , positions, all] = scores.shape as [number, number, number, number];
  if (positions === 1) return scores;
  const mask = causalMask(all, [1, 1, all, all]);
  return add(scores, slice(mask, [0, 0, all - positions, 0], [1, 1, positions, all]));
}
