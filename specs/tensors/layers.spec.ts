// Stacked layers and the loss, forward and backward, on both engines: values against float64 on plain arrays, gradients against
// central differences of it.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { crossEntropy } from '../../src/tensors/layers/cross-entropy.ts';
import { gelu, geluTanh, layerNorm, linear, silu } from '../../src/tensors/layers/layers.ts';
import { parameterLayout, stack, unstack } from '../../src/tensors/parameter-layout.ts';
import { grads, mul, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import * as reference from '../oracles/model-reference.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

// TensorFlow.js computes erf by a formula that is off by at most 1.5e-7 (Abramowitz & Stegun 7.1.26).
const TOLERANCE = 1e-5;

interface Array2 {
  readonly shape: readonly [number, number];
  readonly values: readonly number[];
}
type Layer = (...inputs: Tensor[]) => Tensor;
type ReferenceLayer = (inputs: readonly reference.Table[]) => reference.Table;

const sizes = fc.record({
  seeds: fc.constantFrom(1, 2, 3),
  rows: fc.integer({ min: 1, max: 5 }),
  inner: fc.integer({ min: 2, max: 6 }),
  columns: fc.integer({ min: 1, max: 6 }),
  chance: fc.nat(),
});

function normals(count: number, chance: { normal(): number }): number[] {
  return Array.from({ length: count }, () => Math.fround(chance.normal()));
}

/**
 * Checks a layer on S seeds stacked: values and the gradient by every input, of the output weighted by fixed random numbers.
 * @param shapes of one seed's inputs
 */
function checkLayer(
  layer: Layer,
  expected: ReferenceLayer,
  given: { readonly seeds: number; readonly shapes: readonly (readonly [number, number])[]; readonly chance: number },
): void {
  const chance = randomStream([given.chance | 1, 5, 6, 7]);
  const seeds = Array.from({ length: given.seeds }, () =>
    given.shapes.map((shape): Array2 => ({ shape, values: normals(shape[0] * shape[1], chance) })),
  );
  const tables = (arrays: readonly Array2[]) => arrays.map(({ shape, values }) => reference.table(values, shape[1]));
  const outputs = seeds.map((arrays) => expected(tables(arrays)));
  const weights = outputs.map((output) => normals(output.flat().length, chance));
  const gradients = seeds.map((arrays, seed) =>
    arrays.map(({ values, shape }, moved) =>
      reference.finiteDifferences((at) => {
        const inputs = tables(arrays.map((array, index) => (index === moved ? { shape, values: at } : array)));
        return expected(inputs)
          .flat()
          .reduce((total, value, place) => total + value * (weights[seed]?.[place] as number), 0);
      }, values),
    ),
  );
  tidy(() => {
    const inputs = given.shapes.map((shape, index) =>
      tensor(
        seeds.flatMap((arrays) => arrays[index]?.values ?? []),
        [given.seeds, ...shape],
      ),
    );
    const output = layer(...inputs);
    expect(output.shape).toEqual([given.seeds, outputs[0]?.length, outputs[0]?.[0]?.length]);
    expect(reference.worstError(output.dataSync(), outputs.flat(2))).toBeLessThan(TOLERANCE);
    const scale = tensor(weights.flat(), output.shape);
    const found = grads((...values: Tensor[]) => sum(mul(layer(...values), scale)))(inputs);
    for (const [index, gradient] of found.entries()) {
      const wanted = gradients.flatMap((byInput) => byInput[index] as number[]);
      expect(gradient.shape).toEqual(inputs[index]?.shape);
      expect(reference.worstError(gradient.dataSync(), wanted)).toBeLessThan(TOLERANCE);
    }
  });
}

describe.each(['wasm', 'cpu'] as const)('the layers on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  law.prop([sizes], { numRuns: 40 })('linear is x W + b, seed by seed', ({ seeds, rows, inner, columns, chance }) => {
    checkLayer(
      (x, weight, bias) => linear(x as Tensor, weight as Tensor, bias as Tensor),
      ([x, weight, bias]) => reference.linear(x as reference.Table, weight as reference.Table, bias?.[0] ?? []),
      {
        seeds,
        shapes: [
          [rows, inner],
          [inner, columns],
          [1, columns],
        ],
        chance,
      },
    );
  });

  law.prop([sizes], { numRuns: 40 })('layerNorm centres and scales each row', ({ seeds, rows, inner, chance }) => {
    // Wide enough that no row is nearly constant, where differences of 32-bit numbers say nothing.
    const width = inner + 4;
    checkLayer(
      (x, gain, bias) => layerNorm(x as Tensor, gain as Tensor, bias as Tensor),
      ([x, gain, bias]) => reference.layerNorm(x as reference.Table, gain?.[0] ?? [], bias?.[0] ?? []),
      {
        seeds,
        shapes: [
          [rows, width],
          [1, width],
          [1, width],
        ],
        chance,
      },
    );
  });

  law.prop([sizes], { numRuns: 40 })(
    'gelu is x times the normal distribution function',
    ({ seeds, rows, inner, chance }) => {
      checkLayer(
        (x) => gelu(x as Tensor),
        ([x]) => reference.gelu(x as reference.Table),
        {
          seeds,
          shapes: [[rows, inner]],
          chance,
        },
      );
    },
  );

  const inEach = (x: reference.Table | undefined, change: (value: number) => number) =>
    (x ?? []).map((row) => row.map(change));
  law.prop([sizes], { numRuns: 40 })('silu is x times its logistic', ({ seeds, rows, inner, chance }) => {
    checkLayer(
      (x) => silu(x as Tensor),
      ([x]) => inEach(x, (value) => value / (1 + Math.exp(-value))),
      { seeds, shapes: [[rows, inner]], chance },
    );
  });

  law.prop([sizes], { numRuns: 40 })(
    'geluTanh is the approximation with a hyperbolic tangent',
    ({ seeds, rows, inner, chance }) => {
      checkLayer(
        (x) => geluTanh(x as Tensor),
        ([x]) => inEach(x, (v) => (v / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3)))),
        { seeds, shapes: [[rows, inner]], chance },
      );
    },
  );

  it('both keep their tails: zero far left, x far right', () => {
    tidy(() => {
      for (const layer of [silu, geluTanh]) {
        expect([...layer(tensor([-200, 0, 200])).dataSync()].map(Math.abs)).toEqual([0, 0, 200]);
      }
    });
  });

  it('gelu keeps its tails: zero far left, x far right', () => {
    tidy(() => {
      const values = gelu(tensor([-30, -6, -1, 0, 1, 6, 30])).dataSync();
      const expected = reference.gelu([[-30, -6, -1, 0, 1, 6, 30]]).flat();
      for (const [index, value] of expected.entries())
        expect(Math.abs((values[index] as number) - value)).toBeLessThan(5e-6);
    });
  });

  law.prop([sizes, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 90, maxLength: 90 })], {
    numRuns: 40,
  })(
    'crossEntropy is the weighted loss of each seed, and no seed moves the gradient of another',
    ({ seeds, rows, columns, chance }, shares) => {
      const chanceOf = randomStream([chance | 1, 8, 9, 10]);
      const size = rows * columns * 2;
      const logits = Array.from({ length: seeds }, () => normals(size, chanceOf).map((value) => 3 * value));
      // One answer of each pair carries weight, or none: an output that is not asked.
      const weights = Array.from({ length: seeds }, (_, seed) =>
        Array.from({ length: size }, (_, place) => {
          const share = shares[(seed * size + place - (place % 2)) % shares.length] as number;
          const answer = share > 0.5 ? 1 : 0;
          return share < 0.2 || place % 2 !== answer ? 0 : Math.fround(share);
        }),
      );
      const lossOf = (seed: number, at: readonly number[]) =>
        reference.crossEntropy(
          reference.table(at, 2 * columns),
          reference.table(weights[seed] as number[], 2 * columns),
        );
      const losses = logits.map((at, seed) => lossOf(seed, at));
      const gradients = logits.map((at, seed) => reference.finiteDifferences((moved) => lossOf(seed, moved), at));
      tidy(() => {
        const shape = [seeds, rows, columns, 2];
        const z = tensor(logits.flat(), shape);
        const targets = tensor(weights.flat(), shape);
        const found = crossEntropy(z, targets);
        expect(found.shape).toEqual([seeds]);
        expect(reference.worstError(found.dataSync(), losses)).toBeLessThan(TOLERANCE);
        const scales = Array.from({ length: seeds }, (_, seed) => seed + 1);
        const [byLogits, byTargets] = grads((a: Tensor, b: Tensor) => sum(mul(crossEntropy(a, b), tensor(scales))))([
          z,
          targets,
        ]);
        const wanted = gradients.flatMap((gradient, seed) => gradient.map((value) => value * (seed + 1)));
        expect(reference.worstError((byLogits as Tensor).dataSync(), wanted)).toBeLessThan(TOLERANCE);
        expect([...(byTargets as Tensor).dataSync()].every((value) => value === 0)).toBe(true);
      });
    },
  );

  it('crossEntropy stays finite for logits of a thousand', () => {
    tidy(() => {
      const found = crossEntropy(tensor([1000, -1000], [1, 1, 1, 2]), tensor([0, 1], [1, 1, 1, 2]));
      expect([...found.dataSync()]).toEqual([2000]);
    });
  });

  law.prop([
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 5 }),
  ])('a flat row unstacks into named arrays in order, and stacks again', (seeds, shapes) => {
    const layout = parameterLayout(Object.fromEntries(shapes.map((shape, index) => [`array ${index}`, shape])));
    const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
    expect(layout.size).toBe(shapes.reduce((total, shape) => total + sizeOf(shape), 0));
    tidy(() => {
      const values = Float32Array.from({ length: seeds * layout.size }, (_, index) => index);
      const named = unstack(tensor(values, [seeds, layout.size]), layout);
      let start = 0;
      for (const [index, shape] of shapes.entries()) {
        const part = named[`array ${index}`] as Tensor;
        expect(part.shape).toEqual([seeds, ...shape]);
        const expected = Array.from({ length: seeds }, (_, seed) =>
          Array.from({ length: sizeOf(shape) }, (_, place) => seed * layout.size + start + place),
        );
        expect([...part.dataSync()]).toEqual(expected.flat());
        start += sizeOf(shape);
      }
      expect(stack(named, layout).dataSync()).toEqual(values);
    });
  });
});
