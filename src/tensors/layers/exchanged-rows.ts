// Rows in another order, where each row goes to one place at most, so that the gradient is the same with the way back: packed documents
// and documents below each other.
import { mul, type Tensor } from '../tensorflow.ts';
import { indicesOf, takenRows } from './gather-rows.ts';
import { withGradient } from './with-gradient.ts';

/**
 * @param rows [R, D]
 * @param there whole numbers from 0 to R - 1 as floats, any shape: N of them, each the row that goes to this place
 * @param back R of them from 0 to N - 1: each the place that the row went to. A row that went nowhere, or a place that is nobody's, names one
 * whose gradient is zero
 * @returns [N, D]
 */
export function exchangedRows(rows: Tensor, there: Tensor, back: Tensor): Tensor {
  return withGradient([rows, there, back], (given, to, from) => ({
    value: taken(given, to),
    saved: [to, from],
    gradient: (dy, savedTo, savedFrom) => [taken(dy, savedFrom), mul(savedTo, 0), mul(savedFrom, 0)],
  }));
}

const taken = (rows: Tensor, numbers: Tensor) => takenRows(rows, indicesOf(numbers));
