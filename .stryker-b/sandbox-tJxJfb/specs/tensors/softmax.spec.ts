// Softmax over the last axis against float64, and what attention asks of it: masked places get nothing at all.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { softmax } from '../../src/tensors/layers/causal-attention.ts';
import { type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { BACKENDS, checkOperation, elements, normals } from './check-operation.ts';

function softmaxReference(values: readonly number[], columns: number): number[] {
  return Array.from({ length: values.length / columns }, (_, row) => {
    const own = values.slice(row * columns, (row + 1) * columns);
    const largest = Math.max(...own);
    const shares = own.map((value) => Math.exp(value - largest));
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => share / total);
  }).flat();
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

describe.each(BACKENDS)('softmax on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  law.prop([shapes, fc.nat(), fc.constantFrom(1, 5)], { numRuns: 40 })(
    'is the share of each exponential, by value and gradient, in any shape',
    (shape, chance, scale) => {
      const { values } = normals(shape, chance);
      checkOperation(
        (x) => softmax(x as Tensor),
        ([x]) => softmaxReference(x ?? [], shape.at(-1) as number),
        {
          inputs: [{ shape, values: values.map((value) => Math.fround(scale * value)) }],
          outputShape: shape,
          tolerance: 1e-5,
        },
      );
    },
  );

  law.prop([shapes.filter((shape) => (shape.at(-1) as number) > 1), fc.nat()], { numRuns: 40 })(
    'gives exactly nothing to what is masked, and all of it to the others',
    (shape, chance) => {
      const columns = shape.at(-1) as number;
      const { values } = normals(shape, chance);
      const masked = values.map((value, index) => (index % columns > 0 ? value - 1e9 : value));
      const found = tidy(() => [...softmax(tensor(masked, shape)).dataSync()]);
      expect(found).toHaveLength(elements(shape));
      expect(found).toEqual(found.map((_, index) => (index % columns > 0 ? 0 : 1)));
    },
  );

  it('stays finite for numbers of ten thousand', () => {
    tidy(() => {
      expect([...softmax(tensor([10_000, -10_000, 10_000])).dataSync()]).toEqual([0.5, 0, 0.5]);
    });
  });
});
