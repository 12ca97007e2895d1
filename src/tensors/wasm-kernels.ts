// Kernels of the WebAssembly backend (tfjs-backend-wasm 4.22) that training leans on, replaced by calls of the harness's own
// module: its matrix product is fast for gradients and batches too, and pieces are copied within the heap. What a kernel here
// has no form for is left to the original. Same numbers as those to rounding: specs/tensors/wasm-kernels.spec.ts.
import { type Attribute, getKernelsForBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { BYTES, eachBlock, product, sizeOf } from './heap-calls.ts';
import {
  type HeapKernel,
  type Place,
  type Plan,
  refuseWhileRecording,
  replaceKernel,
  wrapKernel,
} from './heap-kernel.ts';
import { registerLayerKernels } from './wasm-layer-kernels.ts';
import type { WasmBackend } from './wasm-module.ts';

let installed = false;

/** Once a process: a second call changes nothing. */
export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  const ours = ['BatchMatMul', 'Slice', 'SplitV', 'Concat', 'Tile', 'Add', 'Multiply', 'Sum', 'Identity', 'Reshape'];
  for (const { kernelName } of getKernelsForBackend('wasm')) {
    if (!ours.includes(kernelName)) refuseWhileRecording(kernelName);
  }
  replaceKernel('BatchMatMul', batchMatMul);
  replaceKernel('Slice', slice);
  replaceKernel('SplitV', splitV, 'list');
  replaceKernel('Concat', concat);
  replaceKernel('Tile', tile);
  replaceKernel('Add', add);
  replaceKernel('Multiply', multiply);
  replaceKernel('Sum', sum);
  // The original copies; tensors are never written to, so a second name for the same memory serves.
  wrapKernel('Identity', (original) => (call) => {
    const x = call.inputs.x as TensorInfo;
    if (x.dtype === 'string') return original(call);
    call.backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
  registerLayerKernels();
}

/** a [n or 1, R, K] x b [n or 1, K, C], either transposed. */
const batchMatMul: HeapKernel<'a' | 'b'> = ({ a, b }, attributes) => {
  const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
  if (a.shape.length !== 3 || b.shape.length !== 3) return null;
  const [batchA, heightA, widthA] = a.shape as [number, number, number];
  const [batchB, heightB, widthB] = b.shape as [number, number, number];
  const [rows, inner] = transposeA ? [widthA, heightA] : [heightA, widthA];
  const columns = transposeB ? heightB : widthB;
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

/** Blocks of a matrix along its last axis. */
const slice: HeapKernel<'x'> = ({ x }, attributes) => {
  const { begin, size = [] } = attributes as { begin: number[]; size?: number[] };
  const [rows, columns] = x.shape as [number, number];
  const width = size[1] === -1 ? columns - (begin[1] ?? 0) : (size[1] ?? -1);
  const wholeRows = begin[0] === 0 && (size[0] === rows || size[0] === -1);
  if (x.shape.length !== 2 || !wholeRows || width < 0) return null;
  return columnBlocks(x, begin[1] as number, [width]);
};

/** A matrix in pieces along its last axis. */
const splitV: HeapKernel<'x'> = ({ x }, attributes) => {
  const { numOrSizeSplits: widths, axis } = attributes as { numOrSizeSplits: number[] | number; axis: number };
  const lastAxis = axis === 1 || axis === -1;
  if (x.shape.length !== 2 || !lastAxis || !Array.isArray(widths) || widths.includes(-1)) return null;
  // Widths that do not add up are the original's to refuse.
  if (widths.reduce((total, width) => total + width, 0) !== x.shape[1]) return null;
  return columnBlocks(x, 0, widths);
};

/** Neighbouring blocks of columns, the first from `start` on. */
function columnBlocks(x: Place, start: number, widths: readonly number[]): Plan {
  const [rows, columns] = x.shape as [number, number];
  return {
    outputs: widths.map((width) => [rows, width]),
    calls: (pieces) => {
      let from = x.address + start * BYTES;
      return pieces.map(({ address, shape }) => {
        const width = shape[1] as number;
        const block = from;
        from += width * BYTES;
        return ['copyRows', block, columns * BYTES, address, width * BYTES, rows, width];
      });
    },
  };
}

/** Matrices side by side. */
const concat: HeapKernel = (inputs, { axis }) => {
  const pieces = Object.values(inputs);
  if (pieces.some(({ shape }) => shape.length !== 2) || (axis !== 1 && axis !== -1)) return null;
  const rows = pieces[0]?.shape[0] as number;
  if (pieces.some(({ shape }) => shape[0] !== rows)) return null;
  const columns = pieces.reduce((total, { shape }) => total + (shape[1] as number), 0);
  return {
    outputs: [[rows, columns]],
    calls: ([out]) => {
      let to = out?.address as number;
      return pieces.map(({ address, shape }) => {
        const width = shape[1] as number;
        const block = to;
        to += width * BYTES;
        return ['copyRows', address, width * BYTES, block, columns * BYTES, rows, width];
      });
    },
  };
};

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

const add: HeapKernel<'a' | 'b'> = ({ a, b }) => {
  if (a.shape.join() !== b.shape.join()) return null;
  return {
    outputs: [a.shape],
    calls: ([out]) => [['add', a.address, b.address, out?.address as number, sizeOf(a.shape)]],
  };
};

/** Tensors of one shape, or a tensor by a number. */
const multiply: HeapKernel<'a' | 'b'> = ({ a, b }) => {
  const calls =
    (name: 'multiply' | 'scale', first: Place, second: Place): Plan['calls'] =>
    ([out]) => [[name, first.address, second.address, out?.address as number, sizeOf(second.shape)]];
  if (a.shape.join() === b.shape.join()) return { outputs: [b.shape], calls: calls('multiply', a, b) };
  if (a.shape.length === 0) return { outputs: [b.shape], calls: calls('scale', a, b) };
  if (b.shape.length === 0) return { outputs: [a.shape], calls: calls('scale', b, a) };
  return null;
};

/** Of a whole vector. */
const sum: HeapKernel<'x'> = ({ x }, attributes) => {
  const { keepDims } = attributes as { keepDims?: Attribute };
  if (x.shape.length !== 1 || keepDims === true) return null;
  return {
    outputs: [[]],
    calls: ([out]) => [['sumRows', x.address, out?.address as number, x.shape[0] as number, 1]],
  };
};
