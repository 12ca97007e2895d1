// L2-penalised logistic regression for many labelings of the same features: the linear probe of decisions.md B4 and its
// label permutations. Minimises summed log-loss + lambda / 2 |w|²; the intercept is not penalised (scikit-learn: C = 1 / lambda).
// Boehning's (1992) bound X'X / 4 + lambda I lies above every Hessian of every labeling, so one Cholesky factor serves all of
// them as preconditioner of a limited-memory BFGS search: far fewer passes over X than his plain fixed-Hessian steps.
// The loss along a direction needs only the margins Xw and Xp, so choosing the step costs no pass over the features.
import { HarnessError } from '../errors/harness-error.ts';
import {
  boehningBound,
  type DesignMatrix,
  LimitedMemoryInverse,
  multiply,
  multiplyTransposed,
  withIntercept,
} from './design-matrix.ts';

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
  design: DesignMatrix,
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
    if (iteration === MOST_ITERATIONS) throw notConverged({ rows, tolerance, reached: norm(gradient) });
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

function notConverged(ends: {
  readonly rows: number;
  readonly tolerance: number;
  readonly reached: number;
}): HarnessError {
  return new HarnessError('internal', {
    what: 'The logistic regression did not converge.',
    got: `a gradient of norm ${ends.reached} after ${MOST_ITERATIONS} iterations on ${ends.rows} rows`,
    expected: `a norm below ${ends.tolerance}`,
    next: 'Standardise the features, or raise lambda.',
  });
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

/**
 * The step of a line search in a convex loss: Newton's method in one dimension, kept inside a bracket. Where the slope is at most a tenth
 * of `descent`, the rate at which the loss falls at 0.
 * @param derivatives slope and curvature of the loss after a step
 */
export function minimiseAlong(derivatives: (step: number) => readonly [number, number], descent: number): number {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let step = 1;
  let [slope, curvature] = derivatives(step);
  for (let tries = 0; tries < 40 && Math.abs(slope) > 0.1 * descent; tries++) {
    if (slope < 0) low = step;
    else high = step;
    const newton = step - slope / curvature;
    if (newton > low && newton < high) step = newton;
    else step = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
    [slope, curvature] = derivatives(step);
  }
  return step;
}

/**
 * Cholesky factorisation A = L L' of a small symmetric positive matrix, and solving with it, on flat typed arrays. L of the matrix whose
 * lower triangle is given row-major; entries above the diagonal are neither read nor set.
 */
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
