// Rows of a table by their numbers: embeddings of tokens, positions to read out. The gradient adds up the rows that were taken;
// TensorFlow.js has that kernel on some backends and gives `gather` no gradient of its own on others (engine.md 5).
import { getBackend, getKernel } from '@tensorflow/tfjs-core';
import { fused } from './fused.ts';
import {
  cast,
  customGrad,
  gatherND,
  matMul,
  mul,
  oneHot,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  unsortedSegmentSum,
} from './tensorflow.ts';

/**
 * @param table [N, D]
 * @param numbers whole numbers from 0 to N - 1 as floats, any shape: R of them
 * @returns [R, D]
 */
export function gatherRows(table: Tensor, numbers: Tensor): Tensor {
  const [rows] = table.shape as [number, number];
  const operation = customGrad((...inputs) => {
    const [source, places, save] = inputs as unknown as [Tensor, Tensor, (saved: Tensor[]) => void];
    const whole = fused('GatherRows', { table: source, numbers: places });
    if (whole !== null) {
      save([places]);
      const gradFunc = (dy: Tensor, [saved]: Tensor[]) => {
        const numbers = saved as Tensor;
        return [...(fused('AddedRows', { rows: dy, numbers }, { count: rows }) as Tensor[]), zerosOf(numbers)];
      };
      return { value: whole[0] as Tensor, gradFunc };
    }
    const indices = cast(reshape(places, [-1]), 'int32') as Tensor1D;
    save([indices, places]);
    return {
      // Not `gather`, which reads the numbers on the native backend and so cannot be recorded.
      value: gatherND(source, reshape(indices, [-1, 1])),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedIndices, savedPlaces] = saved as [Tensor1D, Tensor];
        return [addedRows(dy, savedIndices, rows), zerosOf(savedPlaces)];
      },
    };
  });
  return operation(table, numbers);
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
