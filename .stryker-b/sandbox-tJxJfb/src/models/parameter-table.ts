// The parameters of a model as one table {shape, initial numbers, whether weight decay shrinks them}: layout, initialisation and
// decay follow from it.
import type { RandomStream } from '../randomness/random-stream.ts';
import { gatherRows } from '../tensors/layers/gather-rows.ts';
import { parameterLayout } from '../tensors/parameter-layout.ts';
import { add, reshape, type Tensor, tensor } from '../tensors/tensorflow.ts';
import type { BatchTensors, Model } from './model.ts';
import type { UserParameter } from './user-model.ts';

export type ParameterTable = Readonly<Record<string, UserParameter>>;

export const blockNames = (layers: number) => Array.from({ length: layers }, (_, index) => `block ${index + 1}`);

export const constant = (value: number) => () => value;
/** @param deviation of the number at an index, or of all */
export const normal = (deviation: number | ((index: number) => number)) => (random: RandomStream, index: number) =>
  (typeof deviation === 'number' ? deviation : deviation(index)) * random.normal();
export const uniformWithin = (bound: number) => (random: RandomStream) => bound * (2 * random.uniform() - 1);

/** What weight decay shrinks comes first. Each array has a stream of its own, so that another one moves no other's numbers. */
export function ofTable(table: ParameterTable): Pick<Model, 'layout' | 'decayed' | 'initialParameters'> {
  const shapesOf = (decayed: boolean) =>
    Object.entries(table).flatMap(([name, one]) => ((one.decayed ?? true) === decayed ? [[name, one.shape]] : []));
  const layout = parameterLayout(Object.fromEntries([...shapesOf(true), ...shapesOf(false)]));
  return {
    layout,
    decayed: parameterLayout(Object.fromEntries(shapesOf(true))).size,
    initialParameters(tree) {
      const flat = new Float32Array(layout.size);
      let start = 0;
      for (const { name, shape } of layout.entries) {
        const size = shape.reduce((product, length) => product * length, 1);
        const random = tree.child('initialisation').child(name).stream();
        const { initial } = table[name] as UserParameter;
        for (let index = 0; index < size; index += 1) flat[start + index] = initial(random, index);
        start += size;
      }
      return flat;
    },
  };
}

// Rows of stacked tables by numbers that count within a seed. Axes: S seeds, Q numbers, R rows of a seed, D width.

/** Rows of x [S, R, D] that are asked, by their numbers [S, Q] within a seed: [S, Q, D]; all of them where the batch names none. */
export function askedRows(x: Tensor, { asked }: BatchTensors): Tensor {
  if (asked === undefined || asked === null) return x;
  const [seeds, rows, width] = x.shape as [number, number, number];
  return reshape(gatherRows(reshape(x, [seeds * rows, width]), inOwnBlock(asked, rows)), [seeds, -1, width]);
}

/** Numbers [S, ...] within a seed's block of rows -> numbers within all blocks one after another. */
export function inOwnBlock(numbers: Tensor, block: number): Tensor {
  const [seeds] = numbers.shape as [number];
  if (seeds === 1) return numbers;
  const starts = Float32Array.from({ length: seeds }, (_, seed) => seed * block);
  return add(numbers, tensor(starts, [seeds, ...numbers.shape.slice(1).map(() => 1)]));
}
