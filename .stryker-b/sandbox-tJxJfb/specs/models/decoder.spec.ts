// Laws of the decoder: gradients against finite differences, nothing sees what comes later, padding and stacking change
// nothing. Its values are compared with other people's models in specs/oracles/decoder.spec.ts.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decoder } from '../../src/models/decoder.ts';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { worstError } from '../oracles/model-reference.ts';
import { refusal } from '../refusal.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import {
  computed,
  decoderConfigs,
  lossesOf,
  NEOX,
  POSITIONS,
  randomDocuments,
  randomParameters,
  smallDecoder,
  WORDS,
} from './small-decoders.ts';

const chance = fc.integer({ min: 0, max: 1_000_000 });
const losses = fc.constantFrom('answers' as const, 'all-tokens' as const);
const ROWS = [0, 1, 2, 3];
const batchOf = (documents: readonly ReturnType<typeof randomDocuments>[], loss: 'answers' | 'all-tokens') =>
  textBatch(
    documents.map((own) => ({ documents: own, rows: ROWS })),
    loss,
  );

/** The same batch for so many seeds. */
function repeated(batch: NamedNumbers, seeds: number): NamedNumbers {
  return Object.fromEntries(
    Object.entries(batch).map(([name, { shape, values }]) => [
      name,
      {
        shape: [seeds, ...shape.slice(1)],
        values: Float32Array.from(
          { length: seeds * values.length },
          (_, index) => values[index % values.length] as number,
        ),
      },
    ]),
  );
}

/** For each array a direction of length one within it, and zero elsewhere in a row of parameters. */
function directionsOf({ layout }: Decoder, seed: number): { name: string; start: number; direction: number[] }[] {
  const stream = randomStream([seed | 1, 2, 3, 4]);
  let start = 0;
  return layout.entries.map(({ name, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const normals = Array.from({ length: size }, stream.normal);
    const length = Math.hypot(...normals);
    start += size;
    return { name, start: start - size, direction: normals.map((value) => value / length) };
  });
}

// Central differences of fourth order, with a step and with half of it. A loss off by 3e-7 of itself moves the quotient of the
// shorter by 1.5 x 3e-7 / 0.02 = 2e-5 of itself; the tolerance is four times that. The loss is about 3 with norms and goes to
// 100 without them. What the formula itself leaves out, a little where a norm's input is far from constant and much where it is
// near, is a fifteenth of the difference between the two.
const STEPS = [0.04, 0.02];
const STENCIL = [
  { by: -2, weight: 1 / 12 },
  { by: -1, weight: -2 / 3 },
  { by: 1, weight: 2 / 3 },
  { by: 2, weight: -1 / 12 },
];
const DIFFERENCES_PER_LOSS = 1e-4;

describe('the gradient of the decoder, on cpu', () => {
  beforeAll(() => startBackend('cpu'));
  let [looks, steep] = [0, 0];

  law.prop([decoderConfigs, losses, chance], { numRuns: 15 })(
    'is what finite differences say, along some direction within each array',
    (config, loss, seed) => {
      const model = smallDecoder(config);
      const own = randomParameters(model, seed);
      const batch = batchOf([randomDocuments(seed)], loss);
      const { gradients } = computed(model, [own], batch);
      const directions = directionsOf(model, seed);
      // Each moved row is a seed of one stacked model.
      const moved = directions.flatMap(({ start, direction }) =>
        STEPS.flatMap((step) =>
          STENCIL.map(({ by }) => own.map((value, index) => value + by * step * (direction[index - start] ?? 0))),
        ),
      );
      const found = lossesOf(model, moved, repeated(batch, moved.length));
      const rounding = DIFFERENCES_PER_LOSS * (found[0] as number);
      for (const [index, { name, direction }] of directions.entries()) {
        const [long, short] = STEPS.map((step, which) =>
          STENCIL.reduce((sum, { weight }, point) => {
            const place = (index * STEPS.length + which) * STENCIL.length + point;
            return sum + (weight * (found[place] as number)) / step;
          }, 0),
        ) as [number, number];
        const gradient = direction.reduce((sum, value, place) => sum + value * (gradients[name]?.[place] as number), 0);
        const tolerance = rounding + Math.abs(long - short);
        expect(Math.abs(gradient - short), name).toBeLessThan(tolerance);
        steep += tolerance > 10 * rounding ? 1 : 0;
        looks += 1;
      }
    },
  );

  it('is rarely looked at where the loss is too steep to tell', () => {
    expect(looks).toBeGreaterThan(50);
    expect(steep / looks).toBeLessThan(0.1);
  });

  it('is far above that tolerance in every array', () => {
    const model = smallDecoder({ positions: { kind: 'learned', deviation: 0 } });
    const {
      gradients,
      losses: [loss],
    } = computed(model, [randomParameters(model, 1)], batchOf([randomDocuments(1)], 'answers'));
    const tolerance = DIFFERENCES_PER_LOSS * (loss as number);
    expect(Object.keys(gradients)).toEqual(model.layout.entries.map(({ name }) => name));
    for (const [name, values] of Object.entries(gradients)) {
      expect(Math.max(...values.map(Math.abs)), name).toBeGreaterThan(50 * tolerance);
    }
  });
});

describe.each(['wasm', 'cpu'] as const)('the decoder on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  law.prop([decoderConfigs, chance, fc.integer({ min: 1, max: POSITIONS - 1 })], { numRuns: 30 })(
    'sees nothing of what comes later: no bit of the stream or of the logits moves before the change',
    (config, seed, from) => {
      const model = smallDecoder(config);
      const parameters = [randomParameters(model, seed)];
      const stream = randomStream([seed | 1, 6, 7, 8]);
      const rows = ROWS.map(() => Array.from({ length: POSITIONS + 1 }, () => stream.integerBelow(WORDS)));
      const other = rows.map((row) => row.map((token, place) => (place < from ? token : (token + 1) % WORDS)));
      const [plain, changed] = [rows, other].map(
        (documents) => computed(model, parameters, batchOf([packDocuments(documents)], 'all-tokens')).activations,
      ) as [Record<string, number[]>, Record<string, number[]>];
      expect(Object.keys(plain)).toEqual(model.activationNames);
      for (const name of model.activationNames) {
        const size = (plain[name] as number[]).length / (ROWS.length * POSITIONS);
        for (const row of ROWS) {
          const start = row * POSITIONS * size;
          const part = (values: Record<string, number[]>, first: number, last: number) =>
            values[name]?.slice(start + first * size, start + last * size);
          expect(part(changed, 0, from), name).toEqual(part(plain, 0, from));
          expect(part(changed, from, POSITIONS), name).not.toEqual(part(plain, from, POSITIONS));
        }
      }
    },
  );

  law.prop([decoderConfigs.filter(({ layers }) => layers > 0), chance], { numRuns: 15 })(
    'sees all that came before, where it has a block, and the order of it',
    (config, seed) => {
      const model = smallDecoder(config);
      const lastLogits = (document: readonly number[]) =>
        computed(
          model,
          [randomParameters(model, seed)],
          textBatch([{ documents: packDocuments([document]), rows: [0] }], 'answers'),
        ).activations.logits;
      const plain = lastLogits([1, 2, 3, 4, 0]);
      expect(lastLogits([5, 2, 3, 4, 0])).not.toEqual(plain);
      const exchanged = lastLogits([2, 1, 3, 4, 0]) as number[];
      expect(worstError(exchanged, plain as number[])).toBeGreaterThan(1e-4);
    },
  );

  law.prop([decoderConfigs, losses, chance], { numRuns: 20 })(
    'gives each of three stacked seeds what it gives it alone',
    (config, loss, seed) => {
      const model = smallDecoder(config);
      const seeds = [0, 1, 2].map((index) => ({
        parameters: randomParameters(model, seed + index),
        documents: randomDocuments(seed + index),
      }));
      const longest = Math.max(...seeds.map(({ documents }) => documents.length)) - 1;
      const together = computed(
        model,
        seeds.map(({ parameters }) => parameters),
        batchOf(
          seeds.map(({ documents }) => documents),
          loss,
        ),
      );
      for (const [index, { parameters, documents }] of seeds.entries()) {
        const alone = computed(model, [parameters], batchOf([documents], loss));
        expect(Math.abs((together.losses[index] as number) - (alone.losses[0] as number))).toBeLessThan(2e-6);
        for (const [name, wanted] of Object.entries(alone.gradients)) {
          const part = together.gradients[name]?.slice(index * wanted.length, (index + 1) * wanted.length) ?? [];
          expect(worstError(part, wanted), name).toBeLessThan(2e-6);
        }
        for (const [name, wanted] of Object.entries(alone.activations)) {
          const rows = together.activations[name]?.length as number;
          const part = together.activations[name]?.slice((index * rows) / 3, ((index + 1) * rows) / 3) ?? [];
          const own = shortened(part, { from: longest, to: documents.length - 1, wanted: wanted.length });
          expect(worstError(own, wanted), name).toBeLessThan(2e-6);
        }
      }
    },
  );

  law.prop([decoderConfigs, losses, chance], { numRuns: 20 })(
    'takes no notice of what stands behind the end of a document',
    (config, loss, seed) => {
      const model = smallDecoder(config);
      const parameters = [randomParameters(model, seed)];
      const documents = randomDocuments(seed);
      const batch = batchOf([documents], loss);
      const shown = documents.length - 1;
      const stream = randomStream([seed | 1, 9, 9, 9]);
      const filled = batch.tokens.values.map((token, index) =>
        index % shown < (documents.lengths[Math.floor(index / shown)] as number) - 1
          ? token
          : stream.integerBelow(WORDS),
      );
      const [plain, other] = [
        computed(model, parameters, batch),
        computed(model, parameters, { ...batch, tokens: { values: filled, shape: batch.tokens.shape } }),
      ];
      expect(other.losses).toEqual(plain.losses);
      if (loss === 'answers') expect(other.activations.logits).toEqual(plain.activations.logits);
      for (const [name, wanted] of Object.entries(plain.gradients)) {
        expect(worstError(other.gradients[name] as number[], wanted), name).toBeLessThan(1e-6);
      }
    },
  );

  law.prop([decoderConfigs, chance], { numRuns: 15 })('writes what its masks let through', (config, seed) => {
    const model = smallDecoder(config);
    const parameters = [randomParameters(model, seed)];
    const batch = batchOf([randomDocuments(seed)], 'all-tokens');
    const rows = batch.tokens.values.length;
    const masked = (value: number): NamedNumbers => {
      const size = 2 * config.layers * rows * config.width;
      const dropout = { values: new Float32Array(size).fill(value), shape: [2 * config.layers, 1, rows, config.width] };
      return config.layers === 0 ? batch : { ...batch, dropout };
    };
    const open = computed(model, parameters, masked(1));
    expect(open).toEqual(computed(model, parameters, batch));
    const shut = computed(model, parameters, masked(0)).activations;
    for (let layer = 1; layer <= config.layers; layer += 1) expect(shut[`block ${layer}`]).toEqual(shut.embedding);
  });

  law.prop([decoderConfigs, chance], { numRuns: 20 })(
    'learns the same from the asked places as from all of them with weight on those alone, whatever is dropped',
    (config, seed) => {
      const model = smallDecoder(config);
      const parameters = [randomParameters(model, seed)];
      const { tokens, asked, answers, weights } = batchOf([randomDocuments(seed)], 'answers');
      const rows = tokens.values.length;
      const stream = randomStream([seed | 1, 5, 5, 5]);
      const masks = 2 * config.layers * rows * config.width;
      const dropout = {
        values: Float32Array.from({ length: masks }, () => (stream.coin() ? 2 : 0)),
        shape: [2 * config.layers, 1, rows, config.width],
      };
      const shared = { tokens, ...(config.layers === 0 ? {} : { dropout }) };
      const everywhere = (values: Float32Array) => {
        const spread = new Float32Array(rows);
        for (const [place, row] of (asked?.values ?? []).entries()) spread[row] = values[place] as number;
        return { values: spread, shape: [1, rows] };
      };
      const few = computed(model, parameters, { ...shared, answers, weights, ...(asked && { asked }) });
      const all = computed(model, parameters, {
        ...shared,
        answers: everywhere(answers.values),
        weights: everywhere(weights.values),
      });
      expect(worstError(few.losses, all.losses)).toBeLessThan(1e-6);
      for (const [name, wanted] of Object.entries(all.gradients)) {
        expect(worstError(few.gradients[name] as number[], wanted), name).toBeLessThan(1e-5);
      }
    },
  );

  it('refuses documents that are longer than its table of positions', () => {
    const model = smallDecoder({ positions: { kind: 'learned', deviation: 0 } });
    const documents = packDocuments([new Array<number>(POSITIONS + 2).fill(1)]);
    const batch = textBatch([{ documents, rows: [0] }], 'answers');
    expect(() => lossesOf(model, [randomParameters(model, 1)], batch)).toThrow(
      expect.objectContaining({
        code: 'invalid-experiment',
        message: expect.stringContaining(`${POSITIONS + 1} tokens`),
      }),
    );
    expect(lossesOf(smallDecoder(), [randomParameters(smallDecoder(), 1)], batch)).toHaveLength(1);
  });
});

/** Rows [B, from ...] cut to [B, to ...], where they have positions at all. */
function shortened(
  values: readonly number[],
  { from, to, wanted }: { readonly from: number; readonly to: number; readonly wanted: number },
): number[] {
  if (values.length === wanted) return [...values];
  const size = values.length / (ROWS.length * from);
  return ROWS.flatMap((row) => values.slice(row * from * size, (row * from + to) * size));
}

describe('what a decoder is made of', () => {
  it('names its activations by depth', () => {
    expect(smallDecoder().activationNames).toEqual(['embedding', 'block 1', 'block 2', 'logits']);
    expect(smallDecoder({ layers: 0 }).activationNames).toEqual(['embedding', 'logits']);
  });

  it('has the parameters of its widths: 31,500 for the prototype 2A', () => {
    const { layout, decayed } = smallDecoder({
      width: 32,
      heads: 4,
      positions: { kind: 'learned', deviation: 0.02 },
    });
    // 9 words and 7 positions of 32; 2 (4 32 + 32 96 + 96 + 32 32 + 32 + 2 32 128 + 128 + 32); 2 32; the head.
    expect(layout.size).toBe(288 + 224 + 2 * (128 + 3168 + 1056 + 8192 + 160) + 64 + 288);
    expect(decayed).toBe(288 + 224 + 2 * (3072 + 1024 + 8192) + 288);
  });

  law.prop([decoderConfigs])('lets weight decay shrink exactly its matrices, which come first', (config) => {
    const { layout, decayed } = smallDecoder(config);
    let start = 0;
    for (const { name, shape } of layout.entries) {
      const isMatrix = /\.weight$|^(embedding|positions|head)$/.test(name);
      expect(isMatrix || /\.(gain|bias)$/.test(name), name).toBe(true);
      expect(start < decayed, name).toBe(isMatrix);
      start += shape.reduce((product, length) => product * length, 1);
      expect(start <= decayed, name).toBe(isMatrix);
    }
    expect(start).toBe(layout.size);
    const names = layout.entries.map(({ name }) => name);
    expect(names.includes('head')).toBe(!config.tiedOutput);
    expect(names.includes('positions')).toBe(config.positions.kind === 'learned');
    expect(names.some((name) => /(in|out|up|down)\.bias$/.test(name))).toBe(config.biases && config.layers > 0);
    expect(names.includes('final norm.bias')).toBe(config.norm === 'layer');
  });

  law.prop([decoderConfigs, decoderConfigs])('has one key for one configuration', (first, second) => {
    const same = JSON.stringify(first) === JSON.stringify(second);
    expect(smallDecoder(first).key === smallDecoder(second).key).toBe(same);
  });

  it.each([
    ['a width that does not divide into heads', { width: 8, heads: 3 }, 'width 8, heads 3'],
    ['half a number of each head rotated', { width: 6, heads: 2 }, '"share":0.5'],
    ['an odd number of each head rotated', { width: 4, heads: 2 }, 'width 4, heads 2'],
    ['heads of one number, all rotated', { heads: 8, positions: { ...NEOX.positions, share: 1 } }, '"share":1'],
  ])('refuses %s', (_, change, words) => {
    expect(() => smallDecoder(change as Parameters<typeof smallDecoder>[0])).toThrow(
      refusal('invalid-experiment', words),
    );
  });
});
