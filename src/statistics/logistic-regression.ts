// L2-penalised logistic regression for many labelings of the same features: the linear probe of decisions.md B4 and its
// label permutations. Minimises summed log-loss + lambda / 2 |w|²; the intercept is not penalised (scikit-learn: C = 1 / lambda).
// Boehning's (1992) bound X'X / 4 + lambda I lies above every Hessian of every labeling, so one Cholesky factor serves all of
// them as preconditioner of a limited-memory BFGS search: far fewer passes over X than his plain fixed-Hessian steps.
// The loss along a direction needs only the margins Xw and Xp, so choosing the step costs no pass over the features.
import { HarnessError } from '../errors/harness-error.ts';
import { choleskyFactor, solveCholesky } from './cholesky.ts';
import { boehningBound, type Design, multiply, multiplyTransposed, withIntercept } from './design-matrix.ts';
import { LimitedMemoryInverse } from './limited-memory-inverse.ts';
import { minimiseAlong } from './minimise-along.ts';

export interface LogisticProblem {
  /** Row-major, rows × columns, best standardised (see standardise-columns.ts) as the penalty is the same for all. */
  readonly features: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Labelings of the same rows, each of 0 and 1 with both present. */
  readonly labels: readonly Uint8Array[];
  readonly lambda: number;
}

export interface LogisticFits {
  /** One vector of `columns` weights a labeling. */
  readonly weights: readonly Float64Array[];
  readonly intercepts: readonly number[];
}

/** The gradient norm, over lambda, bounds the error of the weights; this leaves about 1e-6 of them. */
const GRADIENT_TOLERANCE = 1e-6;
/** What rounding alone leaves of the gradient of one row. */
const ROUNDING_PER_ROW = 1e-12;
const MOST_ITERATIONS = 1000;

export function fitLogisticRegressions(problem: LogisticProblem): LogisticFits {
  checkProblem(problem);
  const design = withIntercept(problem);
  const bound = choleskyFactor(boehningBound(design, problem.lambda), design.width);
  const solutions = problem.labels.map((labels) => fitOne(design, { labels, lambda: problem.lambda, bound }));
  return {
    weights: solutions.map((solution) => solution.slice(0, problem.columns)),
    intercepts: solutions.map((solution) => solution[problem.columns] ?? 0),
  };
}

/** The log-odds of label 1 for each row; above 0 means the fit predicts 1. */
export function logisticMargins(
  { features, rows, columns }: Pick<LogisticProblem, 'features' | 'rows' | 'columns'>,
  { weights, intercept }: { readonly weights: Float64Array; readonly intercept: number },
): Float64Array {
  const margins = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let margin = intercept;
    for (let column = 0; column < columns; column++) {
      margin += (features[row * columns + column] ?? 0) * (weights[column] ?? 0);
    }
    margins[row] = margin;
  }
  return margins;
}

function fitOne(
  design: Design,
  { labels, lambda, bound }: { readonly labels: Uint8Array; readonly lambda: number; readonly bound: Float64Array },
): Float64Array {
  const { rows, width } = design;
  const point = new Float64Array(width);
  const margins = new Float64Array(rows);
  const alongMargins = new Float64Array(rows);
  const residuals = new Float64Array(rows);
  const direction = new Float64Array(width);
  let gradient: Float64Array = new Float64Array(width);
  let previous: Float64Array = new Float64Array(width);
  const inverse = new LimitedMemoryInverse(width, (vector) => solveCholesky(bound, vector));
  const tolerance = GRADIENT_TOLERANCE * lambda + ROUNDING_PER_ROW * rows;
  evaluateGradient();
  for (let iteration = 0; norm(gradient) > tolerance; iteration++) {
    if (iteration === MOST_ITERATIONS) {
      throw new HarnessError('internal', {
        what: 'The logistic regression did not converge.',
        got: `a gradient of norm ${norm(gradient)} after ${iteration} iterations on ${rows} rows`,
        expected: `a norm below ${tolerance}`,
        next: 'Standardise the features, or raise lambda.',
      });
    }
    inverse.apply(gradient, direction);
    multiply(design, direction, alongMargins);
    const step = chooseStep();
    for (let row = 0; row < rows; row++) margins[row] = (margins[row] ?? 0) - step * (alongMargins[row] ?? 0);
    for (let column = 0; column < width; column++) {
      direction[column] = -step * (direction[column] ?? 0);
      point[column] = (point[column] ?? 0) + (direction[column] ?? 0);
    }
    [previous, gradient] = [gradient, previous];
    evaluateGradient();
    inverse.remember(direction, { from: previous, to: gradient });
  }
  return point;

  function evaluateGradient(): void {
    for (let row = 0; row < rows; row++) residuals[row] = sigmoid(margins[row] ?? 0) - (labels[row] ?? 0);
    multiplyTransposed(design, residuals, gradient);
    for (let column = 0; column < width - 1; column++) {
      gradient[column] = (gradient[column] ?? 0) + lambda * (point[column] ?? 0);
    }
  }

  /** Newton's method on the step alone: the loss along a line is convex, and its derivatives need margins only. */
  function chooseStep(): number {
    let [straight, curved] = [0, 0];
    for (let column = 0; column < width - 1; column++) {
      straight += (point[column] ?? 0) * (direction[column] ?? 0);
      curved += (direction[column] ?? 0) ** 2;
    }
    const derivatives = (step: number): readonly [number, number] => {
      let slope = lambda * (step * curved - straight);
      let curvature = lambda * curved;
      for (let row = 0; row < rows; row++) {
        const along = alongMargins[row] ?? 0;
        const chance = sigmoid((margins[row] ?? 0) - step * along);
        slope -= (chance - (labels[row] ?? 0)) * along;
        curvature += chance * (1 - chance) * along * along;
      }
      return [slope, curvature];
    };
    return minimiseAlong(derivatives, dot(gradient, direction));
  }
}

function sigmoid(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

function checkProblem({ features, rows, columns, labels, lambda }: LogisticProblem): void {
  const complaint =
    rows < 2 || columns < 1 || features.length !== rows * columns
      ? `${features.length} features for ${rows} rows × ${columns} columns`
      : !(lambda > 0 && Number.isFinite(lambda))
        ? `lambda ${lambda}`
        : !features.every(Number.isFinite)
          ? 'a feature that is not finite'
          : labels.map((labeling, index) => complaintOfLabels(labeling, { rows, index })).find((text) => text !== null);
  if (complaint === undefined) return;
  throw new HarnessError('invalid-argument', {
    what: 'The logistic regression cannot be fitted.',
    got: complaint,
    expected: 'rows × columns finite features, a positive lambda, and labelings of 0 and 1 that hold both',
  });
}

function complaintOfLabels(
  labeling: Uint8Array,
  { rows, index }: { readonly rows: number; readonly index: number },
): string | null {
  if (labeling.length !== rows) return `labeling ${index} has ${labeling.length} labels for ${rows} rows`;
  if (!labeling.every((label) => label <= 1)) return `labeling ${index} has a label other than 0 and 1`;
  return labeling.includes(0) && labeling.includes(1) ? null : `labeling ${index} has one class only`;
}
