// The replaced WebAssembly kernels, and the plain JavaScript ones as a control, against float64 on plain arrays.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import {
  add,
  concat,
  dispose,
  grads,
  matMul,
  mul,
  ones,
  relu,
  reshape,
  slice,
  split,
  step,
  sum,
  type Tensor,
  tensor,
  tidy,
  tile,
} from '../../src/tensors/tensorflow.ts';
import { installWasmKernels } from '../../src/tensors/wasm/wasm-kernels.ts';
import * as reference from '../oracles/model-reference.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

const TOLERANCE = 2e-6; // float32 sums of up to 40 products of numbers near one
const size = fc.integer({ min: 1, max: 9 });

function numbers(count: number, seed: number): Float32Array {
  const { uniform } = randomStream([seed | 1, 2, 3, 4]);
  return Float32Array.from({ length: count }, () => 2 * uniform() - 1);
}
const valuesOf = (value: Tensor) => [...value.dataSync<'float32'>()];

describe.each(['wasm', 'cpu'] as const)('the kernels of %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  law.prop([
    fc.record({
      rows: size,
      inner: fc.integer({ min: 1, max: 40 }),
      columns: size,
      batches: fc.constantFrom<readonly [number, number]>([1, 1], [1, 3], [3, 1], [2, 2], [4, 4]),
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      seed: fc.nat(),
    }),
  ])('multiply matrices, transposed or not, one by one, in batches, and one against many', (given) => {
    const { rows, inner, columns, batches, transposeA, transposeB, seed } = given;
    const shapeA = transposeA ? [inner, rows] : [rows, inner];
    const shapeB = transposeB ? [columns, inner] : [inner, columns];
    const a = numbers(batches[0] * rows * inner, seed);
    const b = numbers(batches[1] * inner * columns, seed + 1);
    const blocks = (values: Float32Array, count: number, [height = 1, width = 1]: number[]) =>
      Array.from({ length: count }, (_, index) =>
        reference.table(values.subarray(index * height * width, (index + 1) * height * width), width),
      );
    const [blocksA, blocksB] = [blocks(a, batches[0], shapeA), blocks(b, batches[1], shapeB)];
    const expected = Array.from({ length: Math.max(...batches) }, (_, index) =>
      reference.matMul(
        blocksA[batches[0] === 1 ? 0 : index] as reference.Table,
        blocksB[batches[1] === 1 ? 0 : index] as reference.Table,
        { transposeA, transposeB },
      ),
    );
    tidy(() => {
      const product = matMul(
        tensor(a, [batches[0], ...shapeA]),
        tensor(b, [batches[1], ...shapeB]),
        transposeA,
        transposeB,
      );
      expect(product.shape).toEqual([Math.max(...batches), rows, columns]);
      expect(reference.worstError(valuesOf(product), expected.flat(2))).toBeLessThan(TOLERANCE);
    });
  });

  law.prop([size, size, fc.boolean(), fc.boolean(), fc.nat()])(
    'multiply plain matrices',
    (rows, columns, transposeA, transposeB, seed) => {
      const inner = 5;
      const a = reference.table(numbers(rows * inner, seed), transposeA ? rows : inner);
      const b = reference.table(numbers(columns * inner, seed + 1), transposeB ? inner : columns);
      tidy(() => {
        const product = matMul(tensor(a as number[][]), tensor(b as number[][]), transposeA, transposeB);
        const expected = reference.matMul(a, b, { transposeA, transposeB }).flat();
        expect(reference.worstError(valuesOf(product), expected)).toBeLessThan(TOLERANCE);
      });
    },
  );

  law.prop([
    fc.array(size, { minLength: 1, maxLength: 3 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        // Each axis: where the slice begins, and how long it is; -1 is the rest.
        parts: fc.tuple(
          ...shape.map((length) =>
            fc
              .nat(length - 1)
              .chain((begin) =>
                fc.tuple(fc.constant(begin), fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: length - begin }))),
              ),
          ),
        ),
        seed: fc.nat(),
      }),
    ),
  ])('slice any block of a tensor', ({ shape, parts, seed }) => {
    const values = numbers(
      shape.reduce((product, length) => product * length, 1),
      seed,
    );
    const begin = parts.map(([start]) => start);
    const lengths = parts.map(([start, length], axis) => (length === -1 ? (shape[axis] as number) - start : length));
    const expected: number[] = [];
    for (const [place, value] of values.entries()) {
      let rest = place;
      const inside = [...shape.entries()].reverse().map(([axis, length]) => {
        const index = rest % length;
        rest = Math.floor(rest / length);
        return index >= (begin[axis] as number) && index < (begin[axis] as number) + (lengths[axis] as number);
      });
      if (inside.every(Boolean)) expected.push(value);
    }
    tidy(() => {
      const piece = slice(
        tensor(values, shape),
        begin,
        parts.map(([, length]) => length),
      );
      expect(piece.shape).toEqual(lengths);
      expect(valuesOf(piece)).toEqual(expected);
    });
  });

  it('refuse to multiply 4 matrices by 5', () => {
    // Upstream's "batch dimensions do not match", which an earlier kernel of ours answered with numbers.
    expect(() => tidy(() => matMul(ones([4, 3, 2]), ones([5, 2, 3])).dataSync())).toThrow(/broadcast|batch/i);
  });

  it('slice with the rest of the sizes, or all of them, left out', () => {
    tidy(() => {
      const matrix = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
      expect(valuesOf(slice(matrix, [0, 1]))).toEqual([2, 3, 5, 6]);
      expect(valuesOf(slice(matrix, [1]))).toEqual([4, 5, 6]);
      expect(valuesOf(slice(matrix, 1))).toEqual([4, 5, 6]);
      expect(valuesOf(slice(matrix, 0, 1))).toEqual([1, 2, 3]);
      expect(valuesOf(slice(matrix, [0, 2], [2]))).toEqual([3, 6]);
    });
  });

  law.prop([size, fc.array(size, { minLength: 1, maxLength: 5 }), fc.constantFrom(0, 1, -1), fc.nat()])(
    'split a matrix into pieces that read the same together',
    (other, widths, axis, seed) => {
      const total = widths.reduce((sum, width) => sum + width, 0);
      const shape: [number, number] = axis === 0 ? [total, other] : [other, total];
      const rows = reference.table(numbers(total * other, seed), shape[1]);
      tidy(() => {
        const pieces = split(tensor(rows as number[][]), widths, axis);
        let start = 0;
        for (const [index, width] of widths.entries()) {
          const end = start + width;
          const expected = axis === 0 ? rows.slice(start, end) : rows.map((row) => row.slice(start, end));
          expect((pieces[index] as Tensor).arraySync()).toEqual(expected);
          start = end;
        }
        expect(valuesOf(concat(pieces, axis))).toEqual(rows.flat());
      });
    },
  );

  it('split into equal pieces and into a rest', () => {
    tidy(() => {
      const matrix = tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 4]);
      expect(split(matrix, 2, 1).map(valuesOf)).toEqual([
        [1, 2, 5, 6],
        [3, 4, 7, 8],
      ]);
      expect(split(matrix, [1, -1], 1).map(valuesOf)).toEqual([
        [1, 5],
        [2, 3, 4, 6, 7, 8],
      ]);
    });
  });

  law.prop([fc.array(size, { minLength: 1, maxLength: 4 }), fc.nat(3), fc.nat()])(
    'add, multiply, repeat, join and divide tensors of any shape',
    (shape, anyAxis, seed) => {
      const axis = anyAxis % shape.length;
      const count = shape.reduce((product, length) => product * length, 1);
      const [a, b] = [numbers(count, seed), numbers(count, seed + 1)];
      const close = (found: Tensor, expected: readonly number[]) =>
        expect(reference.worstError(valuesOf(found), expected)).toBeLessThan(TOLERANCE);
      tidy(() => {
        const [first, second] = [tensor(a, shape), tensor(b, shape)];
        close(
          add(first, second),
          [...a].map((value, index) => value + (b[index] as number)),
        );
        close(
          mul(first, second),
          [...a].map((value, index) => value * (b[index] as number)),
        );
        close(
          mul(first, 3),
          [...a].map((value) => value * 3),
        );
        close(
          mul(-2, first),
          [...a].map((value) => value * -2),
        );
        const total = a.reduce((subtotal, value) => subtotal + value, 0);
        const size = a.reduce((subtotal, value) => subtotal + Math.abs(value), 1);
        // Thousands of 32-bit additions: judged on the scale of what was added, not of what cancelled.
        expect(reference.worstError(valuesOf(sum(reshape(first, [count]))), [total], size)).toBeLessThan(TOLERANCE);
        expect(valuesOf(tile(reshape(first, [1, count]), [3, 1]))).toEqual([...a, ...a, ...a]);
        const joined = concat([first, second, first], axis);
        expect(joined.shape).toEqual(shape.with(axis, 3 * (shape[axis] as number)));
        const lengths = [shape[axis], shape[axis], shape[axis]] as number[];
        expect(split(joined, lengths, axis).map(valuesOf)).toEqual([[...a], [...b], [...a]]);
      });
    },
  );

  law.prop([
    fc.array(fc.float({ noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
    fc.constantFrom(0, 0.25),
  ])('rectify, with a step as gradient, and leave what is no number', (values, alpha) => {
    const x = Float32Array.from(values);
    tidy(() => {
      const positive = (value: number) => (value > 0 ? value : Number.isNaN(value) ? Number.NaN : 0);
      const stepped = (value: number) => (value > 0 ? 1 : Number.isNaN(value) ? Number.NaN : alpha);
      expect(valuesOf(relu(tensor(x))).map((value) => value + 0)).toEqual([...x].map(positive));
      expect(valuesOf(step(tensor(x), alpha))).toEqual([...x].map(stepped));
      const [gradient] = grads((given: Tensor) => relu(given))([tensor(x)], tensor(x.map(() => 3)));
      const slope = (value: number) => (value > 0 ? 3 : Number.isNaN(value) ? Number.NaN : 0);
      expect(valuesOf(gradient as Tensor)).toEqual([...x].map(slope));
    });
  });

  law.prop([fc.array(size, { minLength: 1, maxLength: 4 }), fc.nat(15), fc.nat(3), fc.nat()])(
    'add and multiply what is repeated along some axes, and sum along them',
    (shape, which, dropped, seed) => {
      // Bit by bit: whether the small tensor has length 1 there.
      const repeats = shape.map((_, axis) => (which & (1 << axis)) !== 0);
      const small = shape.map((length, axis) => (repeats[axis] ? 1 : length));
      const leading = small.findIndex((length) => length !== 1);
      const short = small.slice(Math.min(dropped, leading === -1 ? shape.length : leading));
      const sizeOf = (lengths: readonly number[]) => lengths.reduce((product, length) => product * length, 1);
      const [a, b] = [numbers(sizeOf(shape), seed), numbers(sizeOf(small), seed + 1)];
      /** Place in the small tensor of each number of the large one. */
      const placeOf = (place: number) => {
        let [rest, found, stride] = [place, 0, 1];
        for (const [axis, length] of [...shape.entries()].reverse()) {
          if (!repeats[axis]) found += (rest % length) * stride;
          stride *= small[axis] as number;
          rest = Math.floor(rest / length);
        }
        return found;
      };
      const sums = new Float64Array(b.length);
      for (const [place, value] of a.entries()) sums[placeOf(place)] = (sums[placeOf(place)] as number) + value;
      tidy(() => {
        const [large, other] = [tensor(a, shape), tensor(b, short)];
        const combine = (operation: (x: number, y: number) => number) =>
          [...a].map((value, place) => Math.fround(operation(value, b[placeOf(place)] as number)));
        expect(valuesOf(add(large, other))).toEqual(combine((x, y) => x + y));
        expect(valuesOf(add(other, large))).toEqual(combine((x, y) => x + y));
        expect(valuesOf(mul(large, other))).toEqual(combine((x, y) => x * y));
        const axes = [...shape.keys()].filter((axis) => repeats[axis]);
        if (axes.length === 0) return;
        const total = sum(large, axes);
        expect(total.shape).toEqual(shape.filter((_, axis) => !repeats[axis]));
        expect(reference.worstError(valuesOf(total), sums, sizeOf(shape))).toBeLessThan(TOLERANCE);
        expect(reference.worstError(valuesOf(sum(large)), [a.reduce((all, x) => all + x, 0)], a.length)).toBeLessThan(
          TOLERANCE,
        );
      });
    },
  );

  law.prop([fc.array(fc.tuple(fc.nat(2), size, fc.nat(2)), { minLength: 1, maxLength: 4 }), fc.nat()])(
    'give a slice back its place among zeros',
    (parts, seed) => {
      const shape = parts.map(([before, length, after]) => before + length + after);
      const lengths = parts.map(([, length]) => length);
      const begin = parts.map(([before]) => before);
      tidy(() => {
        const whole = tensor(
          numbers(
            shape.reduce((product, length) => product * length, 1),
            seed,
          ),
          shape,
        );
        const piece = slice(whole, begin, lengths);
        const [gradient] = grads((x: Tensor) => sum(mul(slice(x, begin, lengths), piece)))([whole]) as [Tensor];
        expect(gradient.shape).toEqual(shape);
        expect(valuesOf(slice(gradient, begin, lengths))).toEqual(valuesOf(piece));
        const left = (x: Tensor) => valuesOf(x).filter((value) => value !== 0).length;
        expect(left(gradient)).toBe(left(piece));
      });
    },
  );

  it('refuse matrices that do not fit each other, and slices from before the beginning', () => {
    tidy(() => {
      const three = tensor(numbers(12, 1), [3, 2, 2]);
      expect(() => matMul(three, tensor(numbers(8, 1), [2, 2, 2]))).toThrow();
      expect(() => matMul(three, tensor(numbers(9, 1), [3, 3, 1]))).toThrow();
      expect(() => slice(tensor([[1, 2]]), [0, -1], [1, 1])).toThrow();
    });
  });

  it('refuse to split a matrix into more or fewer columns than it has', () => {
    const matrix = tensor([1, 2, 3, 4], [2, 2]);
    expect(() => split(matrix, [1, 2], 1)).toThrow();
    expect(() => split(matrix, [1], 1)).toThrow();
    dispose(matrix);
  });
});

describe('installing the WebAssembly kernels', () => {
  it('a second time changes nothing', async () => {
    await startBackend('wasm');
    const results = () =>
      tidy(() => {
        const a = tensor(numbers(24, 1), [2, 3, 4]);
        const b = tensor(numbers(24, 2), [2, 3, 4]);
        const flat = tensor(numbers(24, 3), [4, 6]);
        return [matMul(a, b, true, false), slice(flat, [0, 2], [-1, 3]), ...split(flat, [1, 5], 1)].map(valuesOf);
      });
    const { getKernel } = await import('@tensorflow/tfjs-core');
    const installed = () => ['BatchMatMul', 'Slice', 'SplitV'].map((name) => getKernel(name, 'wasm')?.kernelFunc);
    const [first, functions] = [results(), installed()];
    installWasmKernels();
    await startBackend('wasm');
    expect(installed()).toEqual(functions);
    for (const [index, kernel] of installed().entries()) expect(kernel).toBe(functions[index]);
    expect(results()).toEqual(first);
  });
});
