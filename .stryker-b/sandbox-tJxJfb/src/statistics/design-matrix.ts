// The features of a regression with an intercept, as one matrix X, and the products with it that a fit asks for. Written for speed:
// four rows or four running sums at a time, as memory and the latency of an addition are what these loops wait for.

/** Features with a last column of ones, so that the intercept is one more weight. */
export interface DesignMatrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/** Steps remembered. */
const MEMORY = 20;

/** Row-major features, rows × columns. */
export function withIntercept({
  features,
  rows,
  columns,
}: {
  readonly features: Float64Array;
  readonly rows: number;
  readonly columns: number;
}): DesignMatrix {
  const width = columns + 1;
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    values.set(features.subarray(row * columns, (row + 1) * columns), row * width);
    values[row * width + columns] = 1;
  }
  return { values, rows, width };
}

/** X'X / 4 + lambda I, no lambda for the intercept; lower triangle, row-major. Above every Hessian (Boehning 1992). */
export function boehningBound({ values, rows, width }: DesignMatrix, lambda: number): Float64Array {
  const bound = new Float64Array(width * width);
  const fours = rows - (rows % 4);
  for (let row = 0; row < fours; row += 4) {
    const [a, b, c, d] = fourRows(row, width);
    for (let i = 0; i < width; i++) {
      const fa = (values[a + i] ?? 0) / 4;
      const fb = (values[b + i] ?? 0) / 4;
      const fc = (values[c + i] ?? 0) / 4;
      const fd = (values[d + i] ?? 0) / 4;
      const into = i * width;
      for (let j = 0; j <= i; j++) {
        bound[into + j] =
          (bound[into + j] ?? 0) +
          (fa * (values[a + j] ?? 0) + fb * (values[b + j] ?? 0)) +
          (fc * (values[c + j] ?? 0) + fd * (values[d + j] ?? 0));
      }
    }
  }
  for (let row = fours; row < rows; row++) {
    const start = row * width;
    for (let i = 0; i < width; i++) {
      const quarter = (values[start + i] ?? 0) / 4;
      for (let j = 0; j <= i; j++)
        bound[i * width + j] = (bound[i * width + j] ?? 0) + quarter * (values[start + j] ?? 0);
    }
  }
  for (let i = 0; i < width - 1; i++) bound[i * width + i] = (bound[i * width + i] ?? 0) + lambda;
  return bound;
}

/** into = X vector. Four running sums, as one would wait for itself at every addition. */
export function multiply({ values, rows, width }: DesignMatrix, vector: Float64Array, into: Float64Array): void {
  const fours = width - (width % 4);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let j = 0; j < fours; j += 4) {
      a += (values[start + j] ?? 0) * (vector[j] ?? 0);
      b += (values[start + j + 1] ?? 0) * (vector[j + 1] ?? 0);
      c += (values[start + j + 2] ?? 0) * (vector[j + 2] ?? 0);
      d += (values[start + j + 3] ?? 0) * (vector[j + 3] ?? 0);
    }
    for (let j = fours; j < width; j++) a += (values[start + j] ?? 0) * (vector[j] ?? 0);
    into[row] = a + b + c + d;
  }
}

/** into = X' vector, four rows a pass. */
export function multiplyTransposed(
  { values, rows, width }: DesignMatrix,
  vector: Float64Array,
  into: Float64Array,
): void {
  into.fill(0);
  const fours = rows - (rows % 4);
  for (let row = 0; row < fours; row += 4) {
    const [a, b, c, d] = fourRows(row, width);
    const [fa, fb, fc, fd] = [vector[row] ?? 0, vector[row + 1] ?? 0, vector[row + 2] ?? 0, vector[row + 3] ?? 0];
    for (let j = 0; j < width; j++) {
      into[j] =
        (into[j] ?? 0) +
        (fa * (values[a + j] ?? 0) + fb * (values[b + j] ?? 0)) +
        (fc * (values[c + j] ?? 0) + fd * (values[d + j] ?? 0));
    }
  }
  for (let row = fours; row < rows; row++) {
    const start = row * width;
    const factor = vector[row] ?? 0;
    for (let j = 0; j < width; j++) into[j] = (into[j] ?? 0) + factor * (values[start + j] ?? 0);
  }
}

/** Where four rows begin. */
function fourRows(row: number, width: number): readonly [number, number, number, number] {
  const start = row * width;
  return [start, start + width, start + 2 * width, start + 3 * width];
}

// The inverse Hessian that limited-memory BFGS keeps: a starting guess, corrected by the last few steps and what they
// did to the gradient (two-loop recursion, Nocedal & Wright 2006, algorithm 7.4).
interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly scale: number;
}

export class LimitedMemoryInverse {
  readonly #size: number;
  readonly #applyGuess: (vector: Float64Array) => void;
  #steps: readonly Step[] = [];

  /** `applyGuess` overwrites a vector by the guess of the inverse Hessian times it. */
  constructor(size: number, applyGuess: (vector: Float64Array) => void) {
    this.#size = size;
    this.#applyGuess = applyGuess;
  }

  /** into = inverse Hessian times `gradient`. */
  apply(gradient: Float64Array, into: Float64Array): void {
    into.set(gradient);
    const shares: number[] = [];
    for (const step of this.#steps.toReversed()) {
      const share = step.scale * dot(step.move, into);
      shares.push(share);
      addScaled(into, -share, step.change);
    }
    this.#applyGuess(into);
    for (const step of this.#steps) {
      const share = (shares.pop() ?? 0) - step.scale * dot(step.change, into);
      addScaled(into, share, step.move);
    }
  }

  /** Learns from a move and the gradients at its two ends; a move along which nothing curves teaches nothing. */
  remember(move: Float64Array, gradients: { readonly from: Float64Array; readonly to: Float64Array }): void {
    const change = new Float64Array(this.#size);
    change.set(gradients.to);
    addScaled(change, -1, gradients.from);
    const curvature = dot(move, change);
    if (curvature <= 0) return;
    this.#steps = [...this.#steps.slice(1 - MEMORY), { move: move.slice(), change, scale: 1 / curvature }];
  }
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

function addScaled(into: Float64Array, factor: number, vector: Float64Array): void {
  for (let index = 0; index < into.length; index++) into[index] = (into[index] ?? 0) + factor * (vector[index] ?? 0);
}
