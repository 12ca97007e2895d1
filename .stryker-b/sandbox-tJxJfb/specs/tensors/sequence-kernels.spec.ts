// The layers of models that read tokens, with the fused kernels of WebAssembly against the composed ops on the cpu backend, by
// value and by gradient; and what those kernels promise beyond them: digits of small losses, and no reading outside a table.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { causalAttention } from '../../src/tensors/layers/causal-attention.ts';
import { tokenCrossEntropy } from '../../src/tensors/layers/cross-entropy.ts';
import { gatherRows } from '../../src/tensors/layers/gather-rows.ts';
import { rootMeanSquareNorm } from '../../src/tensors/layers/layers.ts';
import { fused, hasFused } from '../../src/tensors/layers/with-gradient.ts';
import { add, cast, grads, mul, reshape, slice, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { adamW, adamWStepInputs } from '../../src/training/adamw.ts';
import { worstError } from '../oracles/model-reference.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

/** float32 on both sides, and sums in another order. */
const TOLERANCE = 3e-6;

interface Numbers {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

const elements = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Normal numbers, and whole numbers below a bound, from one seed. */
function chanceOf(seed: number) {
  const { normal, uniform } = randomStream([seed | 1, 7, 8, 9]);
  const fill = (shape: readonly number[], draw: () => number): Numbers => ({
    shape,
    values: Float32Array.from({ length: elements(shape) }, draw),
  });
  return {
    normals: (...shape: number[]) => fill(shape, normal),
    below: (bound: number, ...shape: number[]) => fill(shape, () => Math.floor(uniform() * bound)),
    /** A third is not asked. */
    weights: (...shape: number[]) => fill(shape, () => (uniform() < 1 / 3 ? 0 : uniform())),
  };
}

const upload = ({ values, shape }: Numbers) => tensor(values.slice(), [...shape]);
const valuesOf = (value: Tensor) => [...value.dataSync<'float32'>()];

/**
 * Value of a layer, and the gradients by its first inputs of the value weighted by numbers that differ from place to place.
 * @param learned how many inputs have gradients
 */
function outcome(layer: (...inputs: Tensor[]) => Tensor, inputs: readonly Numbers[], learned: number): number[][] {
  return tidy(() => {
    const given = inputs.map(upload);
    const value = layer(...given);
    const scale = upload({
      shape: value.shape,
      values: Float32Array.from({ length: value.size }, (_, i) => Math.sin(i + 1)),
    });
    const rest = given.slice(learned);
    const total = (...values: Tensor[]) => sum(mul(layer(...values, ...rest), scale));
    return [value, ...grads(total)(given.slice(0, learned))].map(valuesOf);
  });
}

/** Runs on both backends. */
async function compare(run: () => number[][]): Promise<void> {
  await startBackend('cpu');
  const expected = run();
  await startBackend('wasm');
  const found = run();
  expect(found.length).toBe(expected.length);
  for (const [index, numbers] of found.entries()) {
    expect(worstError(numbers, expected[index] as number[]), `output ${index}`).toBeLessThan(TOLERANCE);
  }
}

const seedsOf = fc.constantFrom(1, 2);
const side = fc.integer({ min: 1, max: 9 });

describe('the kernels of token models on wasm, against the composed ops on cpu', () => {
  beforeAll(async () => {
    await startBackend('cpu');
    await startBackend('wasm');
  });
  leavesNoTensors();

  it('are there, and on cpu they are not: there the ops are composed', async () => {
    const layers = ['CausalAttention', 'TokenCrossEntropy', 'RootMeanSquareNorm'];
    const names = [...layers.flatMap((name) => [name, `${name}Gradient`]), 'GatherRows', 'AddedRows'];
    names.push('ClipRows', 'RotatePositions');
    expect(names.filter(hasFused)).toEqual(names);
    await startBackend('cpu');
    expect(names.filter(hasFused)).toEqual([]);
    await startBackend('wasm');
  });

  law.prop([side, side, side, fc.nat()], { numRuns: 40 })(
    'take rows by number, and add up what comes back by number',
    async (rows, width, count, seed) => {
      const chance = chanceOf(seed);
      const inputs = [chance.normals(rows, width), chance.below(rows, 1, count)];
      await compare(() => outcome((table, numbers) => gatherRows(table as Tensor, numbers as Tensor), inputs, 1));
    },
  );

  law.prop(
    [
      fc.record({
        seeds: seedsOf,
        sequences: side,
        positions: fc.integer({ min: 1, max: 12 }),
        heads: fc.integer({ min: 1, max: 4 }),
        size: side,
        /** Pairs of numbers of a head, where it has as many. */
        turned: fc.integer({ min: 0, max: 4 }),
        base: fc.constantFrom(10, 10_000),
      }),
      fc.nat(),
    ],
    { numRuns: 60 },
  )(
    'attend to what came before, any number of heads, with some of each turned or none',
    async ({ seeds, sequences, positions, heads, size, turned, base }, seed) => {
      const pairs = Math.min(turned, Math.floor(size / 2));
      const rotary = pairs === 0 ? null : { size: 2 * pairs, base };
      const inputs = [chanceOf(seed).normals(seeds, sequences * positions, 3 * heads * size)];
      const attend = (x?: Tensor) => causalAttention(x as Tensor, { heads, positions, rotary });
      await compare(() => outcome(attend, inputs, 1));
    },
  );

  law.prop([seedsOf, side, fc.integer({ min: 2, max: 40 }), fc.nat()], { numRuns: 40 })(
    'measure the loss of each seed, where a row is asked',
    async (seeds, rows, words, seed) => {
      const chance = chanceOf(seed);
      const inputs = [
        chance.normals(seeds, rows, words),
        chance.below(words, seeds, rows),
        chance.weights(seeds, rows),
      ];
      const loss = (...given: Tensor[]) => tokenCrossEntropy(...(given as [Tensor, Tensor, Tensor]));
      await compare(() => outcome(loss, inputs, 1));
    },
  );

  law.prop([seedsOf, side, fc.integer({ min: 4, max: 13 }), fc.nat()], { numRuns: 40 })(
    'divide rows by their root mean square',
    async (seeds, rows, width, seed) => {
      const chance = chanceOf(seed);
      const inputs = [chance.normals(seeds, rows, width), chance.normals(seeds, 1, width)];
      const normalise = (x?: Tensor, gain?: Tensor) => rootMeanSquareNorm(x as Tensor, gain as Tensor);
      await compare(() => outcome(normalise, inputs, 2));
    },
  );

  law.prop([seedsOf, side, side, side, fc.nat(), fc.nat()], { numRuns: 40 })(
    'add the first positions of a table to each sequence',
    async (seeds, sequences, positions, width, more, seed) => {
      const chance = chanceOf(seed);
      const length = positions + (more % 3);
      const inputs = [chance.normals(seeds, sequences, positions, width), chance.normals(seeds, length, width)];
      const place = (x?: Tensor, table?: Tensor) => {
        const first = slice(table as Tensor, [0, 0, 0], [seeds, positions, width]);
        return add(x as Tensor, reshape(first, [seeds, 1, positions, width]));
      };
      await compare(() => outcome(place, inputs, 2));
    },
  );

  law.prop(
    [
      seedsOf,
      fc.integer({ min: 1, max: 3000 }),
      fc.nat(),
      fc.constantFrom(0.1, 1, 1e6),
      fc.constantFrom(0, 0.1),
      fc.nat(),
    ],
    {
      numRuns: 30,
    },
  )('clip, and shrink the first parameters alone', async (seeds, size, any, gradientClip, weightDecay, seed) => {
    const chance = chanceOf(seed);
    const optimizer = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay, gradientClip };
    const learningRates = Array.from({ length: seeds }, (_, index) => 0.1 / (index + 1));
    const change = adamWStepInputs({ step: 3, learningRates, optimizer });
    const [parameters, firstMoment, gradient] = [0, 1, 2].map(() => chance.normals(seeds, size)) as Numbers[];
    const secondMoment = chance.weights(seeds, size);
    const decayed = any % (size + 1);
    await compare(() =>
      tidy(() => {
        const [stepSize, secondMomentScale, decay] = [change.stepSize, change.secondMomentScale, change.decay].map(
          upload,
        );
        const next = adamW(
          {
            parameters: upload(parameters as Numbers),
            firstMoment: upload(firstMoment as Numbers),
            secondMoment: upload(secondMoment),
          },
          upload(gradient as Numbers),
          { stepSize, secondMomentScale, decay } as Parameters<typeof adamW>[2],
          optimizer,
          decayed,
        );
        return Object.values(next).map(valuesOf);
      }),
    );
  });

  it('keep the digits of the loss of a sure answer, and of its slope', () => {
    for (const ahead of [0, 1, 5, 10, 20, 40, 80, -20, -80]) {
      tidy(() => {
        // Two other words: -ln p = ln(1 + 2 e^-ahead).
        const given = { answers: tensor([0], [1, 1]), weights: tensor([1], [1, 1]) };
        const [loss, powers] = fused('TokenCrossEntropy', { logits: tensor([ahead, 0, 0], [1, 1, 3]), ...given }) as [
          Tensor,
          Tensor,
        ];
        const [slopes] = fused('TokenCrossEntropyGradient', { dy: tensor([1]), powers, ...given }) as [Tensor];
        const rest = 2 * Math.exp(-ahead);
        expect(Math.abs((valuesOf(loss)[0] as number) - Math.log1p(rest))).toBeLessThan(
          4e-7 * Math.log1p(rest) + 1e-37,
        );
        const slope = -rest / (1 + rest);
        expect(Math.abs((valuesOf(slopes)[0] as number) - slope)).toBeLessThan(-4e-7 * slope + 1e-37);
      });
    }
  });

  it('let a broken number through, so that the run is found out, but not from rows that are not asked', () => {
    tidy(() => {
      const logits = tensor([0, Number.NaN, 1, 2], [2, 1, 2]);
      const losses = (weights: number[]) =>
        valuesOf(tokenCrossEntropy(logits, tensor([0, 0], [2, 1]), tensor(weights, [2, 1])));
      expect(losses([1, 1])).toEqual([Number.NaN, expect.closeTo(1 + Math.log1p(Math.exp(-1)), 6)]);
      expect(losses([0, 0])).toEqual([0, 0]);
      const projected = tensor(Float32Array.of(Number.NaN, 0, 0, 0, 0, 0), [1, 2, 3]);
      const mixed = causalAttention(projected, { heads: 1, positions: 2, rotary: null });
      expect(valuesOf(mixed)).toEqual([Number.NaN, 0]);
      expect(valuesOf((fused('ClipRows', { x: tensor([[Number.NaN, 1]]) }, { norm: 1 }) as [Tensor])[0])).toEqual([
        Number.NaN,
        Number.NaN,
      ]);
    });
  });

  it.each([3, -1])('stop at a number that no row has (%s)', (number) => {
    tidy(() => {
      const wrong = tensor([number]);
      expect(() => gatherRows(tensor([1, 2, 3], [3, 1]), wrong)).toThrow(/unreachable/);
      const [answers, weights] = [reshape(wrong, [1, 1]), tensor([1], [1, 1])];
      expect(() => tokenCrossEntropy(tensor([1, 2, 3], [1, 1, 3]), answers, weights)).toThrow(/unreachable/);
    });
  });

  it('refuse numbers that are no floats', () => {
    tidy(() => {
      const numbers = cast(tensor([1]), 'int32');
      expect(() => fused('GatherRows', { table: tensor([1, 2, 3], [3, 1]), numbers })).toThrow(/GatherRows/);
    });
  });
});
