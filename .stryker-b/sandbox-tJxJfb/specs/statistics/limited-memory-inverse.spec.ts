// The inverse Hessian of limited memory against the dense update of BFGS (Nocedal & Wright 2006, equation 6.17).
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { LimitedMemoryInverse } from '../../src/statistics/design-matrix.ts';

const SIZE = 3;
/** Steps that it remembers. */
const MEMORY = 20;

type Vector = readonly number[];

const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: SIZE, maxLength: SIZE });
const step = fc.record({ move: vector, from: vector, to: vector });

function dot(left: Vector, right: Vector): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

/** (I - move change' / curvature) H (I - change move' / curvature) + move move' / curvature, column by column. */
function updated(
  inverse: (vector: Vector) => Vector,
  { move, change }: { readonly move: Vector; readonly change: Vector },
) {
  const curvature = dot(move, change);
  return (gradient: Vector): Vector => {
    const along = dot(move, gradient) / curvature;
    const inner = inverse(gradient.map((value, index) => value - along * (change[index] ?? 0)));
    const back = along - dot(change, inner) / curvature;
    return inner.map((value, index) => value + back * (move[index] ?? 0));
  };
}

/** A guess that is not a multiple of the identity. */
const GUESS: Vector = [0.5, 1, 2];

function remembering(
  steps: readonly { readonly move: Vector; readonly from: Vector; readonly to: Vector }[],
): LimitedMemoryInverse {
  const inverse = new LimitedMemoryInverse(SIZE, (values) => {
    values.forEach((value, index) => {
      values[index] = value * (GUESS[index] ?? 0);
    });
  });
  for (const { move, from, to } of steps) {
    inverse.remember(Float64Array.from(move), { from: Float64Array.from(from), to: Float64Array.from(to) });
  }
  return inverse;
}

function applied(inverse: LimitedMemoryInverse, gradient: Vector): number[] {
  const into = new Float64Array(SIZE);
  inverse.apply(Float64Array.from(gradient), into);
  return [...into];
}

describe('the inverse Hessian of limited memory', () => {
  law.prop([fc.array(step, { maxLength: 6 }), vector])(
    'is the dense update by each step that curves up',
    (steps, gradient) => {
      const changes = steps.map(({ move, from, to }) => ({
        move,
        change: to.map((value, index) => value - (from[index] ?? 0)),
      }));
      const dense = changes
        .filter(({ move, change }) => dot(move, change) > 0)
        .reduce(updated, (values: Vector): Vector => values.map((value, index) => value * (GUESS[index] ?? 0)));
      const want = dense(gradient);
      const scale = Math.max(1, ...want.map(Math.abs));
      applied(remembering(steps), gradient).forEach((value, index) => {
        expect(value / scale).toBeCloseTo((want[index] ?? Number.NaN) / scale, 8);
      });
    },
  );

  test('learns nothing from a move along which the gradient does not change', () => {
    const flat = { move: [1, 0, 0], from: [2, 3, 4], to: [2, 5, 4] };
    expect(applied(remembering([flat]), [2, 2, 2])).toEqual([1, 2, 4]);
  });

  test('forgets all but the last twenty steps', () => {
    const steps = Array.from({ length: MEMORY + 3 }, (_, index) => ({
      move: [1 + (index % 3), index % 4, (index % 5) - 2],
      from: [0, 0, 0],
      to: [4 + (index % 3), 2 * (index % 4), 3 * (index % 5) - 6],
    }));
    const kept = applied(remembering(steps.slice(-MEMORY)), [1, 2, 3]);
    expect(applied(remembering(steps), [1, 2, 3])).toEqual(kept);
    expect(applied(remembering(steps.slice(1 - MEMORY)), [1, 2, 3])).not.toEqual(kept);
  });

  test('is not touched when the vectors it was given are used again', () => {
    const inverse = remembering([]);
    const [move, from, to] = [Float64Array.of(1, 2, 0), new Float64Array(SIZE), Float64Array.of(1, 1, 1)];
    inverse.remember(move, { from, to });
    const before = applied(inverse, [1, 2, 3]);
    for (const values of [move, from, to]) values.fill(7);
    expect(applied(inverse, [1, 2, 3])).toEqual(before);
  });
});
