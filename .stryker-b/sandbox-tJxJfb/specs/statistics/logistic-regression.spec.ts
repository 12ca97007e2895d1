// Laws and edges of the penalised logistic regression: it finds the minimum, whatever the labeling.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  fitLogisticRegressions,
  type LogisticProblem,
  logisticMargins,
} from '../../src/statistics/logistic-regression.ts';

const ROWS = 13;
const COLUMNS = 4;

const problemsOf = (rows: number, columns: number) =>
  fc
    .record({
      features: fc.array(fc.integer({ min: -300, max: 300 }), { minLength: rows * columns, maxLength: rows * columns }),
      labels: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: rows - 2, maxLength: rows - 2 }),
      lambda: fc.constantFrom(0.1, 1, 30),
    })
    .map(
      ({ features, labels, lambda }): LogisticProblem => ({
        features: Float64Array.from(features, (value) => value / 100),
        rows,
        columns,
        labels: [Uint8Array.of(0, 1, ...labels)],
        lambda,
      }),
    );
const problems = problemsOf(ROWS, COLUMNS);
const anyProblems = fc
  .tuple(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 1, max: 9 }))
  .chain(([rows, columns]) => problemsOf(rows, columns));

/** The only fit of a problem with one labeling. */
function fitOf(problem: LogisticProblem): { readonly weights: Float64Array; readonly intercept: number } {
  const { weights, intercepts } = fitLogisticRegressions(problem);
  return { weights: weights[0] ?? new Float64Array(), intercept: intercepts[0] ?? Number.NaN };
}

function slopes(problem: LogisticProblem): number[] {
  const fit = fitOf(problem);
  const margins = logisticMargins(problem, fit);
  const { columns } = problem;
  const slope = new Array<number>(columns + 1).fill(0);
  margins.forEach((margin, row) => {
    const residual = 1 / (1 + Math.exp(-margin)) - (problem.labels[0]?.[row] ?? 0);
    for (let column = 0; column <= columns; column++) {
      const feature = column === columns ? 1 : (problem.features[row * columns + column] ?? 0);
      slope[column] = (slope[column] ?? 0) + residual * feature;
    }
  });
  return slope.map((value, column) => value + (column === columns ? 0 : problem.lambda * (fit.weights[column] ?? 0)));
}

describe('penalised logistic regression', () => {
  law.prop([anyProblems], { numRuns: 100 })(
    'stops where the loss is flat in every weight and in the intercept',
    (problem) => {
      expect(fitOf(problem).weights).toHaveLength(problem.columns);
      // The norm that it asks for: 1e-6 of lambda, and rounding.
      for (const slope of slopes(problem)) expect(Math.abs(slope)).toBeLessThan(1e-6 * problem.lambda + 1e-10);
    },
  );

  law.prop([
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 }),
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 2 }),
  ])('predicts by the weighted sum of a row and the intercept', (features, weights) => {
    const fit = { weights: Float64Array.from(weights), intercept: 5 };
    const margins = logisticMargins({ features: Float64Array.from(features), rows: 3, columns: 2 }, fit);
    const sum = (row: number) =>
      (features[2 * row] ?? 0) * (weights[0] ?? 0) + (features[2 * row + 1] ?? 0) * (weights[1] ?? 0);
    expect([...margins]).toEqual([5 + sum(0), 5 + sum(1), 5 + sum(2)]);
  });

  law.prop([problems])('mirrors when the two labels change names', (problem) => {
    const fit = fitOf(problem);
    const swapped = fitOf({ ...problem, labels: problem.labels.map((labels) => labels.map((label) => 1 - label)) });
    fit.weights.forEach((weight, column) => {
      expect(swapped.weights[column] ?? Number.NaN).toBeCloseTo(-weight, 5);
    });
    expect(swapped.intercept).toBeCloseTo(-fit.intercept, 4);
  });

  law.prop([problems, problems])('fits each labeling as if it were alone', (problem, other) => {
    const both = fitLogisticRegressions({ ...problem, labels: [...other.labels, ...problem.labels] });
    expect(both.weights[1]).toStrictEqual(fitOf(problem).weights);
  });

  test('separates separable rows and stays finite', () => {
    const problem = {
      features: Float64Array.of(-2, -1, 1, 2),
      rows: 4,
      columns: 1,
      labels: [Uint8Array.of(0, 0, 1, 1)],
      lambda: 1e-3,
    };
    const fit = fitOf(problem);
    expect(Array.from(logisticMargins(problem, fit), (margin) => margin > 0)).toEqual([false, false, true, true]);
    expect(fit.weights[0]).toBeGreaterThan(4);
    expect(fit.intercept).toBeCloseTo(0, 6);
  });

  test('takes more columns than rows and a column that does not vary', () => {
    const features = Float64Array.of(1, 0, 5, 2, 0, 5, 4, 0, 5, 3, 0, 5);
    const fit = fitOf({ features, rows: 4, columns: 3, labels: [Uint8Array.of(0, 1, 1, 0)], lambda: 1 });
    expect(fit.weights.every(Number.isFinite)).toBe(true);
    expect(fit.weights[1]).toBe(0);
  });
});
