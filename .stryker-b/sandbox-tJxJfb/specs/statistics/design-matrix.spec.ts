// The products with a design matrix against their definitions, for any number of rows and columns: the loops go by fours, and what is
// left over must not be forgotten.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  boehningBound,
  type DesignMatrix,
  multiply,
  multiplyTransposed,
  withIntercept,
} from '../../src/statistics/design-matrix.ts';

const number = fc.integer({ min: -9, max: 9 });

const tables = fc.tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 0, max: 9 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    features: fc.array(number, { minLength: rows * columns, maxLength: rows * columns }),
    byRow: fc.array(number, { minLength: rows, maxLength: rows }),
    byColumn: fc.array(number, { minLength: columns + 1, maxLength: columns + 1 }),
  }),
);

const indices = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const sumOver = (count: number, term: (index: number) => number): number =>
  indices(count).reduce((sum, index) => sum + term(index), 0);
const cell = ({ values, width }: DesignMatrix, row: number, column: number): number =>
  values[row * width + column] ?? Number.NaN;

const options = { numRuns: 60 };

describe('a design matrix', () => {
  law.prop([tables], options)('holds the features and a column of ones', ({ rows, columns, features }) => {
    const design = withIntercept({ features: Float64Array.from(features), rows, columns });
    expect([design.rows, design.width, design.values.length]).toEqual([rows, columns + 1, rows * (columns + 1)]);
    for (const row of indices(rows)) {
      expect(indices(columns + 1).map((column) => cell(design, row, column))).toEqual([
        ...features.slice(row * columns, (row + 1) * columns),
        1,
      ]);
    }
  });

  law.prop([tables], options)('times a vector is a number a row', ({ rows, columns, features, byColumn }) => {
    const design = withIntercept({ features: Float64Array.from(features), rows, columns });
    const into = new Float64Array(rows).fill(7);
    multiply(design, Float64Array.from(byColumn), into);
    expect([...into].map((value) => value + 0)).toEqual(
      indices(rows).map((row) => sumOver(columns + 1, (column) => cell(design, row, column) * (byColumn[column] ?? 0))),
    );
  });

  law.prop([tables], options)(
    'transposed times a vector is a number a column',
    ({ rows, columns, features, byRow }) => {
      const design = withIntercept({ features: Float64Array.from(features), rows, columns });
      const into = new Float64Array(columns + 1).fill(7);
      multiplyTransposed(design, Float64Array.from(byRow), into);
      expect([...into].map((value) => value + 0)).toEqual(
        indices(columns + 1).map((column) => sumOver(rows, (row) => cell(design, row, column) * (byRow[row] ?? 0))),
      );
    },
  );

  law.prop([tables], options)(
    'has a quarter of its square, and lambda for all but the intercept, as bound',
    (table) => {
      const { rows, columns, features } = table;
      const design = withIntercept({ features: Float64Array.from(features), rows, columns });
      const bound = boehningBound(design, 0.5);
      for (const left of indices(columns + 1)) {
        for (const right of indices(left + 1)) {
          const square = sumOver(rows, (row) => cell(design, row, left) * cell(design, row, right));
          const lambda = left === right && left < columns ? 0.5 : 0;
          expect(bound[left * design.width + right]).toBe(square / 4 + lambda);
        }
      }
    },
  );
});
