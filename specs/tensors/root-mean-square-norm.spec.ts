// Root mean square normalisation against float64, by value and gradient.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { rootMeanSquareNorm } from '../../src/tensors/layers/layers.ts';
import { type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { worstError } from '../oracles/model-reference.ts';
import { BACKENDS, checkOperation, normals } from './check-operation.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

const sizes = fc.record({
  seeds: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 4 }),
  width: fc.integer({ min: 5, max: 8 }),
  chance: fc.nat(),
});

/** x [S, R, D] and gain [S, 1, D], flat. */
function normReference(
  [x = [], gain = []]: readonly (readonly number[])[],
  { rows, width }: { readonly rows: number; readonly width: number },
): number[] {
  return x.map((value, index) => {
    const row = Math.floor(index / width);
    const own = x.slice(row * width, (row + 1) * width);
    const size = Math.sqrt(own.reduce((sum, other) => sum + other ** 2, 0) / width + 1e-6);
    return (value / size) * (gain[Math.floor(row / rows) * width + (index % width)] as number);
  });
}

describe.each(BACKENDS)('root mean square normalisation on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  law.prop([sizes], { numRuns: 40 })(
    'divides each row by its size and scales it by the gain of its seed',
    ({ seeds, rows, width, chance }) => {
      checkOperation(
        (x, gain) => rootMeanSquareNorm(x as Tensor, gain as Tensor),
        (inputs) => normReference(inputs, { rows, width }),
        {
          inputs: [normals([seeds, rows, width], chance), normals([seeds, 1, width], chance + 1)],
          outputShape: [seeds, rows, width],
          tolerance: 2e-5,
        },
      );
    },
  );

  law.prop([sizes, fc.constantFrom(-3, 0.5, 100)], { numRuns: 20 })(
    'forgets the size of a row and keeps its sign',
    ({ rows, width, chance }, factor) => {
      tidy(() => {
        const gain = tensor(new Array<number>(width).fill(1), [1, 1, width]);
        const { values } = normals([1, rows, width], chance);
        const [plain, scaled] = [1, factor].map((scale) =>
          rootMeanSquareNorm(
            tensor(
              values.map((value) => value * scale),
              [1, rows, width],
            ),
            gain,
          ).dataSync(),
        ) as [Float32Array, Float32Array];
        const wanted = [...plain].map((value) => Math.sign(factor) * value);
        expect(worstError([...scaled], wanted)).toBeLessThan(1e-3);
      });
    },
  );

  it('adds the epsilon that it is given below the root', () => {
    tidy(() => {
      const [x, gain] = [tensor([3e-3, -4e-3], [1, 1, 2]), tensor([1, 1], [1, 1, 2])];
      for (const epsilon of [1e-6, 1e-5, 1e-3]) {
        const size = Math.sqrt(12.5e-6 + epsilon);
        const found = [...rootMeanSquareNorm(x, gain, epsilon).dataSync()];
        expect(worstError(found, [3e-3 / size, -4e-3 / size])).toBeLessThan(1e-6);
      }
    });
  });

  it('leaves a row of zeros zero', () => {
    tidy(() => {
      expect([...rootMeanSquareNorm(tensor([0, 0, 0], [1, 1, 3]), tensor([1, 2, 3], [1, 1, 3])).dataSync()]).toEqual([
        0, 0, 0,
      ]);
    });
  });
});
