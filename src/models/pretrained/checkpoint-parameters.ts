// The parameters of a pretrained model out of its checkpoint, which has made sure that it holds what its family has.
import type { Architecture, Checkpoint } from '../../checkpoints/checkpoint.ts';
import { pretrainedParameters } from './families.ts';

export interface StoredParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many numbers it has. */
  readonly size: number;
  /** Reads them into an array, from a place on. */
  readonly readInto: (target: Float32Array, offset: number) => void;
}

/** In the layout's order. Nothing is read yet. */
export function storedParameters(checkpoint: Checkpoint): StoredParameter[] {
  const { architecture } = checkpoint;
  const sizes = new Map(checkpoint.tensors.map(({ name, shape }) => [name, sizeOf(shape)]));
  return pretrainedParameters(architecture).map(({ name, shape, tensors, isHeadByHead }) => ({
    name,
    shape,
    size: sizeOf(shape),
    readInto(target, offset) {
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
export function checkpointNumbers(checkpoint: Checkpoint): Float32Array {
  const parameters = storedParameters(checkpoint);
  const numbers = new Float32Array(parameters.reduce((total, { size }) => total + size, 0));
  let start = 0;
  for (const { size, readInto } of parameters) {
    readInto(numbers, start);
    start += size;
  }
  return numbers;
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
