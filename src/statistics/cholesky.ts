// Cholesky factorisation A = L L' of a small symmetric positive matrix, and solving with it, on flat typed arrays.
import { HarnessError } from '../errors/harness-error.ts';

/** L of the matrix whose lower triangle is given row-major; entries above the diagonal are neither read nor set. */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      if (i !== j) factor[i * size + j] = sum / (factor[j * size + j] ?? 0);
      else if (sum > 0) factor[i * size + i] = Math.sqrt(sum);
      else {
        throw new HarnessError('invalid-argument', {
          what: 'The matrix has no Cholesky factor.',
          got: `a pivot of ${sum} in row ${i}`,
          expected: 'a symmetric positive definite matrix',
        });
      }
    }
  }
  return factor;
}

/** Overwrites `vector` by the solution x of L L' x = vector. */
export function solveCholesky(factor: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    let sum = vector[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] ?? 0) * (vector[k] ?? 0);
    vector[i] = sum / (factor[i * size + i] ?? 1);
  }
  // By columns of L' = rows of L, so that memory is read in order.
  for (let i = size - 1; i >= 0; i--) {
    const solved = (vector[i] ?? 0) / (factor[i * size + i] ?? 1);
    vector[i] = solved;
    for (let k = 0; k < i; k++) vector[k] = (vector[k] ?? 0) - (factor[i * size + k] ?? 0) * solved;
  }
}
