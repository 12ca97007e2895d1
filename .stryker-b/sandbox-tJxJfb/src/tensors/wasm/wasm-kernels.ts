// Kernels of the WebAssembly backend (tfjs-backend-wasm 4.22) that training leans on, replaced by calls of the harness's own
// module: its matrix product is fast for gradients and batches too, and pieces are copied within the heap. What a kernel here
// has no form for is left to the original. Same numbers as those to rounding: specs/tensors/wasm-kernels.spec.ts.
import { type Attribute, getKernelsForBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { BYTES, blockOf, copyBlock, eachBlock, once, product, sizeOf } from './heap-calls.ts';
import {
  type HeapKernel,
  type KernelCalls,
  type Place,
  refuseIfRecording,
  refuseWhileRecording,
  replaceKernel,
  type Shape,
  type WasmCall,
  wrapKernel,
} from './heap-kernel.ts';
import { registerLayerKernels } from './wasm-layer-kernels.ts';
import type { WasmBackend } from './wasm-module.ts';

let installed = false;

/** Once a process: a second call changes nothing. */
export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  const ours = [...Object.keys(REPLACED), 'SplitV', 'Identity', 'Cast', 'Reshape'];
  for (const { kernelName } of getKernelsForBackend('wasm')) {
    if (!ours.includes(kernelName)) refuseWhileRecording(kernelName);
  }
  for (const [name, kernel] of Object.entries(REPLACED)) replaceKernel(name, kernel);
  replaceKernel('SplitV', splitV, 'list');
  // The original copies; tensors are never written to, so a second name for the same memory serves.
  wrapKernel<'x'>('Identity', (original) => (call) => {
    const { x } = call.inputs;
    if (x.dtype === 'string') return original(call);
    return sameMemory(call.backend, x);
  });
  // The gradients of TensorFlow.js cast to 32-bit floats what is already.
  wrapKernel<'x'>('Cast', (original) => (call) => {
    const { x } = call.inputs;
    if (x.dtype === 'float32' && call.attrs.dtype === 'float32') return sameMemory(call.backend, x);
    refuseIfRecording(call.backend, 'Cast');
    return original(call);
  });
  registerLayerKernels();
}

function sameMemory(backend: WasmBackend, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}

/** a [n or 1, R, K] x b [n or 1, K, C], either transposed. */
const batchMatMul: HeapKernel<'a' | 'b'> = ({ a, b }, attributes) => {
  const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
  if (a.shape.length !== 3 || b.shape.length !== 3) return null;
  const [batchA, heightA, widthA] = a.shape as [number, number, number];
  const [batchB, heightB, widthB] = b.shape as [number, number, number];
  const [rows, inner] = transposeA ? [widthA, heightA] : [heightA, widthA];
  const [innerB, columns] = transposeB ? [widthB, heightB] : [heightB, widthB];
  // What does not fit is the original's to refuse.
  if (inner !== innerB || (batchA !== batchB && batchA !== 1 && batchB !== 1)) return null;
  const matrices = (left: number, right: number, out: number) => [
    product(left, right, out, { rows, inner, columns, leftIsTransposed: transposeA }),
  ];
  return {
    outputs: [[Math.max(batchA, batchB), rows, columns]],
    scratch: transposeB ? [[batchB, widthB, heightB]] : [],
    calls: ([out, turned]) =>
      turned === undefined
        ? eachBlock([a, b, out as Place], matrices)
        : [
            ...eachBlock([b, turned], (from, to) => [['transpose', from, to, heightB, widthB]]),
            ...eachBlock([a, turned, out as Place], matrices),
          ],
  };
};

const slice: HeapKernel<'x'> = ({ x }, attributes) => {
  const { begin, size } = attributes as { begin: number[] | number; size?: number[] | number };
  if (!Array.isArray(begin) || !Array.isArray(size)) return null;
  const lengths = size.map((length, axis) => (length === -1 ? (x.shape[axis] ?? 0) - (begin[axis] ?? 0) : length));
  const block = blockOf(x.shape, begin, lengths);
  if (block === null) return null;
  return { outputs: [lengths], calls: ([out]) => [copyBlock(x, block, out as Place, 'out')] };
};

/** The gradient of `slice`. */
const pad: HeapKernel<'x'> = ({ x }, attributes) => {
  const { paddings, constantValue } = attributes as { paddings: [number, number][]; constantValue: number };
  const shape = x.shape.map((length, axis) => length + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0));
  const begin = paddings.map(([before]) => before);
  const block = blockOf(shape, begin, x.shape);
  if (block === null) return null;
  return {
    outputs: [shape],
    calls: ([out]) => [
      ['fill', out?.address as number, constantValue, sizeOf(shape)],
      copyBlock(out as Place, block, x, 'in'),
    ],
  };
};

/** Pieces along an axis: seen from there, a tensor is a matrix, and the pieces are blocks of its columns. */
const splitV: HeapKernel<'x'> = ({ x }, attributes) => {
  const { numOrSizeSplits: lengths, axis: anyAxis } = attributes as {
    numOrSizeSplits: number[] | number;
    axis: number;
  };
  const axis = anyAxis < 0 ? anyAxis + x.shape.length : anyAxis;
  if (!Array.isArray(lengths) || lengths.includes(-1)) return null;
  // Lengths that do not add up are the original's to refuse.
  if (lengths.reduce((total, length) => total + length, 0) !== x.shape[axis]) return null;
  return {
    outputs: lengths.map((length) => x.shape.toSpliced(axis, 1, length)),
    calls: (pieces) => copyBlocks(x, pieces, { axis, copy: 'out' }),
  };
};

const concat: HeapKernel = (inputs, attributes) => {
  const pieces = Object.values(inputs);
  const shape = pieces[0]?.shape as Shape;
  const { axis: anyAxis } = attributes as { axis: number };
  const axis = anyAxis < 0 ? anyAxis + shape.length : anyAxis;
  const rest = (place: Place) => place.shape.toSpliced(axis, 1).join();
  if (pieces.some((piece) => rest(piece) !== shape.toSpliced(axis, 1).join())) return null;
  const length = pieces.reduce((total, piece) => total + (piece.shape[axis] as number), 0);
  return {
    outputs: [shape.toSpliced(axis, 1, length)],
    calls: ([whole]) => copyBlocks(whole as Place, pieces, { axis, copy: 'in' }),
  };
};

/** Copies the pieces of a tensor along an axis out of it, or into it. */
function copyBlocks(
  whole: Place,
  pieces: readonly Place[],
  { axis, copy }: { readonly axis: number; readonly copy: 'in' | 'out' },
): WasmCall[] {
  const rows = sizeOf(whole.shape.slice(0, axis));
  const stride = sizeOf(whole.shape) / rows;
  let offset = 0;
  return pieces.map((piece) => {
    const columns = sizeOf(piece.shape) / rows;
    const block = { offset, stride, rows, columns };
    offset += columns;
    return copyBlock(whole, block, piece, copy);
  });
}

/** One row many times. */
const tile: HeapKernel<'x'> = ({ x }, attributes) => {
  const [rows = 0, columns = 0] = (attributes as { reps: number[] }).reps;
  if (x.shape.length !== 2 || x.shape[0] !== 1 || columns !== 1) return null;
  const width = x.shape[1] as number;
  return {
    outputs: [[rows, width]],
    calls: ([out]) => [['copyRows', x.address, 0, out?.address as number, width * BYTES, rows, width]],
  };
};

/** Tensors of one shape, or one of them repeated along neighbouring axes. */
const add: HeapKernel<'a' | 'b'> = ({ a, b }) => {
  if (a.shape.join() === b.shape.join()) {
    return {
      outputs: [a.shape],
      calls: ([out]) => [['add', a.address, b.address, out?.address as number, sizeOf(a.shape)]],
    };
  }
  const [large, small] = sizeOf(a.shape) > sizeOf(b.shape) ? [a, b] : [b, a];
  const repeated = repeatedAxes(large.shape, small.shape);
  if (repeated === null) return null;
  const { before, along, after } = repeated;
  return {
    outputs: [large.shape],
    calls: ([out]) => [['addRepeated', large.address, small.address, out?.address as number, before, along, after]],
  };
};

/** Numbers before, along and after the neighbouring axes along which the small tensor is repeated; null where it is otherwise. */
function repeatedAxes(large: Shape, small: Shape) {
  if (small.length > large.length) return null;
  const lengths = [...Array.from({ length: large.length - small.length }, () => 1), ...small];
  const other = [...large.keys()].filter((axis) => lengths[axis] !== large[axis]);
  if (other.some((axis) => lengths[axis] !== 1)) return null;
  return between(large, other);
}

/** @param axes in order; null where they are no neighbours */
function between(shape: Shape, axes: readonly number[]) {
  const [first = 0, last = 0] = [axes[0], axes.at(-1)];
  if (axes.length === 0 || last - first + 1 !== axes.length) return null;
  return {
    before: sizeOf(shape.slice(0, first)),
    along: sizeOf(shape.slice(first, last + 1)),
    after: sizeOf(shape.slice(last + 1)),
  };
}

/** Tensors of one shape, or a tensor by a number. */
const multiply: HeapKernel<'a' | 'b'> = ({ a, b }) => {
  const calls =
    (name: 'multiply' | 'scale', first: Place, second: Place): KernelCalls['calls'] =>
    ([out]) => [[name, first.address, second.address, out?.address as number, sizeOf(second.shape)]];
  const isNumber = (one: Place, other: Place) => sizeOf(one.shape) === 1 && one.shape.length <= other.shape.length;
  if (a.shape.join() === b.shape.join()) return { outputs: [b.shape], calls: calls('multiply', a, b) };
  if (isNumber(a, b)) return { outputs: [b.shape], calls: calls('scale', a, b) };
  if (isNumber(b, a)) return { outputs: [a.shape], calls: calls('scale', b, a) };
  return null;
};

const relu = once('relu', ['x'], ({ x }) => ({ outputs: [x.shape], values: [sizeOf(x.shape)] }));

/** 1 above zero, `alpha` elsewhere: TensorFlow.js makes the gradient of ReLU of it. */
const step = once('step', ['x'], ({ x }, { alpha }) => {
  return { outputs: [x.shape], values: [sizeOf(x.shape), alpha as number] };
});

/** Of a whole vector, or along axes that are neighbours and not the last. */
const sum: HeapKernel<'x'> = ({ x }, attributes) => {
  const { axis, keepDims } = attributes as { axis?: number | number[] | null; keepDims?: Attribute };
  if (keepDims === true) return null;
  if (x.shape.length === 1) {
    return {
      outputs: [[]],
      calls: ([out]) => [['sumRows', x.address, out?.address as number, x.shape[0] as number, 1]],
    };
  }
  const axes = [axis ?? [...x.shape.keys()]].flat().map((any) => (any < 0 ? any + x.shape.length : any));
  const parts = between(
    x.shape,
    axes.toSorted((one, other) => one - other),
  );
  if (parts === null || parts.after === 1) return null;
  return {
    outputs: [x.shape.filter((_, place) => !axes.includes(place))],
    calls: ([out]) => [['sumBlocks', x.address, out?.address as number, parts.before, parts.along, parts.after]],
  };
};

const REPLACED = {
  BatchMatMul: batchMatMul,
  Slice: slice,
  PadV2: pad,
  Concat: concat,
  Tile: tile,
  Add: add,
  Multiply: multiply,
  Sum: sum,
  Relu: relu,
  Step: step,
};
