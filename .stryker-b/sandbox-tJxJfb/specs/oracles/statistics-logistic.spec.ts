// Oracle: coefficients of penalised logistic regression against scikit-learn (statistics-oracles.py).
import { expect, test } from 'vitest';
import { fitLogisticRegressions } from '../../src/statistics/logistic-regression.ts';
import oracles from './statistics-oracles.json' with { type: 'json' };

const { features, rows, columns, labels, fits } = oracles.logistic;
const problem = { features: Float64Array.from(features), rows, columns, labels: labels.map((y) => Uint8Array.from(y)) };

test.each(fits)('weights agree with scikit-learn at lambda $lambda, labeling $labeling', (fit) => {
  const { weights, intercepts } = fitLogisticRegressions({ ...problem, lambda: fit.lambda });
  const got = [...(weights[fit.labeling] ?? []), intercepts[fit.labeling] ?? Number.NaN];
  const want = [...fit.weights, fit.intercept];
  expect(Math.max(...want.map((value, index) => Math.abs((got[index] ?? Number.NaN) - value)))).toBeLessThan(1e-5);
});
