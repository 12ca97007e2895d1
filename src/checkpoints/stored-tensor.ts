// A tensor in a file, read into place: a few megabytes at a time, row by row, each row where the asker's layout has it.
import type { ByteSource } from './byte-source.ts';
import type { NumberFormat } from './number-formats.ts';

export interface StoredTensor {
  readonly source: ByteSource;
  readonly name: string;
  readonly format: NumberFormat;
  /** As the file has it, outermost first. */
  readonly shape: readonly number[];
  /** Of its first byte in the file. */
  readonly position: number;
}

/** How the file's rows lie in what is handed out. */
export type Placement =
  | { readonly kind: 'as-it-is' }
  | { readonly kind: 'rows'; readonly rowOf: (row: number) => number }
  /** Columns become rows. */
  | { readonly kind: 'transposed' };

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function storedBytes({ format, shape }: Pick<StoredTensor, 'format' | 'shape'>): number {
  return (sizeOf(shape) / format.blockSize) * format.blockBytes;
}

const BUFFER_BYTES = 2 ** 22;

export function readTensor(stored: StoredTensor, placement: Placement, target: Float32Array, offset: number): void {
  const { source, format, position } = stored;
  const { rows, columns } = rowsOf(stored, placement);
  const blocks = columns / format.blockSize;
  const rowBytes = blocks * format.blockBytes;
  const rowsAtOnce = Math.min(rows, Math.max(1, Math.floor(BUFFER_BYTES / rowBytes)));
  const buffer = new Uint8Array(rowsAtOnce * rowBytes);
  const bytes = new DataView(buffer.buffer);
  const turned = placement.kind === 'transposed' ? new Float32Array(columns) : null;
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - first);
    source.read(position + first * rowBytes, buffer.subarray(0, count * rowBytes));
    for (let index = 0; index < count; index += 1) {
      const row = first + index;
      const fromByte = index * rowBytes;
      if (turned === null) {
        const place = placement.kind === 'rows' ? placement.rowOf(row) : row;
        format.decode(bytes, target, { fromByte, toNumber: offset + place * columns, blocks });
      } else {
        format.decode(bytes, turned, { fromByte, toNumber: 0, blocks });
        for (let column = 0; column < columns; column += 1)
          target[offset + column * rows + row] = turned[column] as number;
      }
    }
  }
}

/** A vector has one number a row where its rows are placed anew; otherwise it is one row of blocks. */
function rowsOf({ shape, format }: StoredTensor, { kind }: Placement): { rows: number; columns: number } {
  const columns = shape.length > 1 ? (shape.at(-1) as number) : kind === 'rows' ? 1 : format.blockSize;
  return { rows: sizeOf(shape) / columns, columns };
}
