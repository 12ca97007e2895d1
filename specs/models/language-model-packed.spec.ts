// Documents packed one after another say the same as below each other, filled up: losses and gradients to rounding, in each family; and a
// model of some words says of them what the whole one does.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../src/models/model.ts';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { packDocuments, type TextDocuments } from '../../src/tasks/text/text-world.ts';
import { packedBatch, textBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { type NamedNumbers, uploadAll } from '../../src/tensors/host-numbers.ts';
import { unstack } from '../../src/tensors/parameter-layout.ts';
import { tensor, tensorOf, tidy } from '../../src/tensors/tensorflow.ts';
import { lossGradient } from '../../src/training/loss-gradient.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { checkpointOf, FROZEN, modelNamed, weightsOf } from './small-checkpoints.ts';

/** Of all lengths, one of which shows a single token. */
const DOCUMENTS = packDocuments([
  [3, 7, 1, 9, 30],
  [5, 2],
  [11, 12, 13, 14, 15, 16, 17],
  [39, 0, 4],
]);
const ROWS = [2, 0, 3, 1];
/** 4 + 1 + 6 + 2 tokens, and some rows to spare. */
const ALL_TOKENS = { loss: 'all-tokens', packedRows: 17 } as const;

const modelOf = (name: string) => {
  const { frozen, architecture } = modelNamed(name);
  return checkpointOf(frozen, architecture, weightsOf(frozen));
};

function parametersOf(model: Model, seeds: number): Float32Array {
  const own = model.initialParameters(null as never);
  return Float32Array.from({ length: seeds * own.length }, (_, index) => {
    return (own[index % own.length] as number) * (1 + Math.floor(index / own.length) / 10);
  });
}

function gradientOf(
  model: Model,
  batch: NamedNumbers,
  seeds: number,
): { losses: Float32Array; gradient: Float32Array } {
  const tensors = tidy(() => {
    const parameters = tensor(parametersOf(model, seeds), [seeds, model.layout.size]);
    return lossGradient(model, parameters, uploadAll(batch));
  });
  const found = [tensors.losses, tensors.gradient].map((one) => one.dataSync<'float32'>().slice());
  tensors.losses.dispose();
  tensors.gradient.dispose();
  return { losses: found[0] as Float32Array, gradient: found[1] as Float32Array };
}

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const difference = (one: Float32Array, other: Float32Array) =>
  largest(one.map((value, at) => value - (other[at] as number)));

const partsOf = (seeds: number) =>
  Array.from({ length: seeds }, (_, seed) => ({ documents: DOCUMENTS, rows: seed === 0 ? ROWS : ROWS.toReversed() }));

describe('packed documents', () => {
  beforeAll(() => startBackend('cpu'));
  leavesNoTensors();

  it.each(Object.keys(FROZEN).flatMap((name) => [1, 2].map((seeds) => [name, seeds] as const)))(
    'give the loss and the gradients of documents that are filled up: %s, %i seeds',
    (name, seeds) => {
      const model = languageModel(modelOf(name));
      const parts = partsOf(seeds);
      const padded = gradientOf(model, textBatch(parts, 'all-tokens'), seeds);
      const packed = gradientOf(model, packedBatch(parts, ALL_TOKENS), seeds);
      expect(difference(packed.losses, padded.losses)).toBeLessThan(1e-5);
      expect(difference(packed.gradient, padded.gradient)).toBeLessThan(2e-6 * largest(padded.gradient));
      expect(largest(padded.gradient)).toBeGreaterThan(0.01);
    },
  );

  it.each(Object.keys(FROZEN))('are answered as documents that are filled up: %s', (name) => {
    const model = languageModel(modelOf(name));
    const parts = partsOf(1);
    const logits = (batch: NamedNumbers) =>
      tidy(() => {
        const parameters = tensor(parametersOf(model, 1), [1, model.layout.size]);
        const activations = model.activations(unstack(parameters, model.layout), uploadAll(batch));
        return tensorOf(activations, 'logits').dataSync<'float32'>().slice();
      });
    const padded = logits(textBatch(parts, 'answers'));
    const packed = logits(packedBatch(parts, { ...ALL_TOKENS, loss: 'answers' }));
    expect(padded).toHaveLength(ROWS.length * 40);
    expect(difference(packed, padded)).toBeLessThan(1e-5);
  });

  it('are other numbers where a document sees another', () => {
    const model = languageModel(modelOf("SmolLM2's form"));
    const batch = packedBatch(partsOf(1), ALL_TOKENS);
    // Two documents as one.
    const joined = packedBatch(
      [{ documents: packDocuments([[11, 12, 13, 14, 15, 16, 17, 3, 7, 1, 9, 30]]), rows: [0] }],
      ALL_TOKENS,
    );
    expect(gradientOf(model, joined, 1).losses[0]).not.toBeCloseTo(gradientOf(model, batch, 1).losses[0] as number, 3);
  });
});

describe('a model of some words', () => {
  beforeAll(() => startBackend('cpu'));
  leavesNoTensors();

  it.each(Object.keys(FROZEN))('says of them what the whole one says: %s', (name) => {
    const checkpoint = modelOf(name);
    const kept = [30, 1, 3, 7, 9, 39];
    const [whole, some] = [languageModel(checkpoint), languageModel(checkpoint, kept)];
    const logits = (model: Model, documents: TextDocuments) =>
      tidy(() => {
        const parameters = tensor(model.initialParameters(null as never), [1, model.layout.size]);
        const batch = textBatch([{ documents, rows: [0] }], 'all-tokens');
        const activations = model.activations(unstack(parameters, model.layout), uploadAll({ tokens: batch.tokens }));
        return tensorOf(activations, 'logits').dataSync<'float32'>().slice();
      });
    const all = logits(whole, packDocuments([[3, 7, 1, 9, 30]]));
    const own = logits(some, packDocuments([[2, 3, 1, 4, 0]]));
    const expected = [0, 1, 2, 3].flatMap((place) => kept.map((word) => all[place * 40 + word] as number));
    expect(difference(own, Float32Array.from(expected))).toBeLessThan(1e-5);
    expect(some.layout.size).toBeLessThan(whole.layout.size);
  });
});
