// Oracle: Hugging Face's GPT-NeoX and GPT-2, and the two forms of the prototypes in plain PyTorch, all in double precision
// (decoder-transformers.py), against our decoder: logits at every position, both losses, and every gradient, from whole
// documents on. Each model is computed alone and beside another one with other, longer documents.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Decoder, decoder } from '../../src/models/decoder.ts';
import type { DecoderConfig } from '../../src/models/model-config.ts';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { type TextBatch, textBatch } from '../../src/tasks/text/world-of-text.ts';
import type { Loss } from '../../src/tasks/world.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { type NamedNumbers, uploadAll } from '../../src/tensors/host-numbers.ts';
import { unstack } from '../../src/tensors/parameter-layout.ts';
import { type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { lossGradient } from '../../src/training/loss-gradient.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import frozen from './decoder-transformers.json' with { type: 'json' };
import { type Arrays, worstError } from './model-reference.ts';

interface FrozenCase {
  readonly config: DecoderConfig;
  readonly parameters: Arrays;
  /** [B, T, V]. */
  readonly logits: readonly number[];
  readonly losses: Readonly<Record<Loss, number>>;
  readonly gradients: Readonly<Partial<Record<Loss, Arrays>>>;
  /** For each write, which of its numbers [B, T, D] are kept. */
  readonly dropout?: { readonly share: number; readonly kept: readonly string[] };
  /** What a model with one defect says. */
  readonly defect?: { readonly name: string; readonly logits: readonly number[] };
}

const CASES = Object.entries(frozen.cases as unknown as Readonly<Record<string, FrozenCase>>);
const caseOf = (name: string) => (frozen.cases as unknown as Readonly<Record<string, FrozenCase>>)[name] as FrozenCase;
const IO = { kinds: new Array<'symbol'>(frozen.words).fill('symbol'), positions: frozen.positions };
const DOCUMENTS = packDocuments(frozen.documents);
const OTHER_DOCUMENTS = packDocuments([
  [1, 2],
  [9, 8, 7, 10, 5, 4, 3],
  [6, 6, 0, 10, 2],
]);
const SHOWN = DOCUMENTS.length - 1;
const LOSSES = ['answers', 'all-tokens'] as const;

/** All is within this of the largest number, or of 0.1 where all are smaller: 32-bit floats against 64-bit ones. */
const TOLERANCE = 1e-5;
/** A defect must stand out by a factor of ten thousand. */
const DEFECT = 0.1;

interface Errors {
  readonly logits: number;
  readonly losses: number;
  /** Of the worst array. */
  readonly gradients: number;
}

const worstOf = ({ logits, losses, gradients }: Errors) => Math.max(logits, losses, gradients);

/** @param own place of the model that is compared, beside random ones */
function errorsOf(
  model: Decoder,
  expected: FrozenCase,
  { own, seeds }: { readonly own: number; readonly seeds: number },
): Errors {
  return tidy(() => {
    const flat = stackedParameters(model, expected.parameters, { own, seeds });
    const parts = Array.from({ length: seeds }, (_, seed) => ({
      documents: seed === own ? DOCUMENTS : OTHER_DOCUMENTS,
      rows: [0, 1, 2],
    }));
    const batches = Object.fromEntries(
      LOSSES.map((loss) => [loss, withDropout(textBatch(parts, loss), model, expected, own)]),
    ) as Record<Loss, NamedNumbers>;
    const { logits } = model.activations(unstack(flat, model.layout), uploadAll(batches['all-tokens']));
    let [losses, gradients] = [0, 0];
    for (const loss of LOSSES) {
      const found = lossGradient(model, flat, uploadAll(batches[loss]));
      losses = Math.max(losses, worstError([found.losses.dataSync()[own] as number], [expected.losses[loss]]));
      found.losses.dispose();
      for (const [name, array] of Object.entries(unstack(found.gradient, model.layout))) {
        const wanted = expected.gradients[loss]?.[name];
        if (wanted === undefined) continue;
        gradients = Math.max(gradients, worstError(rowOf(array, own), wanted, 0.1));
      }
    }
    return { logits: worstError(shownLogits(logits as Tensor, own), expected.logits), losses, gradients };
  });
}

/** [S, P]: the given parameters, and beside them random ones. */
function stackedParameters(
  { layout }: Decoder,
  parameters: Arrays,
  { own, seeds }: { readonly own: number; readonly seeds: number },
): Tensor {
  const given = layout.entries.flatMap(({ name }) => parameters[name] ?? []);
  const chance = randomStream([1, 2, 3, 4]);
  const rows = Array.from({ length: seeds }, (_, seed) => (seed === own ? given : given.map(() => chance.normal())));
  return tensor(rows.flat(), [seeds, layout.size]);
}

function withDropout(batch: TextBatch, { config }: Decoder, { dropout }: FrozenCase, own: number): NamedNumbers {
  if (dropout === undefined) return batch;
  const [seeds, documents, length] = batch.tokens.shape as [number, number, number];
  const values = new Float32Array(dropout.kept.length * seeds * documents * length * config.width).fill(1);
  for (const [write, kept] of dropout.kept.entries()) {
    for (const [index, bit] of [...kept].entries()) {
      const [row, column] = [Math.floor(index / config.width), index % config.width];
      const place = Math.floor(row / SHOWN) * length + (row % SHOWN);
      values[((write * seeds + own) * documents * length + place) * config.width + column] =
        Number(bit) / (1 - dropout.share);
    }
  }
  const shape = [dropout.kept.length, seeds, documents * length, config.width];
  return { ...batch, dropout: { values, shape } };
}

function rowOf(array: Tensor, seed: number): Float32Array {
  const size = array.size / (array.shape[0] as number);
  return array.dataSync<'float32'>().subarray(seed * size, (seed + 1) * size);
}

/** Logits [S, B, T V] of one seed at the positions of its own documents. */
function shownLogits(logits: Tensor, seed: number): number[] {
  const documents = logits.shape[1] as number;
  const row = rowOf(logits, seed);
  const size = row.length / documents;
  return Array.from({ length: documents }, (_, document) =>
    Array.from(row.subarray(document * size, document * size + SHOWN * frozen.words)),
  ).flat();
}

const PLACES = [
  ['alone', { own: 0, seeds: 1 }],
  ['before another model', { own: 0, seeds: 2 }],
  ['between two models', { own: 1, seeds: 3 }],
] as const;

const BACKENDS = [...(['wasm', 'cpu'] as const), ...(HAS_NATIVE ? (['tensorflow'] as const) : [])];

describe.each(BACKENDS)('the decoder on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each(CASES)('against %s', (_, expected) => {
    const model = decoder(expected.config, IO);

    it('has the same named parameters', () => {
      expect(Object.keys(expected.parameters).sort()).toEqual(model.layout.entries.map(({ name }) => name).sort());
      for (const { name, shape } of model.layout.entries) {
        expect(expected.parameters[name], name).toHaveLength(shape.reduce((product, size) => product * size, 1));
      }
      for (const gradients of Object.values(expected.gradients)) {
        expect(Object.keys(gradients).sort()).toEqual(Object.keys(expected.parameters).sort());
      }
    });

    it.each(PLACES)('has the same logits, losses and gradients to 1e-5, %s', (__, place) => {
      const errors = errorsOf(model, expected, place);
      expect(errors.logits, 'logits').toBeLessThan(TOLERANCE);
      expect(errors.losses, 'losses').toBeLessThan(TOLERANCE);
      expect(errors.gradients, 'gradients').toBeLessThan(TOLERANCE);
    });
  });
});

/** A matrix [D, 3 D] as a bias [1, 3 D] of it: where a head's query, key and value lie together, as GPT-NeoX has them. */
function headByHead(values: readonly number[], heads: number, columns: number): number[] {
  const size = columns / 3 / heads;
  return values.map((_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const [part, head, place] = [Math.floor(column / (columns / 3)), Math.floor(column / size) % heads, column % size];
    return values[row * columns + (head * 3 + part) * size + place] as number;
  });
}

/** The halves of the rotated part of each query and key change places: the other way round the circle. */
function halvesExchanged(values: readonly number[], { width, heads, positions }: DecoderConfig): number[] {
  const size = width / heads;
  const rotated = positions.kind === 'rotary' ? positions.share * size : 0;
  return values.map((value, index) => {
    const column = index % (3 * width);
    const place = column % size;
    if (column >= 2 * width || place >= rotated) return value;
    return values[index + (place < rotated / 2 ? rotated / 2 : -rotated / 2)] as number;
  });
}

const changed = (parameters: Arrays, wanted: RegExp, change: (values: readonly number[]) => number[]): Arrays =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [name, wanted.test(name) ? change(values) : values]),
  );

const inAttention = /attention\.in\.(weight|bias)$/;
const neox = caseOf('GPT-NeoX');
const halves = caseOf('GPT-NeoX, one after the other');
const withMasks = caseOf('the form of 2E');
const { dropout: _masks, ...withoutMasks } = withMasks;
const otherwise = (expected: FrozenCase, change: Partial<DecoderConfig>) => ({
  config: { ...expected.config, ...change },
  expected,
});
const withParameters = (expected: FrozenCase, parameters: Arrays) => ({
  config: expected.config,
  expected: { ...expected, parameters },
});

describe('the same comparison barks', () => {
  beforeAll(() => startBackend('wasm'));

  it.each([
    ['more is rotated', otherwise(neox, { positions: { kind: 'rotary', share: 0.5, base: 10_000 } })],
    ['another base turns the angles', otherwise(halves, { positions: { kind: 'rotary', share: 0.5, base: 10_000 } })],
    ['attention and MLP follow one another', otherwise(neox, { residual: 'sequential' })],
    ['attention and MLP stand side by side', otherwise(caseOf('GPT-2'), { residual: 'parallel' })],
    ['there are more heads', otherwise(caseOf('the form of 2A'), { heads: 8 })],
    [
      'queries, keys and values lie head by head',
      withParameters(
        neox,
        changed(neox.parameters, inAttention, (values) => headByHead(values, 2, 48)),
      ),
    ],
    [
      'the rotated halves are exchanged',
      withParameters(
        halves,
        changed(halves.parameters, inAttention, (values) => halvesExchanged(values, halves.config)),
      ),
    ],
    [
      'the masks of attention and MLP are exchanged',
      {
        config: withMasks.config,
        expected: {
          ...withMasks,
          dropout: { share: 0.2, kept: [1, 0, 3, 2].map((write) => withMasks.dropout?.kept[write] as string) },
        },
      },
    ],
    ['nothing is dropped', { config: withMasks.config, expected: withoutMasks }],
  ])('where %s', (_, { config, expected }) => {
    const errors = errorsOf(decoder(config, IO), expected, { own: 0, seeds: 1 });
    expect(worstOf(errors)).toBeGreaterThan(DEFECT);
  });

  it.each(CASES.flatMap(([name, { defect }]) => (defect === undefined ? [] : [[name, defect.name] as const])))(
    'at a %s where %s',
    (name) => {
      const expected = caseOf(name);
      const wrong = { ...expected, logits: expected.defect?.logits ?? [] };
      expect(wrong.logits).toHaveLength(expected.logits.length);
      expect(errorsOf(decoder(expected.config, IO), wrong, { own: 0, seeds: 1 }).logits).toBeGreaterThan(DEFECT);
    },
  );

  it('at one gradient that is off by a thousandth', () => {
    const { gradients } = withMasks;
    const off = changed(gradients.answers as Arrays, /^block 2\.mlp\.up\.weight$/, (values) => {
      return values.map((value) => value * 1.001);
    });
    const errors = errorsOf(
      decoder(withMasks.config, IO),
      { ...withMasks, gradients: { ...gradients, answers: off } },
      { own: 0, seeds: 1 },
    );
    expect(errors.gradients).toBeGreaterThan(10 * TOLERANCE);
    expect(errors.logits).toBeLessThan(TOLERANCE);
  });
});
