// Three kernels of the WebAssembly backend, replaced because training leans on their slow paths (tfjs-backend-wasm 4.22):
// BatchMatMul is fast only when nothing is transposed and the batch is 1, but every gradient transposes; Slice and SplitV
// copy their whole input out of the heap for each piece. Results are the same numbers (specs/tensors/wasm-kernels.spec.ts).
import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';

/** The part of BackendWasm that kernels use; its own type is not exported. */
interface WasmHeap {
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
  disposeData(dataId: TensorInfo['dataId']): void;
}
type Kernel = (call: { inputs: object; attrs: object; backend: unknown }) => TensorInfo | TensorInfo[];

/** Replaces the kernels once; a second call changes nothing. */
export function installWasmKernels(): void {
  replace('BatchMatMul', batchMatMul);
  replace('Slice', slice);
  replace('SplitV', splitV);
}

const replaced = new WeakSet<object>();

function replace(kernelName: string, make: (original: Kernel) => Kernel): void {
  const original = getKernel(kernelName, 'wasm') as KernelConfig;
  if (replaced.has(original)) return;
  const config = { ...original, kernelFunc: make(original.kernelFunc as unknown as Kernel) };
  unregisterKernel(kernelName, 'wasm');
  registerKernel(config as unknown as KernelConfig);
  replaced.add(getKernel(kernelName, 'wasm') as KernelConfig);
}

/** a [n or 1, R, K] x b [n or 1, K, C], either transposed: transpose in the heap, then the fast kernel a matrix. */
function batchMatMul(original: Kernel): Kernel {
  return (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const attrs = call.attrs as { transposeA: boolean; transposeB: boolean };
    if (a.shape.length !== 3 || b.shape.length !== 3 || a.dtype !== 'float32' || b.dtype !== 'float32') {
      return original(call);
    }
    // Batches that neither agree nor are one: the original refuses them in its own words.
    if (a.shape[0] !== b.shape[0] && a.shape[0] !== 1 && b.shape[0] !== 1) return original(call);
    const backend = call.backend as WasmHeap;
    const temporary: TensorInfo[] = [];
    const held = (tensor: TensorInfo) => {
      temporary.push(tensor);
      return tensor;
    };
    const left = attrs.transposeA ? held(transposed(a, backend)) : a;
    const right = attrs.transposeB ? held(transposed(b, backend)) : b;
    const plain = { transposeA: false, transposeB: false };
    const multiply = (x: TensorInfo, y: TensorInfo) =>
      original({ inputs: { a: x, b: y }, attrs: plain, backend }) as TensorInfo;

    const [leftBatch, rows, inner] = left.shape as [number, number, number];
    const [rightBatch, , columns] = right.shape as [number, number, number];
    let product: TensorInfo;
    if (leftBatch === 1 && rightBatch === 1) product = multiply(left, right);
    else {
      const batch = Math.max(leftBatch, rightBatch);
      product = backend.makeOutput([batch, rows, columns], 'float32');
      for (let index = 0; index < batch; index += 1) {
        const x = block(left, leftBatch === 1 ? 0 : index, [1, rows, inner], backend);
        const y = block(right, rightBatch === 1 ? 0 : index, [1, inner, columns], backend);
        const part = multiply(x, y);
        backend.typedArrayFromHeap(product).set(backend.typedArrayFromHeap(part), index * rows * columns);
        for (const tensor of [x, y, part]) backend.disposeData(tensor.dataId);
      }
    }
    for (const tensor of temporary) backend.disposeData(tensor.dataId);
    return product;
  };
}

/** [n, R, C] -> [n, C, R]. */
function transposed(tensor: TensorInfo, backend: WasmHeap): TensorInfo {
  const [batch, rows, columns] = tensor.shape as [number, number, number];
  const result = backend.makeOutput([batch, columns, rows], 'float32');
  // Views are taken after the allocation: growing the heap detaches older ones.
  const from = backend.typedArrayFromHeap(tensor);
  const to = backend.typedArrayFromHeap(result);
  const size = rows * columns;
  for (let start = 0; start < batch * size; start += size) {
    for (let column = 0; column < columns; column += 1) {
      let read = start + column;
      const write = start + column * rows;
      for (let row = 0; row < rows; row += 1) {
        to[write + row] = from[read] as number;
        read += columns;
      }
    }
  }
  return result;
}

function block(tensor: TensorInfo, index: number, shape: readonly number[], backend: WasmHeap): TensorInfo {
  const size = shape.reduce((product, length) => product * length, 1);
  const result = backend.makeOutput(shape, 'float32');
  const from = backend.typedArrayFromHeap(tensor).subarray(index * size, (index + 1) * size);
  backend.typedArrayFromHeap(result).set(from);
  return result;
}

/** Slices of a matrix along its last axis, read straight from the heap; all else goes to the original. */
function slice(original: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { begin, size = [] } = call.attrs as { begin: number[]; size?: number[] };
    const [rows, columns] = x.shape as [number, number];
    const width = size[1] === -1 ? columns - (begin[1] ?? 0) : (size[1] ?? -1);
    const wholeRows = begin[0] === 0 && (size[0] === rows || size[0] === -1);
    if (x.shape.length !== 2 || x.dtype !== 'float32' || !wholeRows || width < 0) return original(call);
    return columnBlock(x, begin[1] as number, width, call.backend as WasmHeap);
  };
}

/** Splits of a matrix along its last axis; all else goes to the original. */
function splitV(original: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { numOrSizeSplits, axis } = call.attrs as { numOrSizeSplits: number[] | number; axis: number };
    const lastAxis = axis === 1 || axis === -1;
    const open = !Array.isArray(numOrSizeSplits) || numOrSizeSplits.includes(-1);
    // Widths that do not add up are the original's to refuse.
    const fits = !open && numOrSizeSplits.reduce((sum, width) => sum + width, 0) === x.shape[1];
    if (x.shape.length !== 2 || x.dtype !== 'float32' || !lastAxis || !fits) return original(call);
    let start = 0;
    return numOrSizeSplits.map((width) => {
      const piece = columnBlock(x, start, width, call.backend as WasmHeap);
      start += width;
      return piece;
    });
  };
}

/** x[:, start : start + width]. */
function columnBlock(x: TensorInfo, start: number, width: number, backend: WasmHeap): TensorInfo {
  const [rows, columns] = x.shape as [number, number];
  const result = backend.makeOutput([rows, width], 'float32');
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(result);
  for (let row = 0; row < rows; row += 1) {
    to.set(from.subarray(row * columns + start, row * columns + start + width), row * width);
  }
  return result;
}
