// The parameters of a pretrained model out of its checkpoint, which has made sure that it holds what its family has.
import type { Architecture, Checkpoint } from '../../checkpoints/checkpoint.ts';
import { isTableOfWords, pretrainedParameters } from './families.ts';

/** Tokens that a model keeps, by their numbers in the tokenizer: its words, in this order. Null: all. */
export type KeptTokens = readonly number[] | null;

/** What of a checkpoint is wanted. */
export interface Wanted {
  readonly kept?: KeptTokens;
  /** The first so many; left out: all. */
  readonly layers?: number;
}

/** What a model is that has no more than that. */
export function wantedArchitecture({ architecture }: Checkpoint, { kept = null, layers }: Wanted): Architecture {
  const { vocabulary } = architecture;
  return {
    ...architecture,
    layers: layers ?? architecture.layers,
    vocabulary: kept === null ? vocabulary : kept.length,
  };
}

export interface StoredParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many numbers it has. */
  readonly size: number;
  /** Reads them into an array, from a place on. */
  readonly readInto: (target: Float32Array, offset: number) => void;
}

/** In the layout's order. Nothing is read yet. */
export function storedParameters(checkpoint: Checkpoint, wanted: Wanted = {}): StoredParameter[] {
  const { architecture } = checkpoint;
  const { kept = null } = wanted;
  const sizes = new Map(checkpoint.tensors.map(({ name, shape }) => [name, sizeOf(shape)]));
  return pretrainedParameters(wantedArchitecture(checkpoint, wanted)).map(({ name, shape, tensors, isHeadByHead }) => ({
    name,
    shape,
    size: sizeOf(shape),
    readInto(target, offset) {
      if (kept !== null && isTableOfWords(name)) {
        readRows({ checkpoint, tensor: tensors[0] as string, rows: kept }, target, offset);
        return;
      }
      let start = offset;
      for (const tensor of tensors) {
        checkpoint.readInto(tensor, target, start);
        start += sizes.get(tensor) ?? 0;
      }
      if (isHeadByHead) partByPart(target.subarray(offset, start), architecture);
    },
  }));
}

/** All in one row. */
export function checkpointNumbers(checkpoint: Checkpoint, wanted: Wanted = {}): Float32Array {
  const parameters = storedParameters(checkpoint, wanted);
  const numbers = new Float32Array(parameters.reduce((total, { size }) => total + size, 0));
  let start = 0;
  for (const { size, readInto } of parameters) {
    readInto(numbers, start);
    start += size;
  }
  return numbers;
}

/** Some rows of a tensor, which is read whole: its numbers may lie in blocks that are longer than a row. */
function readRows(
  {
    checkpoint,
    tensor,
    rows,
  }: { readonly checkpoint: Checkpoint; readonly tensor: string; readonly rows: readonly number[] },
  target: Float32Array,
  offset: number,
): void {
  const { vocabulary, width } = checkpoint.architecture;
  const whole = new Float32Array(vocabulary * width);
  checkpoint.readInto(tensor, whole, 0);
  for (const [place, row] of rows.entries()) {
    target.set(whole.subarray(row * width, (row + 1) * width), offset + place * width);
  }
}

/** Rows that lie head by head, each its query, key and value, come to lie as all queries, all keys, all values. */
function partByPart(rows: Float32Array, { heads }: Architecture): void {
  const before = rows.slice();
  const block = rows.length / (3 * heads);
  for (let head = 0; head < heads; head += 1) {
    for (let part = 0; part < 3; part += 1) {
      const from = (head * 3 + part) * block;
      rows.set(before.subarray(from, from + block), (part * heads + head) * block);
    }
  }
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
