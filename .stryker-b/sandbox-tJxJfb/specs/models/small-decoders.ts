// Small decoders of every form, with random numbers in every parameter, and documents for them.
import { fc } from '@fast-check/vitest';
import { type Decoder, decoder } from '../../src/models/decoder.ts';
import type { DecoderConfig } from '../../src/models/model-config.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { TextDocuments } from '../../src/tasks/text/text-world.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { TOKEN_KINDS } from '../../src/tasks/world.ts';
import { type NamedNumbers, uploadAll } from '../../src/tensors/host-numbers.ts';
import { unstack } from '../../src/tensors/parameter-layout.ts';
import { type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { lossGradient } from '../../src/training/loss-gradient.ts';

export const WORDS = 9;
export const POSITIONS = 7;
const KINDS = Array.from({ length: WORDS }, (_, word) => TOKEN_KINDS[word % TOKEN_KINDS.length] ?? 'special');

export const INITIALISATION: DecoderConfig['initialisation'] = {
  linear: 0.08,
  residual: 0.04,
  embeddings: { special: 0.1, attribute: 0.2, value: 0.3, symbol: 1, alias: 0.5, entity: 0.7 },
};

export const NEOX: DecoderConfig = {
  kind: 'decoder',
  width: 8,
  layers: 2,
  heads: 2,
  positions: { kind: 'rotary', share: 0.5, base: 100 },
  residual: 'parallel',
  norm: 'layer',
  biases: true,
  tiedOutput: false,
  initialisation: INITIALISATION,
};

export const smallDecoder = (change: Partial<DecoderConfig> = {}): Decoder =>
  decoder({ ...NEOX, ...change }, { kinds: KINDS, positions: POSITIONS });

/** Every combination of forms, with at most two blocks and three heads of four numbers. */
export const decoderConfigs: fc.Arbitrary<DecoderConfig> = fc
  .record({
    heads: fc.integer({ min: 1, max: 3 }),
    layers: fc.integer({ min: 0, max: 2 }),
    positions: fc.constantFrom<DecoderConfig['positions']>(
      { kind: 'learned', deviation: 0.05 },
      { kind: 'rotary', share: 0.5, base: 10_000 },
      { kind: 'rotary', share: 1, base: 100 },
    ),
    residual: fc.constantFrom('parallel' as const, 'sequential' as const),
    norm: fc.constantFrom('layer' as const, 'root-mean-square' as const, 'none' as const),
    biases: fc.boolean(),
    tiedOutput: fc.boolean(),
  })
  .map((form) => ({ ...NEOX, ...form, width: 4 * form.heads }));

/** One seed's parameters: all random, so that no gradient vanishes; exact in 32 bits. */
export function randomParameters({ layout }: Decoder, seed: number): number[] {
  const chance = seedTree(seed).child('small decoder').stream();
  return layout.entries.flatMap(({ name, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const middle = name.endsWith('.gain') ? 1 : 0;
    const spread = name === 'embedding' ? 1 : 0.4;
    return Array.from({ length: size }, () => Math.fround(middle + spread * chance.normal()));
  });
}

/** Documents of chance, of two tokens or more and at most POSITIONS + 1 (one more is asked than is shown). */
export function randomDocuments(seed: number, count = 4): TextDocuments {
  const chance = seedTree(seed).child('small documents').stream();
  return packDocuments(
    Array.from({ length: count }, () =>
      Array.from({ length: 2 + chance.integerBelow(POSITIONS) }, () => chance.integerBelow(WORDS)),
    ),
  );
}

/** Losses [S], gradient by name [S, ...] and activations by name [S, B, ...], as plain numbers. */
export function computed(model: Decoder, parameters: readonly (readonly number[])[], batch: NamedNumbers) {
  const numbers = (value: Tensor) => [...value.dataSync<'float32'>()];
  const all = (named: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(Object.entries(named).map(([name, value]) => [name, numbers(value)]));
  const fresh = () =>
    uploadAll(
      Object.fromEntries(
        Object.entries(batch).map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]),
      ),
    );
  let result = { losses: [] as number[], gradients: all({}), activations: all({}) };
  tidy(() => {
    const flat = tensor(parameters.flat(), [parameters.length, model.layout.size]);
    const { losses, gradient } = lossGradient(model, flat, fresh());
    result = {
      losses: numbers(losses),
      gradients: all(unstack(gradient, model.layout)),
      activations: all(model.activations(unstack(flat, model.layout), fresh())),
    };
    losses.dispose();
  });
  return result;
}

/** Losses [S] alone. */
export function lossesOf(model: Decoder, parameters: readonly (readonly number[])[], batch: NamedNumbers): number[] {
  let losses: number[] = [];
  tidy(() => {
    const flat = tensor(parameters.flat(), [parameters.length, model.layout.size]);
    losses = [...model.losses(unstack(flat, model.layout), uploadAll(batch)).dataSync<'float32'>()];
  });
  return losses;
}
