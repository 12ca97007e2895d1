// The fused kernels of the layers and of AdamW on the WebAssembly backend, under the names that src/tensors/layers and AdamW ask for:
// lists of calls of the module. Axes: S seeds, B rows, I inputs, O outputs, D width, P parameters; of sequences B, T positions, H heads,
// d = D / H, R rows, V words.
import { BYTES, eachBlock, eachSeed, once, type Plan, product, sizeOf } from './heap-calls.ts';
import { type HeapKernel, type Place, registerHeapKernel } from './heap-kernel.ts';

export function registerLayerKernels(): void {
  for (const [name, kernel] of Object.entries(KERNELS)) registerHeapKernel(name, kernel);
}

/** x [S, B, I], weight [S, I, O], bias [S, 1, O] -> [S, B, O]. */
const linear: HeapKernel<'x' | 'weight' | 'bias'> = ({ x, weight, bias }) => {
  const [seeds, rows, inner] = x.shape as [number, number, number];
  const columns = weight.shape[2] as number;
  return {
    outputs: [[seeds, rows, columns]],
    calls: (made) =>
      eachBlock([x, weight, bias, ...made], (from, by, plus, y) => [
        product(from, by, y, { rows, inner, columns, bias: plus }),
      ]),
  };
};

/** dy [S, B, O] -> by x, weight and bias. Scratch: the weight transposed. */
const linearGradient: HeapKernel<'dy' | 'x' | 'weight'> = ({ dy, x, weight }) => {
  const [seeds, rows, inputs] = x.shape as [number, number, number];
  const outputs = weight.shape[2] as number;
  return {
    outputs: [x.shape, weight.shape, [seeds, 1, outputs]],
    scratch: [[seeds, outputs, inputs]],
    calls: (made) =>
      eachBlock([dy, x, weight, ...made], (slope, from, by, dx, dWeight, dBias, turned) => [
        ['transpose', by, turned, inputs, outputs],
        product(slope, turned, dx, { rows, inner: outputs, columns: inputs }),
        product(from, slope, dWeight, { rows: inputs, inner: rows, columns: outputs, leftIsTransposed: true }),
        ['sumRows', slope, dBias, rows, outputs],
      ]),
  };
};

type AdamWName =
  | 'parameters'
  | 'firstMoment'
  | 'secondMoment'
  | 'gradient'
  | 'stepSize'
  | 'secondMomentScale'
  | 'decay';

/**
 * Parameters, moments and gradient [S, P], what changes with the step [S, 1] -> next parameters and moments. Only the first
 * `decayed` numbers of a row are shrunk: the rest goes by itself, with a factor of one.
 */
const adamW: HeapKernel<AdamWName> = (inputs, attributes) => {
  const { parameters, firstMoment, secondMoment, gradient, stepSize, secondMomentScale, decay } = inputs;
  const { beta1, beta2, epsilon, decayed } = attributes as Record<'beta1' | 'beta2' | 'epsilon' | 'decayed', number>;
  const factors = [1 - beta1, 1 - beta2, epsilon];
  const size = parameters.shape[1] as number;
  const state = [parameters, firstMoment, secondMoment];
  const rows = [...state, gradient];
  return {
    outputs: state.map(({ shape }) => shape),
    scratch: decayed === size ? [] : [[1]],
    calls: (made) => {
      const [outputs, one] = [made.slice(0, state.length), made[state.length]];
      /** Columns of each row from one up to another, shrunk by a factor [S or 1, 1]. */
      const part = (start: number, end: number, factor: Place) =>
        eachBlock([...rows, stepSize, secondMomentScale, factor, ...outputs], (...addresses) => {
          const isColumn = (place: number) => place >= rows.length && place < rows.length + 3;
          const moved = addresses.map((address, place) => (isColumn(place) ? address : address + start * BYTES));
          return [['adamW', ...moved, end - start, ...factors]];
        });
      if (one === undefined) return part(0, size, decay);
      return [['fill', one.address, 1, 1], ...part(0, decayed, decay), ...part(decayed, size, one)];
    },
  };
};

/** x [S, B, D] -> value, normalised x, and what it was divided by [S, B, 1]. */
function normalised({ x: { shape } }: { readonly x: Place }, { epsilon }: Readonly<Record<string, unknown>>): Plan {
  const [seeds, rows, width] = shape as [number, number, number];
  return { outputs: [shape, shape, [seeds, rows, 1]], values: [rows, width, epsilon as number] };
}

/** Questions with two answers in logits [S, B, C, 2], of one seed. */
const pairsOf = ({ shape }: Place) => sizeOf(shape) / (shape[0] as number) / 2;

/** Sequences stand one after another, whosever they are: S B of them. */
function attentionSizes(projected: Place, attributes: Readonly<Record<string, unknown>>) {
  const { heads, positions } = attributes as { heads: number; positions: number };
  const [seeds, rows, triple] = projected.shape as [number, number, number];
  const [width, sequences] = [triple / 3, (seeds * rows) / positions];
  return {
    mixed: [seeds, rows, width],
    weights: [sequences, heads, positions, positions],
    counts: [sequences, positions, heads, width / heads],
    positions,
  };
}

const KERNELS = {
  Linear: linear,
  LinearGradient: linearGradient,
  AdamW: adamW,
  Gelu: once('gelu', ['x'], ({ x }) => ({ outputs: [x.shape], values: [sizeOf(x.shape)] })),
  GeluGradient: once('geluGradient', ['dy', 'x'], ({ x }) => ({ outputs: [x.shape], values: [sizeOf(x.shape)] })),
  /** a and b [n, P] -> [n]. */
  RowCosines: once('rowCosines', ['a', 'b'], ({ a }) => ({ outputs: [a.shape.slice(0, 1)], values: a.shape })),
  /** x [S, P] -> each row scaled down to at most this norm. */
  ClipRows: eachSeed('clipRow', ['x'], ({ x }, { norm }) => {
    return { outputs: [x.shape], values: [x.shape[1] as number, norm as number] };
  }),

  /** x [S, B, D], gain and bias [S, 1, D]. */
  LayerNorm: eachSeed('layerNorm', ['x', 'gain', 'bias'], normalised),
  /** By x, gain and bias. */
  LayerNormGradient: eachSeed('layerNormGradient', ['dy', 'gain', 'unit', 'scale'], ({ dy, gain }) => {
    return { outputs: [dy.shape, gain.shape, gain.shape], values: dy.shape.slice(1) };
  }),
  /** x [S, B, D], gain [S, 1, D]. */
  RootMeanSquareNorm: eachSeed('rootMeanSquareNorm', ['x', 'gain'], normalised),
  /** By x and gain. */
  RootMeanSquareNormGradient: eachSeed(
    'rootMeanSquareNormGradient',
    ['dy', 'gain', 'unit', 'scale'],
    ({ dy, gain }) => ({ outputs: [dy.shape, gain.shape], values: dy.shape.slice(1) }),
  ),

  /** logits and targets [S, B, C, 2] -> [S]. */
  CrossEntropy: eachSeed('crossEntropy', ['logits', 'targets'], ({ logits }) => {
    return { outputs: [logits.shape.slice(0, 1)], values: [pairsOf(logits)] };
  }),
  /** By the logits. */
  CrossEntropyGradient: eachSeed('crossEntropyGradient', ['dy', 'logits', 'targets'], ({ logits }) => {
    return { outputs: [logits.shape], values: [pairsOf(logits)] };
  }),
  /** logits [S, R, V], answers and weights [S, R] -> losses [S], and powers of e of the logits, for the gradient. */
  TokenCrossEntropy: eachSeed('tokenCrossEntropy', ['logits', 'answers', 'weights'], ({ logits: { shape } }) => {
    return { outputs: [shape.slice(0, 1), shape], values: shape.slice(1) };
  }),
  /** By the logits. */
  TokenCrossEntropyGradient: eachSeed(
    'tokenCrossEntropyGradient',
    ['dy', 'powers', 'answers', 'weights'],
    ({ powers: { shape } }) => ({ outputs: [shape], values: shape.slice(1) }),
  ),

  /** table [N, D], R numbers in any shape -> [R, D]. */
  GatherRows: once('gatherRows', ['table', 'numbers'], ({ table, numbers }) => {
    const [rows, width] = table.shape as [number, number];
    const count = sizeOf(numbers.shape);
    return { outputs: [[count, width]], values: [count, rows, width] };
  }),
  /** rows [R, D], R numbers in any shape -> [count, D]. */
  AddedRows: once('addedRows', ['rows', 'numbers'], ({ rows }, attributes) => {
    const { count } = attributes as { count: number };
    const [given, width] = rows.shape as [number, number];
    return { outputs: [[count, width]], values: [given, count, width] };
  }),
  /** projected [S, B T, 3 D], cosines and sines [2, T, h] -> projected with its queries and keys turned, or turned back. */
  RotatePositions: once('rotatePositions', ['projected', 'table'], ({ projected, table }, attributes) => {
    const { counts } = attentionSizes(projected, attributes);
    return { outputs: [projected.shape], values: [...counts, table.shape[2] as number, attributes.turn as number] };
  }),
  /** projected [S, B T, 3 D] -> mixed [S, B T, D], and the weights [S B, H, T, T]. */
  CausalAttention: once('causalAttention', ['projected'], ({ projected }, attributes) => {
    const { mixed, weights, counts } = attentionSizes(projected, attributes);
    return { outputs: [mixed, weights], values: counts };
  }),
  /** By the projected numbers. Scratch: slopes of the scores of one head. */
  CausalAttentionGradient: once('causalAttentionGradient', ['dy', 'projected', 'weights'], (inputs, attributes) => {
    const { counts, positions } = attentionSizes(inputs.projected, attributes);
    return { outputs: [inputs.projected.shape], scratch: [[positions, positions]], values: counts };
  }),
};
