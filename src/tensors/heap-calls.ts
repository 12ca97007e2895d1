// Small words for writing lists of calls of the WebAssembly module.
import type { Place, Shape, WasmCall } from './heap-kernel.ts';

export const BYTES = 4;

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Repeats calls along the first axis: each time with the addresses of the next block. A first axis of 1 serves all blocks. */
export function eachBlock(
  places: readonly Place[],
  calls: (...addresses: number[]) => readonly WasmCall[],
): WasmCall[] {
  const count = Math.max(...places.map(({ shape }) => shape[0] as number));
  return Array.from({ length: count }, (_, block) =>
    calls(
      ...places.map(({ shape, address }) =>
        shape[0] === 1 ? address : address + ((block * sizeOf(shape)) / count) * BYTES,
      ),
    ),
  ).flat();
}

/** out [rows, columns] = left x right, plus a bias [columns] if there is one. */
export function product(
  left: number,
  right: number,
  out: number,
  {
    rows,
    inner,
    columns,
    leftIsTransposed = false,
    bias = 0,
  }: {
    readonly rows: number;
    readonly inner: number;
    readonly columns: number;
    /** The left matrix lies as [inner, rows]. */
    readonly leftIsTransposed?: boolean;
    readonly bias?: number;
  },
): WasmCall {
  const [rowStride, innerStride] = leftIsTransposed ? [BYTES, rows * BYTES] : [inner * BYTES, BYTES];
  return ['product', left, rowStride, innerStride, right, bias, out, rows, inner, columns];
}
