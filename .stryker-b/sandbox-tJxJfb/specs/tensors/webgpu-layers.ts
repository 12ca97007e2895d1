// Every operation that training and measurements use, as functions of a list of tensors, for comparing one engine with another.
import { crossEntropy } from '../../src/tensors/layers/cross-entropy.ts';
import { gelu, layerNorm, linear } from '../../src/tensors/layers/layers.ts';
import { parameterLayout, stack, unstack } from '../../src/tensors/parameter-layout.ts';
import {
  concat,
  div,
  logSoftmax,
  matMul,
  mean,
  slice,
  split,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tile,
} from '../../src/tensors/tensorflow.ts';

export interface LayerSizes {
  readonly seeds: number; // S
  readonly rows: number; // B
  readonly inner: number; // I
  readonly columns: number; // O
}

interface ComparedLayer {
  readonly shapes: (sizes: LayerSizes) => readonly (readonly number[])[];
  readonly apply: (inputs: readonly Tensor[]) => Tensor[];
}

const one = (inputs: readonly Tensor[]) => inputs[0] as Tensor;
const two = (inputs: readonly Tensor[]) => inputs as readonly [Tensor, Tensor];
const three = (inputs: readonly Tensor[]) => inputs as readonly [Tensor, Tensor, Tensor];

const rowsOnly = ({ seeds: S, rows: B, inner: I }: LayerSizes) => [[S, B, I]];
export const LAYERS = {
  linear: {
    shapes: ({ seeds: S, rows: B, inner: I, columns: O }) => [
      [S, B, I],
      [S, I, O],
      [S, 1, O],
    ],
    apply: (inputs) => [linear(...three(inputs))],
  },
  layerNorm: {
    // Wide enough that no row is nearly constant, where 32-bit numbers say nothing.
    shapes: ({ seeds: S, rows: B, inner: I }) => [
      [S, B, I + 4],
      [S, 1, I + 4],
      [S, 1, I + 4],
    ],
    apply: (inputs) => [layerNorm(...three(inputs))],
  },
  gelu: { shapes: rowsOnly, apply: (inputs) => [gelu(one(inputs))] },
  crossEntropy: {
    shapes: ({ seeds: S, rows: B, columns: O }) => [
      [S, B, O, 2],
      [S, B, O, 2],
    ],
    apply: (inputs) => [crossEntropy(one(inputs), two(inputs)[1])],
  },
  'flat parameters': {
    shapes: ({ seeds: S, inner: I, columns: O }) => [[S, I * O + O + I]],
    apply: (inputs) => {
      const [, size] = one(inputs).shape as [number, number];
      const layout = parameterLayout({ first: [1], second: [1, size - 2], third: [1] });
      const named = unstack(one(inputs), layout);
      return [...Object.values(named), stack(named, layout)];
    },
  },
  // Its gradients are the products with one side transposed.
  'products of transposed matrices': {
    shapes: ({ seeds: S, rows: B, inner: I, columns: O }) => [
      [S, I, B],
      [S, O, I],
    ],
    apply: (inputs) => [matMul(...two(inputs), true, true)],
  },
  logSoftmax: { shapes: rowsOnly, apply: (inputs) => [logSoftmax(one(inputs), -1)] },
  'split and concat': {
    shapes: ({ seeds: S, columns: O }) => [[S, O + 3]],
    apply: (inputs) => {
      const parts = split(one(inputs), [1, 2, (one(inputs).shape[1] as number) - 3], 1);
      return [...parts, concat([...parts].reverse(), 1)];
    },
  },
  'slice and tile': {
    shapes: ({ rows: B, inner: I }) => [[B + 1, I]],
    apply: (inputs) => [slice(one(inputs), [1, 0], [-1, -1]), tile(one(inputs), [3, 1])],
  },
  'norms and means': {
    // Wide, so that no norm is nearly zero.
    shapes: ({ seeds: S, inner: I }) => [[S, I + 4]],
    apply: (inputs) => {
      const centred = sub(one(inputs), mean(one(inputs), -1, true));
      const norm = sqrt(sum(square(one(inputs)), 1, true));
      return [centred, div(one(inputs), norm)];
    },
  },
} as const satisfies Record<string, ComparedLayer>;

export type LayerName = keyof typeof LAYERS;
export const LAYER_NAMES = Object.keys(LAYERS) as LayerName[];
