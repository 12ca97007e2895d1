// The harness's layers for a model of one seed, for the models of users: the same kernels, and what they are made of can be
// recorded on every backend, which not all of TensorFlow.js can.
// Axes: B documents, T positions, I inputs, O outputs, D width, V words; `...` any axes, R of them multiplied.

import { matMul, reshape, type Tensor } from '../tensorflow.ts';
import { causalAttention } from './causal-attention.ts';
import { gatherRows } from './gather-rows.ts';
import { gelu, layerNorm, linear } from './layers.ts';

export interface PlainLayers {
  /** x [..., I], weight [I, O] and where it is given bias [O] -> [..., O]. */
  readonly linear: (x: Tensor, weight: Tensor, bias?: Tensor) => Tensor;
  /** Any shape; x Phi(x), exact. */
  readonly gelu: (x: Tensor) => Tensor;
  /** x [..., D], gain [D], bias [D] -> [..., D]. */
  readonly layerNorm: (x: Tensor, gain: Tensor, bias: Tensor) => Tensor;
  /** table [V, D], tokens [...] -> [..., D]. */
  readonly embed: (table: Tensor, tokens: Tensor) => Tensor;
  /** Queries, keys and values beside each other [B, T, 3 D] -> [B, T, D]: no position sees what comes later. */
  readonly causalAttention: (projected: Tensor, options: { readonly heads: number }) => Tensor;
}

export const plainLayers: PlainLayers = {
  linear(x, weight, bias) {
    const [inputs, outputs] = weight.shape as [number, number];
    const rows = reshape(x, [1, -1, inputs]); // [1, R, I]
    const own = reshape(weight, [1, inputs, outputs]);
    const mapped = bias === undefined ? matMul(rows, own) : linear(rows, own, reshape(bias, [1, 1, outputs]));
    return reshape(mapped, [...x.shape.slice(0, -1), outputs]);
  },
  gelu,
  layerNorm(x, gain, bias) {
    const width = x.shape.at(-1) as number;
    const alone = (vector: Tensor) => reshape(vector, [1, 1, width]);
    return reshape(layerNorm(reshape(x, [1, -1, width]), alone(gain), alone(bias)), x.shape);
  },
  embed: (table, tokens) => reshape(gatherRows(table, tokens), [...tokens.shape, table.shape[1] as number]),
  causalAttention(projected, { heads }) {
    const [documents, positions, triple] = projected.shape as [number, number, number];
    const rows = reshape(projected, [1, documents * positions, triple]);
    const mixed = causalAttention(rows, { heads, positions, rotary: null });
    return reshape(mixed, [documents, positions, triple / 3]);
  },
};
