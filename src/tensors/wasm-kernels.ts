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
  type Shape,
  type WasmCall,
  wrapKernel,
} from './heap-kernel.ts';
import { registerLayerKernels } from './wasm-layer-kernels.ts';

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

/** A block of a matrix. */
const slice: HeapKernel<'x'> = ({ x }, attributes) => {
  const { begin, size = [] } = attributes as { begin: number[]; size?: number[] };
  if (x.shape.length !== 2 || begin.length !== 2 || size.length !== 2) return null;
  const [rows, columns] = x.shape as [number, number];
  const [row, column] = begin as [number, number];
  const height = size[0] === -1 ? rows - row : (size[0] as number);
  const width = size[1] === -1 ? columns - column : (size[1] as number);
  // What does not fit is the original's to refuse, as above.
  if (row < 0 || column < 0 || row + height > rows || column + width > columns) return null;
  return {
    outputs: [[height, width]],
    calls: ([out]) => [
      [
        'copyRows',
        x.address + (row * columns + column) * BYTES,
        columns * BYTES,
        out?.address as number,
        width * BYTES,
        height,
        width,
      ],
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
  const stride = (sizeOf(whole.shape) / rows) * BYTES;
  let block = whole.address;
  return pieces.map(({ address, shape }) => {
    const columns = sizeOf(shape) / rows;
    const [inner, outer] = [
      [address, columns * BYTES],
      [block, stride],
    ] as const;
    block += columns * BYTES;
    const [from, to] = copy === 'in' ? [inner, outer] : [outer, inner];
    return ['copyRows', ...from, ...to, rows, columns];
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
