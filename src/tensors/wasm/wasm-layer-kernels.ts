// The fused kernels of the layers and of AdamW on the WebAssembly backend, under the names that layers.ts and its siblings ask
// for: lists of calls of the module, one seed after another. Axes: S seeds, B rows, I inputs, O outputs, D width, P parameters.
import { BYTES, eachBlock, product, sizeOf } from './heap-calls.ts';
import { type HeapKernel, type Place, registerHeapKernel } from './heap-kernel.ts';

export function registerLayerKernels(): void {
  registerHeapKernel('Linear', linear);
  registerHeapKernel('LinearGradient', linearGradient);
  registerHeapKernel('Gelu', gelu);
  registerHeapKernel('GeluGradient', geluGradient);
  registerHeapKernel('LayerNorm', layerNorm);
  registerHeapKernel('LayerNormGradient', layerNormGradient);
  registerHeapKernel('RootMeanSquareNorm', rootMeanSquareNorm);
  registerHeapKernel('RootMeanSquareNormGradient', rootMeanSquareNormGradient);
  registerHeapKernel('CrossEntropy', crossEntropy);
  registerHeapKernel('CrossEntropyGradient', crossEntropyGradient);
  registerHeapKernel('ClipRows', clipRows);
  registerHeapKernel('AdamW', adamW);
  registerHeapKernel('RowCosines', rowCosines);
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

const gelu: HeapKernel<'x'> = ({ x }) => ({
  outputs: [x.shape],
  calls: ([y]) => [['gelu', x.address, y?.address as number, sizeOf(x.shape)]],
});

const geluGradient: HeapKernel<'dy' | 'x'> = ({ dy, x }) => ({
  outputs: [x.shape],
  calls: ([dx]) => [['geluGradient', dy.address, x.address, dx?.address as number, sizeOf(x.shape)]],
});

/** x [S, B, D], gain and bias [S, 1, D] -> value, normalised x, and the deviation it was divided by [S, B, 1]. */
const layerNorm: HeapKernel<'x' | 'gain' | 'bias'> = ({ x, gain, bias }) => {
  const [seeds, rows, width] = x.shape as [number, number, number];
  return {
    outputs: [x.shape, x.shape, [seeds, rows, 1]],
    calls: (made) => eachBlock([x, gain, bias, ...made], (...addresses) => [['layerNorm', ...addresses, rows, width]]),
  };
};

/** By x, gain and bias. */
const layerNormGradient: HeapKernel<'dy' | 'unit' | 'scale' | 'gain'> = ({ dy, unit, scale, gain }) => {
  const [, rows, width] = dy.shape as [number, number, number];
  return {
    outputs: [dy.shape, gain.shape, gain.shape],
    calls: (made) =>
      eachBlock([dy, gain, unit, scale, ...made], (...addresses) => [['layerNormGradient', ...addresses, rows, width]]),
  };
};

/** x [S, B, D], gain [S, 1, D] -> value, normalised x, and the size it was divided by [S, B, 1]. */
const rootMeanSquareNorm: HeapKernel<'x' | 'gain'> = ({ x, gain }) => {
  const [seeds, rows, width] = x.shape as [number, number, number];
  return {
    outputs: [x.shape, x.shape, [seeds, rows, 1]],
    calls: (made) =>
      eachBlock([x, gain, ...made], (...addresses) => [['rootMeanSquareNorm', ...addresses, rows, width]]),
  };
};

/** By x and gain. */
const rootMeanSquareNormGradient: HeapKernel<'dy' | 'unit' | 'scale' | 'gain'> = ({ dy, unit, scale, gain }) => {
  const [, rows, width] = dy.shape as [number, number, number];
  return {
    outputs: [dy.shape, gain.shape],
    calls: (made) =>
      eachBlock([dy, gain, unit, scale, ...made], (...addresses) => [
        ['rootMeanSquareNormGradient', ...addresses, rows, width],
      ]),
  };
};

/** logits and targets [S, B, C, 2] -> [S]. */
const crossEntropy: HeapKernel<'logits' | 'targets'> = ({ logits, targets }) => {
  const seeds = logits.shape[0] as number;
  const pairs = sizeOf(logits.shape) / seeds / 2;
  return {
    outputs: [[seeds]],
    calls: (made) => eachBlock([logits, targets, ...made], (...addresses) => [['crossEntropy', ...addresses, pairs]]),
  };
};

/** By the logits. */
const crossEntropyGradient: HeapKernel<'dy' | 'logits' | 'targets'> = ({ dy, logits, targets }) => {
  const pairs = sizeOf(logits.shape) / (logits.shape[0] as number) / 2;
  return {
    outputs: [logits.shape],
    calls: (made) =>
      eachBlock([dy, logits, targets, ...made], (...addresses) => [['crossEntropyGradient', ...addresses, pairs]]),
  };
};

/** x [S, P] -> each row scaled down to at most this norm. */
const clipRows: HeapKernel<'x'> = ({ x }, attributes) => {
  const { norm } = attributes as { norm: number };
  return {
    outputs: [x.shape],
    calls: (made) => eachBlock([x, ...made], (from, to) => [['clipRow', from, to, x.shape[1] as number, norm]]),
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

/** a and b [n, P] -> [n]. */
const rowCosines: HeapKernel<'a' | 'b'> = ({ a, b }) => {
  const [rows, columns] = a.shape as [number, number];
  return {
    outputs: [[rows]],
    calls: ([out]) => [['rowCosines', a.address, b.address, out?.address as number, rows, columns]],
  };
};
