// Small words for writing kernels as lists of calls of the WebAssembly module.
import type { HeapKernel, Place, Shape, WasmCall } from './heap-kernel.ts';
import type { WasmModule } from './wasm-module.ts';

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

/** What comes out of a call, and the counts and factors that it takes after the addresses. */
export interface Plan {
  readonly outputs: readonly Shape[];
  readonly scratch?: readonly Shape[];
  readonly values: readonly number[];
}

/** @param order of the inputs, as the module's function takes their addresses; what is made follows */
type FromCall = <Name extends string>(
  call: keyof WasmModule,
  order: readonly Name[],
  plan: (inputs: Readonly<Record<Name, Place>>, attributes: Readonly<Record<string, unknown>>) => Plan,
) => HeapKernel<Name>;

/** One call for all that there is. */
export const once: FromCall = (call, order, plan) => (inputs, attributes) => {
  const { values, ...made } = plan(inputs, attributes);
  const given = order.map((name) => inputs[name]);
  return { ...made, calls: (places) => [[call, ...[...given, ...places].map(({ address }) => address), ...values]] };
};

/** A call for each block along the first axis: one seed after another. */
export const eachSeed: FromCall = (call, order, plan) => (inputs, attributes) => {
  const { values, ...made } = plan(inputs, attributes);
  const given = order.map((name) => inputs[name]);
  return {
    ...made,
    calls: (places) => eachBlock([...given, ...places], (...addresses) => [[call, ...addresses, ...values]]),
  };
};

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

interface Block {
  /** Numbers before the first row, and from one row to the next. */
  readonly offset: number;
  readonly stride: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Blocks of tensors as rows that lie at equal distances, so that one call copies them in or out. What no such rows make up (cuts of more
 * than one axis, but for the first) has no form here.
 * @returns null where the block does not fit into the tensor, or has no form
 */
export function blockOf(shape: Shape, begin: readonly number[], size: readonly number[]): Block | null {
  const axes = [...shape.keys()];
  const [start, length] = [(axis: number) => begin[axis] as number, (axis: number) => size[axis] as number];
  if (shape.length === 0 || begin.length !== shape.length || size.length !== shape.length) return null;
  if (axes.some((axis) => start(axis) < 0 || start(axis) + length(axis) > (shape[axis] as number))) return null;
  const cut = axes.filter((axis) => length(axis) !== shape[axis]);
  const last = cut.at(-1) ?? 0;
  if (cut.some((axis) => axis !== 0 && axis !== last)) return null;
  const inner = sizeOf(shape.slice(last + 1));
  const stride = (shape[last] as number) * inner;
  const before = last === 0 ? 0 : start(0) * sizeOf(shape.slice(1, last)) * stride;
  return {
    offset: before + start(last) * inner,
    stride,
    rows: sizeOf(size.slice(0, last)),
    columns: length(last) * inner,
  };
}

/** @param piece the block by itself, row after row */
export function copyBlock(whole: Place, block: Block, piece: Place, copy: 'in' | 'out'): WasmCall {
  const inside = [whole.address + block.offset * BYTES, block.stride * BYTES] as const;
  const alone = [piece.address, block.columns * BYTES] as const;
  const [from, to] = copy === 'in' ? [alone, inside] : [inside, alone];
  return ['copyRows', ...from, ...to, block.rows, block.columns];
}
