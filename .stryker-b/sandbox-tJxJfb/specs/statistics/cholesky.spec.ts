// Laws of the Cholesky factor: it is the one that the matrix was made from, and solving with it undoes the matrix.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { choleskyFactor, solveCholesky } from '../../src/statistics/logistic-regression.ts';

/** A lower triangle with a positive diagonal, row-major, and a vector of whole numbers. */
const systems = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc
    .record({
      below: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: size * size, maxLength: size * size }),
      diagonal: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: size, maxLength: size }),
      solution: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size }),
    })
    .map(({ below, diagonal, solution }) => {
      const factor = Float64Array.from(below, (value, index) => {
        const [row, column] = [Math.floor(index / size), index % size];
        return row === column ? (diagonal[row] ?? 1) : row > column ? value : 0;
      });
      return { size, factor, solution };
    }),
);

/** A = L L' in whole numbers. */
function squared(factor: Float64Array, size: number): Float64Array {
  return Float64Array.from(factor, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
    return sum;
  });
}

describe('the Cholesky factor', () => {
  law.prop([systems])('is the triangle that the matrix is the square of', ({ size, factor }) => {
    const got = choleskyFactor(squared(factor, size), size);
    got.forEach((value, index) => {
      expect(value).toBeCloseTo(factor[index] ?? Number.NaN, 9);
    });
  });

  law.prop([systems])('looks at the lower triangle only', ({ size, factor }) => {
    const matrix = squared(factor, size);
    const lower = matrix.map((value, index) => (index % size > Math.floor(index / size) ? Number.NaN : value));
    expect(choleskyFactor(lower, size)).toStrictEqual(choleskyFactor(matrix, size));
  });

  law.prop([systems])('gives back the vector that the matrix was multiplied by', ({ size, factor, solution }) => {
    const matrix = squared(factor, size);
    const vector = Float64Array.from({ length: size }, (_, row) =>
      solution.reduce((sum, value, column) => sum + (matrix[row * size + column] ?? 0) * value, 0),
    );
    solveCholesky(choleskyFactor(matrix, size), vector);
    vector.forEach((value, index) => {
      expect(value / 10).toBeCloseTo((solution[index] ?? Number.NaN) / 10, 3);
    });
  });
});
