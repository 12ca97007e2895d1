// Decoder-only transformer, stacked over seeds. By default a GPT-NeoX block (Black et al. 2022): rotary positions, attention and
// MLP side by side, LayerNorm before each, GELU; by configuration GPT-2's form and what experiments.md 2A and 2E used.
// Axes: S seeds, B documents, T positions, D width, V words, R = B T rows.
import { HarnessError } from '../errors/harness-error.ts';
import type { TextModelTask, TokenKind } from '../tasks/world.ts';
import { causalAttention } from '../tensors/layers/causal-attention.ts';
import { tokenCrossEntropy } from '../tensors/layers/cross-entropy.ts';
import { gatherRows } from '../tensors/layers/gather-rows.ts';
import { gelu, layerNorm, linear, rootMeanSquareNorm } from '../tensors/layers/layers.ts';
import type { NamedTensors } from '../tensors/parameter-layout.ts';
import { add, matMul, mul, reshape, slice, type Tensor, tensorOf } from '../tensors/tensorflow.ts';
import type { BatchTensors, Model } from './model.ts';
import type { DecoderConfig } from './model-config.ts';
import {
  askedRows,
  blockNames,
  constant,
  inOwnBlock,
  normal,
  ofTable,
  type ParameterTable,
} from './parameter-table.ts';
import type { UserParameter } from './user-model.ts';

/** What the task's vocabulary says about the model's inputs and outputs. */
export type DecoderInterface = Pick<TextModelTask, 'kinds' | 'positions'>;

export interface Decoder extends Model {
  readonly config: DecoderConfig;
  readonly interface: DecoderInterface;
}

/**
 * A batch has `tokens` [S, B, T]; to train also `answers` and `weights` [S, Q]; and where not every position is asked, `asked`
 * [S, Q]: rows b T + t of the logits. `dropout` [2 layers, S, R, D] multiplies what attention and MLP write, block by block.
 */
export function decoder(config: DecoderConfig, io: DecoderInterface): Decoder {
  const { width, layers, heads, positions } = config;
  const rotated = positions.kind === 'rotary' ? positions.share * (width / heads) : 2;
  if (width % heads !== 0 || rotated % 2 !== 0) {
    throw new HarnessError('invalid-experiment', {
      what: 'The width of the model does not divide into heads.',
      got: `width ${width}, heads ${heads}, positions ${JSON.stringify(positions)}`,
      expected: 'a whole number a head, and an even number of them rotated',
    });
  }
  const model: Decoder = {
    key: JSON.stringify({ config, words: io.kinds.length, positions: io.positions }),
    config,
    interface: io,
    ...ofTable(parametersOf(config, io)),
    activationNames: ['embedding', ...blockNames(layers), 'logits'],
    losses(parameters, batch) {
      const residual = stream(model, parameters, batch, (rows) => askedRows(rows, batch));
      const logits = readOut(model, parameters, tensorOf(residual, layers)); // [S, Q, V]
      return tokenCrossEntropy(logits, tensorOf(batch, 'answers'), tensorOf(batch, 'weights')); // [S]
    },
    activations(parameters, batch) {
      const residual = stream(model, parameters, batch);
      const [seeds, documents] = tensorOf(batch, 'tokens').shape as [number, number];
      const named = ['embedding', ...blockNames(layers)].map((name, depth) => {
        return [name, reshape(tensorOf(residual, depth), [seeds, documents, -1])];
      });
      const logits = readOut(model, parameters, askedRows(tensorOf(residual, layers), batch));
      return { ...Object.fromEntries(named), logits: reshape(logits, [seeds, documents, -1]) };
    },
  };
  return model;
}

/** What all blocks of a forward pass share. */
interface Pass {
  readonly config: DecoderConfig;
  readonly parameters: NamedTensors;
  readonly dropout: Tensor | null;
  readonly attention: Parameters<typeof causalAttention>[1];
}

type PickRows = (rows: Tensor) => Tensor;

/**
 * The residual stream [S, R, D] after the embedding and after each block.
 * @param ending rows that the last block ends with, once its attention has read all of them
 */
function stream(
  { config, interface: io }: Decoder,
  parameters: NamedTensors,
  batch: BatchTensors,
  ending: PickRows = (rows) => rows,
): Tensor[] {
  const { width, layers, heads, positions } = config;
  const tokens = tensorOf(batch, 'tokens'); // [S, B, T]
  const length = tokens.shape[2] as number;
  const rotary = positions.kind === 'rotary' ? { size: positions.share * (width / heads), base: positions.base } : null;
  const pass = { config, parameters, dropout: batch.dropout ?? null, attention: { heads, positions: length, rotary } };
  let x = embed(tokens, tensorOf(parameters, 'embedding')); // [S, R, D]
  if (positions.kind === 'learned') x = addPositions(x, tokens, { table: tensorOf(parameters, 'positions'), io });
  // Without blocks there is nothing else to end with.
  if (layers === 0) x = ending(x);
  const states = [x];
  for (let layer = 1; layer <= layers; layer += 1) {
    x = block(x, layer, pass, layer === layers ? ending : (rows) => rows);
    states.push(x);
  }
  return states;
}

/** [S, R, D] -> [S, R', D]: the picked rows, which all rows have spoken to. */
function block(x: Tensor, layer: number, pass: Pass, picked: PickRows): Tensor {
  const { config, parameters } = pass;
  const affine = (part: string, rows: Tensor) => {
    const weight = tensorOf(parameters, `block ${layer}.${part}.weight`);
    return config.biases
      ? linear(rows, weight, tensorOf(parameters, `block ${layer}.${part}.bias`))
      : matMul(rows, weight);
  };
  const normalise = (part: string, rows: Tensor) =>
    applyNorm(config.norm, parameters, `block ${layer}.${part} norm`, rows);
  const projected = affine('attention.in', normalise('attention', x)); // [S, R, 3 D]
  const mixed = picked(causalAttention(projected, pass.attention)); // [S, R', D]
  const before = picked(x); // [S, R', D]
  const attended = add(before, kept(affine('attention.out', mixed), 2 * layer - 2, pass, picked)); // [S, R', D]
  const read = config.residual === 'parallel' ? before : attended;
  const hidden = gelu(affine('mlp.up', normalise('mlp', read))); // [S, R', 4 D]
  return add(attended, kept(affine('mlp.down', hidden), 2 * layer - 1, pass, picked)); // [S, R', D]
}

/** What dropout leaves of a write [S, R', D]. */
function kept(write: Tensor, place: number, { dropout }: Pass, picked: PickRows): Tensor {
  if (dropout === null) return write;
  const [, seeds, rows, width] = dropout.shape as [number, number, number, number];
  return mul(write, picked(reshape(slice(dropout, [place, 0, 0, 0], [1, -1, -1, -1]), [seeds, rows, width])));
}

/** [S, R, D] + rows of the table [S, positions, D]. */
function addPositions(
  x: Tensor,
  tokens: Tensor,
  { table, io }: { readonly table: Tensor; readonly io: DecoderInterface },
) {
  const [seeds, documents, length] = tokens.shape as [number, number, number];
  // WebAssembly would read on behind the end of the table.
  if (length > io.positions) {
    throw new HarnessError('invalid-experiment', {
      what: 'Documents are longer than the table of positions.',
      got: `${length} tokens`,
      expected: `at most ${io.positions}`,
    });
  }
  const width = x.shape[2] as number;
  const shown = slice(table, [0, 0, 0], [seeds, length, width]); // [S, T, D]
  const apart = reshape(x, [seeds, documents, length, width]); // [S, B, T, D]
  return reshape(add(apart, reshape(shown, [seeds, 1, length, width])), [seeds, documents * length, width]); // [S, R, D]
}

/** [S, B, T] -> [S, R, D]. */
export function embed(tokens: Tensor, table: Tensor): Tensor {
  const [seeds, documents, length] = tokens.shape as [number, number, number];
  const [, words, width] = table.shape as [number, number, number];
  const rows = gatherRows(reshape(table, [seeds * words, width]), inOwnBlock(tokens, words)); // [S R, D]
  return reshape(rows, [seeds, documents * length, width]);
}

/** x [S, Q, D] -> logits [S, Q, V]. */
function readOut({ config }: Decoder, parameters: NamedTensors, x: Tensor): Tensor {
  const final = applyNorm(config.norm, parameters, 'final norm', x); // [S, Q, D]
  if (!config.tiedOutput) return matMul(final, tensorOf(parameters, 'head'));
  return matMul(mul(final, 1 / Math.sqrt(config.width)), tensorOf(parameters, 'embedding'), false, true);
}

function applyNorm(norm: DecoderConfig['norm'], parameters: NamedTensors, name: string, x: Tensor): Tensor {
  if (norm === 'none') return x;
  const gain = tensorOf(parameters, `${name}.gain`);
  return norm === 'layer' ? layerNorm(x, gain, tensorOf(parameters, `${name}.bias`)) : rootMeanSquareNorm(x, gain);
}

/** Normal weights with the configured deviations, gains 1, biases 0. Weight decay shrinks matrices, no gains and no biases. */
function parametersOf(config: DecoderConfig, { kinds, positions: longest }: DecoderInterface): ParameterTable {
  const { width, layers, positions, norm, biases, tiedOutput, initialisation } = config;
  const { linear: plain, residual, embeddings } = initialisation;
  const table: Record<string, UserParameter> = {};
  const matrix = (name: string, shape: readonly [number, number], deviation: Parameters<typeof normal>[0]) => {
    table[name] = { shape, initial: normal(deviation), decayed: true };
  };
  const vector = (name: string, size: number, value: number) => {
    table[name] = { shape: [1, size], initial: constant(value), decayed: false };
  };
  const affine = (name: string, shape: readonly [number, number], deviation: number) => {
    matrix(`${name}.weight`, shape, deviation);
    if (biases) vector(`${name}.bias`, shape[1], 0);
  };
  const normalisation = (name: string) => {
    if (norm !== 'none') vector(`${name}.gain`, width, 1);
    if (norm === 'layer') vector(`${name}.bias`, width, 0);
  };
  matrix('embedding', [kinds.length, width], (index) => embeddings[kinds[Math.floor(index / width)] as TokenKind] ?? 0);
  if (positions.kind === 'learned') matrix('positions', [longest, width], positions.deviation);
  for (const name of blockNames(layers)) {
    normalisation(`${name}.attention norm`);
    affine(`${name}.attention.in`, [width, 3 * width], plain);
    affine(`${name}.attention.out`, [width, width], residual);
    normalisation(`${name}.mlp norm`);
    affine(`${name}.mlp.up`, [width, 4 * width], plain);
    affine(`${name}.mlp.down`, [4 * width, width], residual);
  }
  normalisation('final norm');
  if (!tiedOutput) matrix('head', [width, kinds.length], plain);
  return table;
}
