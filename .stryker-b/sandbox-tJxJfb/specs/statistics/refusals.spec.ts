// What the statistics refuse, in the words a caller reads: one line of arguments for each edge of what they take.
import { expect, test } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import {
  choleskyFactor,
  fitLogisticRegressions,
  type LogisticProblem,
} from '../../src/statistics/logistic-regression.ts';
import { logNoncentralTRatio, logNoncentralTRatios, noncentralTCdf } from '../../src/statistics/noncentral-t.ts';
import { pageTrend } from '../../src/statistics/page-trend.ts';
import { SIGN_FLIP_MOST_SEEDS, signFlip } from '../../src/statistics/sign-flip.ts';

/** The code and the message of the error that each call throws, or "accepted". */
function answers(calls: readonly (() => unknown)[]): string {
  return calls
    .map((call) => {
      try {
        call();
        return 'accepted';
      } catch (error) {
        return error instanceof HarnessError ? `${error.code}: ${error.message}` : String(error);
      }
    })
    .join('\n');
}

test('a matrix with a direction that does not curve up has no Cholesky factor', () => {
  const matrices = [
    [1, 0, 1, 1],
    [1, 0, 2, 1],
    [1, 0, 1, 1.5],
  ];
  expect(answers(matrices.map((matrix) => () => choleskyFactor(Float64Array.from(matrix), 2)))).toMatchInlineSnapshot(`
    "invalid-argument: The matrix has no Cholesky factor.
      got:      a pivot of 0 in row 1
      expected: a symmetric positive definite matrix
    invalid-argument: The matrix has no Cholesky factor.
      got:      a pivot of -3 in row 1
      expected: a symmetric positive definite matrix
    accepted"
  `);
});

test('an exact interval of a proportion takes counts and a confidence', () => {
  const arguments_ = [
    [{ successes: 3, trials: 2 }, 0.9],
    [{ successes: -1, trials: 2 }, 0.9],
    [{ successes: 0.5, trials: 2 }, 0.9],
    [{ successes: 1, trials: 2.5 }, 0.9],
    [{ successes: 1, trials: 2 }, 0],
    [{ successes: 1, trials: 2 }, 1],
    [{ successes: 1, trials: 2 }, Number.NaN],
    [{ successes: 0, trials: 0 }, 0.9],
    [{ successes: 2, trials: 2 }, 0.9],
  ] as const;
  expect(
    answers(
      arguments_.map(
        ([counts, level]) =>
          () =>
            clopperPearson(counts, level),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      3 successes of 2 trials, confidence 0.9
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      -1 successes of 2 trials, confidence 0.9
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      0.5 successes of 2 trials, confidence 0.9
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      1 successes of 2.5 trials, confidence 0.9
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      1 successes of 2 trials, confidence 0
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      1 successes of 2 trials, confidence 1
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    invalid-argument: An exact interval of a proportion needs counts and a confidence.
      got:      1 successes of 2 trials, confidence NaN
      expected: whole numbers with 0 <= successes <= trials, and a confidence strictly between 0 and 1
    accepted
    accepted"
  `);
});

const OUTSIDE_T = [
  [Number.NaN, 3, 1],
  [1, 0, 1],
  [1, Number.POSITIVE_INFINITY, 1],
  [1, Number.NaN, 1],
  [1, 3, Number.POSITIVE_INFINITY],
  [Number.POSITIVE_INFINITY, 0.5, -1],
] as const;

test('the noncentral t takes a number, positive finite degrees of freedom and a finite noncentrality', () => {
  const calls = OUTSIDE_T.map(
    ([value, degreesOfFreedom, noncentrality]) =>
      () =>
        noncentralTCdf(value, { degreesOfFreedom, noncentrality }),
  );
  expect(answers(calls)).toMatchInlineSnapshot(`
    "invalid-argument: The noncentral t distribution is not defined here.
      got:      value NaN, degrees of freedom 3, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a value that is a number
    invalid-argument: The noncentral t distribution is not defined here.
      got:      value 1, degrees of freedom 0, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a value that is a number
    invalid-argument: The noncentral t distribution is not defined here.
      got:      value 1, degrees of freedom Infinity, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a value that is a number
    invalid-argument: The noncentral t distribution is not defined here.
      got:      value 1, degrees of freedom NaN, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a value that is a number
    invalid-argument: The noncentral t distribution is not defined here.
      got:      value 1, degrees of freedom 3, noncentrality Infinity
      expected: positive degrees of freedom, a finite noncentrality and a value that is a number
    accepted"
  `);
});

test('so does the likelihood ratio of a t statistic, of each of several noncentralities', () => {
  const mixed = { degreesOfFreedom: 3, noncentralities: [1, Number.NaN, 2] };
  expect(() => logNoncentralTRatios(1, mixed)).toThrow('noncentrality 1, NaN, 2');
  const calls = OUTSIDE_T.map(
    ([statistic, degreesOfFreedom, noncentrality]) =>
      () =>
        logNoncentralTRatio(statistic, { degreesOfFreedom, noncentrality }),
  );
  expect(answers(calls)).toMatchInlineSnapshot(`
    "invalid-argument: The likelihood ratio of a t statistic is not defined here.
      got:      statistic NaN, degrees of freedom 3, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a statistic that is a number
    invalid-argument: The likelihood ratio of a t statistic is not defined here.
      got:      statistic 1, degrees of freedom 0, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a statistic that is a number
    invalid-argument: The likelihood ratio of a t statistic is not defined here.
      got:      statistic 1, degrees of freedom Infinity, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a statistic that is a number
    invalid-argument: The likelihood ratio of a t statistic is not defined here.
      got:      statistic 1, degrees of freedom NaN, noncentrality 1
      expected: positive degrees of freedom, a finite noncentrality and a statistic that is a number
    invalid-argument: The likelihood ratio of a t statistic is not defined here.
      got:      statistic 1, degrees of freedom 3, noncentrality Infinity
      expected: positive degrees of freedom, a finite noncentrality and a statistic that is a number
    accepted"
  `);
});

test('the sign-flip test takes one to forty finite differences', () => {
  const many = (count: number): number[] => Array.from({ length: count }, () => 1);
  const samples = [[], many(SIGN_FLIP_MOST_SEEDS + 1), [1, Number.NaN, 2], [Number.NEGATIVE_INFINITY], many(1)];
  expect(answers(samples.map((sample) => () => signFlip(sample)))).toMatchInlineSnapshot(`
    "invalid-argument: The exact sign-flip test cannot enumerate this sample.
      got:      0 differences
      expected: 1 to 40 differences, as 2^n sign patterns are counted
      next:     Declare at most 40 seeds for this claim.
    invalid-argument: The exact sign-flip test cannot enumerate this sample.
      got:      41 differences
      expected: 1 to 40 differences, as 2^n sign patterns are counted
      next:     Declare at most 40 seeds for this claim.
    not-finite: The exact sign-flip test needs finite differences.
      got:      1, NaN, 2
      expected: finite numbers
    not-finite: The exact sign-flip test needs finite differences.
      got:      -Infinity
      expected: finite numbers
    accepted"
  `);
});

test("Page's L takes a full table of three levels or more", () => {
  const tables = [
    [[1, 2]],
    [
      [1, 2, 3],
      [1, 2],
    ],
    [],
    [[1, Number.NaN, 2]],
    [[1, 2, 3]],
  ];
  expect(answers(tables.map((rows) => () => pageTrend(rows)))).toMatchInlineSnapshot(`
    "invalid-argument: Page's trend test needs a full table of finite values.
      got:      1 rows of 2 levels
      expected: at least one row, and the same number of levels (3 or more) in every row
    invalid-argument: Page's trend test needs a full table of finite values.
      got:      2 rows of 3, 2 levels
      expected: at least one row, and the same number of levels (3 or more) in every row
    invalid-argument: Page's trend test needs a full table of finite values.
      got:      0 rows of  levels
      expected: at least one row, and the same number of levels (3 or more) in every row
    invalid-argument: Page's trend test needs a full table of finite values.
      got:      1 rows of 3 levels
      expected: at least one row, and the same number of levels (3 or more) in every row
    accepted"
  `);
});

test('the logistic regression gives up where rounding alone keeps the slope above what is asked for', () => {
  const features = Float64Array.of(-2, 1, 1, 3, 2, -1, 0.5, 0.2, -1, -3, 0.3, 1.7).map((value) => 1e6 * value);
  const problem = { features, rows: 6, columns: 2, labels: [Uint8Array.of(0, 1, 1, 0, 1, 0)], lambda: 1e-9 };
  expect(
    answers([() => fitLogisticRegressions(problem)]).replace(/norm \d[^ ]* after/, 'norm ... after'),
  ).toMatchInlineSnapshot(`
    "internal: The logistic regression did not converge.
      got:      a gradient of norm ... after 1000 iterations on 6 rows
      expected: a norm below 6.001e-12
      next:     Standardise the features, or raise lambda."
  `);
});

test('the logistic regression takes a table of finite features and labelings that hold both classes', () => {
  const sound: LogisticProblem = {
    features: Float64Array.of(-1, 1),
    rows: 2,
    columns: 1,
    labels: [Uint8Array.of(0, 1)],
    lambda: 1,
  };
  const changes: readonly Partial<LogisticProblem>[] = [
    {},
    { labels: [Uint8Array.of(0, 1), Uint8Array.of(1, 1)] },
    { labels: [Uint8Array.of(0, 0)] },
    { labels: [Uint8Array.of(0, 1), Uint8Array.of(0, 1), Uint8Array.of(0, 2)] },
    { labels: [Uint8Array.of(0, 1, 1)] },
    { lambda: 0 },
    { lambda: Number.POSITIVE_INFINITY },
    { lambda: Number.NaN },
    { features: Float64Array.of(1, Number.NaN) },
    { features: Float64Array.of(1, 2, 3) },
    { features: Float64Array.of(1), rows: 1 },
    { features: Float64Array.of(), columns: 0 },
  ];
  expect(
    answers(changes.map((change) => () => fitLogisticRegressions({ ...sound, ...change }))),
  ).toMatchInlineSnapshot(`
    "accepted
    invalid-argument: The logistic regression cannot be fitted.
      got:      labeling 1 has one class only
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      labeling 0 has one class only
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      labeling 2 has a label other than 0 and 1
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      labeling 0 has 3 labels for 2 rows
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      lambda 0
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      lambda Infinity
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      lambda NaN
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      a feature that is not finite
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      3 features for 2 rows × 1 columns
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      1 features for 1 rows × 1 columns
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both
    invalid-argument: The logistic regression cannot be fitted.
      got:      0 features for 2 rows × 0 columns
      expected: rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both"
  `);
});
