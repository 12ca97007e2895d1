// Rows of a table by their numbers: embeddings of tokens, positions to read out. The gradient adds up the rows that were taken;
// TensorFlow.js has that kernel on some backends and gives `gather` no gradient of its own on others (engine.md 5).
import { getBackend, getKernel } from '@tensorflow/tfjs-core';
import {
  cast,
  gatherND,
  matMul,
  mul,
  oneHot,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  unsortedSegmentSum,
} from '../tensorflow.ts';
import { hasFused, kernel, withGradient } from './with-gradient.ts';

/**
 * @param table [N, D]
 * @param numbers whole numbers from 0 to N - 1 as floats, any shape: R of them
 * @returns [R, D]
 */
export function gatherRows(table: Tensor, numbers: Tensor): Tensor {
  const [count] = table.shape as [number, number];
  const inputs = [table, numbers] as const;
  return hasFused('GatherRows') ? withGradient(inputs, whole(count)) : withGradient(inputs, composed(count));
}

const whole = (count: number) => (table: Tensor, numbers: Tensor) => ({
  value: kernel('GatherRows', { table, numbers })[0],
  saved: [numbers] as const,
  gradient: (rows: Tensor, saved: Tensor) => [
    ...kernel('AddedRows', { rows, numbers: saved }, { count }),
    zerosOf(saved),
  ],
});

const composed = (count: number) => (table: Tensor, numbers: Tensor) => {
  const indices = indicesOf(numbers);
  return {
    value: takenRows(table, indices),
    saved: [indices, numbers] as const,
    gradient: (rows: Tensor, taken: Tensor1D, saved: Tensor) => [addedRows(rows, taken, count), zerosOf(saved)],
  };
};

export function indicesOf(numbers: Tensor): Tensor1D {
  return cast(reshape(numbers, [-1]), 'int32');
}

/** Without a gradient. */
export function takenRows(table: Tensor, indices: Tensor1D): Tensor {
  // Not `gather`, which reads the numbers on the native backend and so cannot be recorded.
  return gatherND(table, reshape(indices, [-1, 1]));
}

/** Row n of the result is the sum of the rows whose number is n. */
function addedRows(rows: Tensor, numbers: Tensor1D, count: number): Tensor {
  if (getKernel('UnsortedSegmentSum', getBackend()) !== undefined) return unsortedSegmentSum(rows, numbers, count);
  // TensorFlow.js refuses one-hot rows of one column.
  if (count === 1) return sum(rows, 0, true);
  return matMul(oneHot(numbers, count), rows, true, false);
}

/** Numbers of rows are no matter of degree. */
const zerosOf = (places: Tensor) => mul(places, 0);
