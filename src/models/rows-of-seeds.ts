// Rows of stacked tables by numbers that count within a seed. Axes: S seeds, Q numbers, R rows of a seed, D width.
import { gatherRows } from '../tensors/gather-rows.ts';
import { add, reshape, type Tensor, tensor } from '../tensors/tensorflow.ts';

/** Rows of x [S, R, D] by their numbers [S, Q] within a seed: [S, Q, D]. */
export function rowsOfSeeds(x: Tensor, numbers: Tensor): Tensor {
  const [seeds, rows, width] = x.shape as [number, number, number];
  return reshape(gatherRows(reshape(x, [seeds * rows, width]), inOwnBlock(numbers, rows)), [seeds, -1, width]);
}

/** Numbers [S, ...] within a seed's block of rows -> numbers within all blocks one after another. */
export function inOwnBlock(numbers: Tensor, block: number): Tensor {
  const [seeds] = numbers.shape as [number];
  if (seeds === 1) return numbers;
  const starts = Float32Array.from({ length: seeds }, (_, seed) => seed * block);
  return add(numbers, tensor(starts, [seeds, ...numbers.shape.slice(1).map(() => 1)]));
}
