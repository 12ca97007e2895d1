// The model against a second implementation in float64: activations, loss, and the gradient by every named parameter.
import { beforeAll, describe, expect, it } from 'vitest';
import { forward, type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { crossEntropy } from '../../src/tensors/layers/cross-entropy.ts';
import { unstack } from '../../src/tensors/parameter-layout.ts';
import { grads, sum, type Tensor, tidy } from '../../src/tensors/tensorflow.ts';
import * as reference from '../oracles/model-reference.ts';
import { refusal } from '../refusal.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import {
  byName,
  PICTURES,
  PICTURES_WITHOUT_TOKENS,
  type SeedExample,
  SYMBOLS,
  seedExample,
  stackedTensors,
  WITHOUT_NORMS,
} from './small-models.ts';

const MODELS = [
  ['symbols', SYMBOLS],
  ['pictures', PICTURES],
  ['pictures without tokens', PICTURES_WITHOUT_TOKENS],
  ['symbols, no norms', WITHOUT_NORMS],
] as const;

/** Loss of each seed, gradients by name [S, ...] and activations by name, as plain numbers. */
function computed(model: ResidualMlp, examples: readonly SeedExample[]) {
  let result = {
    losses: [] as number[],
    gradients: {} as Record<string, number[]>,
    activations: {} as Record<string, number[]>,
  };
  tidy(() => {
    const { parameters, batch } = stackedTensors(model, examples);
    const named = unstack(parameters, model.layout);
    const names = Object.keys(named);
    const numbers = (value: Tensor) => [...value.dataSync<'float32'>()];
    const lossesOf = (...values: Tensor[]) => {
      const arrays = Object.fromEntries(names.map((name, index) => [name, values[index] as Tensor]));
      return crossEntropy(forward(model, arrays, batch).logits, batch.targets);
    };
    const values = Object.values(named);
    const gradients = grads((...inputs: Tensor[]) => sum(lossesOf(...inputs)))(values);
    result = {
      losses: numbers(lossesOf(...values)),
      gradients: Object.fromEntries(names.map((name, index) => [name, numbers(gradients[index] as Tensor)])),
      activations: Object.fromEntries(
        Object.entries(forward(model, named, batch).activations).map(([name, value]) => [name, numbers(value)]),
      ),
    };
  });
  return result;
}

describe.each(['wasm', 'cpu'] as const)('the residual MLP on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  it.each(MODELS)('has the activations and the loss of the reference: %s', (_, model) => {
    const examples = [1, 2].map((seed) => seedExample(model, seed));
    const found = computed(model, examples);
    const expected = examples.map(({ parameters, batch }) =>
      reference.activations(model, byName(model, [...parameters]), batch),
    );
    expect(Object.keys(found.activations)).toEqual(model.activationNames);
    for (const name of model.activationNames) {
      const wanted = expected.flatMap((activations) => activations[name]?.flat() ?? []);
      expect(reference.worstError(found.activations[name] as number[], wanted), name).toBeLessThan(5e-6);
    }
    const losses = examples.map(({ parameters, batch }) =>
      reference.loss(model, byName(model, [...parameters]), batch),
    );
    expect(reference.worstError(found.losses, losses)).toBeLessThan(5e-6);
  });

  it.each(MODELS)('has the gradient of the reference by every named parameter: %s', (_, model) => {
    const example = seedExample(model, 3);
    const found = computed(model, [example]).gradients;
    const expected = reference.lossGradients(model, byName(model, [...example.parameters]), example.batch);
    expect(Object.keys(found).sort()).toEqual(model.layout.entries.map(({ name }) => name).sort());
    for (const { name } of model.layout.entries) {
      const wanted = expected[name] as number[];
      expect(Math.max(...wanted.map(Math.abs)), `${name} matters`).toBeGreaterThan(1e-3);
      expect(reference.worstError(found[name] as number[], wanted, 0.1), name).toBeLessThan(1e-5);
    }
  });

  it.each(MODELS)('gives each of three stacked seeds what it gives it alone: %s', (_, model) => {
    const examples = [4, 5, 6].map((seed) => seedExample(model, seed));
    const together = computed(model, examples);
    for (const [seed, example] of examples.entries()) {
      const alone = computed(model, [example]);
      expect(Math.abs((together.losses[seed] as number) - (alone.losses[0] as number))).toBeLessThan(1e-6);
      for (const { name } of model.layout.entries) {
        const wanted = alone.gradients[name] as number[];
        const part = together.gradients[name]?.slice(seed * wanted.length, (seed + 1) * wanted.length) ?? [];
        expect(reference.worstError(part, wanted), name).toBeLessThan(1e-6);
      }
    }
  });
});

describe('what a residual MLP is made of', () => {
  it('names its activations by depth', () => {
    expect(SYMBOLS.activationNames).toEqual(['input', 'block 1', 'block 2', 'final norm', 'logits']);
    expect(PICTURES_WITHOUT_TOKENS.activationNames).toEqual(['input', 'final norm', 'logits']);
  });

  it('has no parameters of norms where it has none, and the same initial numbers otherwise', () => {
    const [plain, bare] = [SYMBOLS, WITHOUT_NORMS].map((model) => {
      const numbers = [...model.initialParameters(seedTree(7))];
      return { names: model.layout.entries.map(({ name }) => name), arrays: byName(model, numbers) };
    });
    expect(bare?.names).toEqual(plain?.names.filter((name) => !name.includes('norm')));
    for (const name of bare?.names ?? []) expect(bare?.arrays[name], name).toEqual(plain?.arrays[name]);
    expect(WITHOUT_NORMS.activationNames).toEqual(SYMBOLS.activationNames);
  });

  it('has the parameters of its widths: 38,860 for the quick profile', () => {
    const quick = residualMlp(
      { kind: 'residual-mlp', width: 64, layers: 2, patchEncoder: null },
      { features: 60, patches: null, tokens: 10, outputs: 6 },
    );
    // 60 64 + 64, 10 64, 2 (2 64 + 64 128 + 128 + 128 64 + 64), 2 64, 64 12 + 12
    expect(quick.layout.size).toBe(3904 + 640 + 2 * 16_704 + 128 + 780);
    expect(quick.layout.size).toBe(38_860);
  });

  it.each([
    ['a patch encoder for symbols', { hidden: 2, output: 2 }, null],
    ['pictures without a patch encoder', null, { count: 2, pixels: 3 }],
  ])('refuses %s', (_, patchEncoder, patches) => {
    expect(() =>
      residualMlp(
        { kind: 'residual-mlp', width: 4, layers: 1, patchEncoder },
        { features: 6, patches, tokens: 3, outputs: 2 },
      ),
    ).toThrow(refusal('invalid-experiment', 'patch'));
  });
});
