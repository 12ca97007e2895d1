// The inverse Hessian that limited-memory BFGS keeps: a starting guess, corrected by the last few steps and what they
// did to the gradient (two-loop recursion, Nocedal & Wright 2006, algorithm 7.4).

/** Steps remembered. */
const MEMORY = 20;

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
