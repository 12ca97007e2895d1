// Initial parameters of the decoder: deviations by kind of array and of token, and streams that no other array moves.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Decoder, decoder } from '../../src/models/decoder.ts';
import type { DecoderConfig } from '../../src/models/model-config.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { TOKEN_KINDS, type TokenKind } from '../../src/tasks/world.ts';
import { STANDARD_ERRORS } from '../randomness/chance-bounds.ts';
import { decoderConfigs, INITIALISATION, NEOX, smallDecoder } from './small-decoders.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function drawn(model: Decoder, number: number): Record<string, Float32Array> {
  const flat = model.initialParameters(seedTree(number));
  expect(flat).toHaveLength(model.layout.size);
  let start = 0;
  return Object.fromEntries(
    model.layout.entries.map(({ name, shape }) => {
      start += shape.reduce((product, length) => product * length, 1);
      return [name, flat.subarray(start - shape.reduce((product, length) => product * length, 1), start)];
    }),
  );
}

/** Mean and variance of a normal sample are where they should be, but once in a million times each. */
function expectNormal(values: ArrayLike<number>, deviation: number, name: string): void {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + value ** 2, 0) / all.length;
  expect(Math.abs(mean), `mean of ${name}`).toBeLessThan((STANDARD_ERRORS * deviation) / Math.sqrt(all.length));
  expect(Math.abs(variance / deviation ** 2 - 1), `variance of ${name}`).toBeLessThan(
    STANDARD_ERRORS * Math.sqrt(2 / all.length),
  );
}

const ONE_DEVIATION: DecoderConfig['initialisation'] = {
  linear: 0.3,
  residual: 0.3,
  embeddings: Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, 0.3])) as Record<TokenKind, number>,
};

describe('initial parameters of the decoder', () => {
  it('have the deviation of their kind of array', () => {
    const model = decoder(
      { ...NEOX, width: 64, heads: 4, positions: { kind: 'learned', deviation: 0.05 } },
      { kinds: new Array<TokenKind>(50).fill('symbol'), positions: 40 },
    );
    const arrays = drawn(model, 1);
    const deviations: Record<string, number> = { embedding: 1, positions: 0.05, head: 0.08 };
    for (const block of ['block 1', 'block 2']) {
      deviations[`${block}.attention.in.weight`] = 0.08;
      deviations[`${block}.attention.out.weight`] = 0.04;
      deviations[`${block}.mlp.up.weight`] = 0.08;
      deviations[`${block}.mlp.down.weight`] = 0.04;
    }
    const matrices = Object.keys(arrays).filter((name) => !/\.(gain|bias)$/.test(name));
    expect(matrices.sort()).toEqual(Object.keys(deviations).sort());
    for (const [name, deviation] of Object.entries(deviations)) {
      expectNormal(arrays[name] as Float32Array, deviation, name);
    }
  });

  it('give each token the deviation of its kind, and none where that is zero', () => {
    const width = 256;
    const kinds = TOKEN_KINDS.flatMap((kind) => [kind, kind, kind, kind]);
    const initialisation = { ...INITIALISATION, embeddings: { ...INITIALISATION.embeddings, value: 0 } };
    const { embedding } = drawn(decoder({ ...NEOX, width, initialisation }, { kinds, positions: 3 }), 2);
    for (const [place, kind] of TOKEN_KINDS.entries()) {
      const rows = (embedding as Float32Array).subarray(4 * place * width, 4 * (place + 1) * width);
      if (kind === 'value') expect(new Set(rows)).toEqual(new Set([0]));
      else expectNormal(rows, initialisation.embeddings[kind], kind);
    }
  });

  law.prop([decoderConfigs, seed])('start gains at one, biases at zero, and nothing else there', (config, number) => {
    for (const [name, values] of Object.entries(drawn(smallDecoder(config), number))) {
      if (name.endsWith('.gain')) expect(new Set(values), name).toEqual(new Set([1]));
      else if (name.endsWith('.bias')) expect(new Set(values), name).toEqual(new Set([0]));
      else expect(new Set(values).size, name).toBeGreaterThan(values.length * 0.9);
    }
  });

  law.prop([seed, fc.constantFrom(0, 1, 3, 4)], { numRuns: 30 })(
    'keep the numbers of every array that a deeper model shares',
    (number, layers) => {
      const [plain, other] = [drawn(smallDecoder(), number), drawn(smallDecoder({ layers }), number)];
      const shared = Object.keys(plain).filter((name) => other[name] !== undefined);
      expect(shared.length).toBeGreaterThanOrEqual(4);
      for (const name of shared) expect(other[name], name).toEqual(plain[name]);
    },
  );

  law.prop([seed, decoderConfigs], { numRuns: 30 })(
    'come from a stream of the array alone: whatever else the model has, each begins with the same numbers',
    (number, config) => {
      const initialisation = ONE_DEVIATION;
      const positions =
        config.positions.kind === 'learned' ? { ...config.positions, deviation: 0.3 } : config.positions;
      const plain = drawn(smallDecoder({ initialisation, positions: { kind: 'learned', deviation: 0.3 } }), number);
      const other = drawn(smallDecoder({ ...config, positions, initialisation }), number);
      for (const [name, values] of Object.entries(other)) {
        const wanted = plain[name]?.subarray(0, values.length) as Float32Array;
        expect(values.subarray(0, wanted.length), name).toEqual(wanted);
      }
    },
  );

  law.prop([seed, seed], { numRuns: 20 })(
    'follow the seed, and differ between arrays of one shape',
    (first, second) => {
      fc.pre(first !== second);
      const arrays = drawn(smallDecoder({ initialisation: ONE_DEVIATION }), first);
      expect(drawn(smallDecoder({ initialisation: ONE_DEVIATION }), first)).toEqual(arrays);
      const other = drawn(smallDecoder({ initialisation: ONE_DEVIATION }), second);
      const matrices = Object.entries(arrays).filter(([name]) => !/\.(gain|bias)$/.test(name));
      for (const [name, values] of matrices) expect(other[name], name).not.toEqual(values);
      const firstNumbers = matrices.map(([, values]) => values[0]);
      expect(new Set(firstNumbers).size).toBe(matrices.length);
    },
  );
});
