// Rows taken by their numbers, and the gradient that adds up what was taken from each: by our own kernels, by TensorFlow.js's
// kernel for that sum, and where there is neither.
import { fc, test as law } from '@fast-check/vitest';
import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { gatherRows } from '../../src/tensors/layers/gather-rows.ts';
import { grads, mul, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { worstError } from '../oracles/model-reference.ts';
import { BACKENDS, elements, normals } from './check-operation.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

const cases = fc
  .record({
    rows: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 5 }),
    shape: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    chance: fc.nat(),
  })
  .chain((sizes) =>
    fc
      .array(fc.nat(sizes.rows - 1), { minLength: elements(sizes.shape), maxLength: elements(sizes.shape) })
      .map((numbers) => ({ ...sizes, numbers })),
  );

const WAYS = [
  ...BACKENDS.map((backend) => ({ way: backend, backend, withSum: true })),
  { way: 'cpu without a kernel for the sum', backend: 'cpu' as const, withSum: false },
];

describe.each(WAYS)('rows of a table on $way', ({ backend, withSum }) => {
  const kernels = () => ['AddedRows', 'UnsortedSegmentSum'].map((name) => getKernel(name, backend) !== undefined);
  let takenAway: KernelConfig | null = null;
  beforeAll(async () => {
    await startBackend(backend);
    if (withSum) return;
    takenAway = getKernel('UnsortedSegmentSum', backend);
    unregisterKernel('UnsortedSegmentSum', backend);
  });
  afterAll(() => {
    if (takenAway !== null) registerKernel(takenAway);
  });
  leavesNoTensors();

  it('are summed in the way that the backend has', () => {
    if (backend === 'wasm') expect(kernels()[0]).toBe(true);
    else expect(kernels()).toEqual([false, withSum]);
  });

  law.prop([cases], { numRuns: 60 })(
    'are those of the numbers, in order, and the gradient adds up what was taken from each row',
    ({ rows, width, shape, chance, numbers }) => {
      const table = normals([rows, width], chance).values;
      const slopes = normals([numbers.length, width], chance + 1).values;
      const wanted = new Array<number>(rows * width).fill(0);
      for (const [taken, row] of numbers.entries()) {
        for (let column = 0; column < width; column += 1) {
          const at = row * width + column;
          wanted[at] = (wanted[at] as number) + (slopes[taken * width + column] as number);
        }
      }
      tidy(() => {
        const inputs = [tensor([...table], [rows, width]), tensor(numbers, shape)];
        const take = (a: Tensor, b: Tensor) => gatherRows(a, b);
        const found = take(...(inputs as [Tensor, Tensor]));
        expect(found.shape).toEqual([numbers.length, width]);
        expect([...found.dataSync()]).toEqual(numbers.flatMap((row) => table.slice(row * width, (row + 1) * width)));
        const scale = tensor([...slopes], [numbers.length, width]);
        const [byTable, byNumbers] = grads((a: Tensor, b: Tensor) => sum(mul(take(a, b), scale)))(inputs);
        expect(byTable?.shape).toEqual([rows, width]);
        expect(worstError((byTable as Tensor).dataSync(), wanted)).toBeLessThan(1e-6);
        expect(byNumbers?.shape).toEqual(shape);
        expect([...(byNumbers as Tensor).dataSync()].every((value) => value === 0)).toBe(true);
      });
    },
  );

  it('count a row as often as it is taken, and one that is never taken not at all', () => {
    tidy(() => {
      const table = tensor([1, 2, 3, 4, 5, 6], [3, 2]);
      const [gradient] = grads((a: Tensor, b: Tensor) => sum(gatherRows(a, b)))([table, tensor([2, 0, 2, 2])]);
      expect([...(gradient as Tensor).dataSync()]).toEqual([1, 1, 0, 0, 3, 3]);
    });
  });
});
