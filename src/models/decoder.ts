// Decoder-only transformer, stacked over seeds. By default a GPT-NeoX block (Black et al. 2022): rotary positions, attention and
// MLP side by side, LayerNorm before each, GELU; by configuration GPT-2's form and what experiments.md 2A and 2E used.
// Axes: S seeds, B documents, T positions, D width, V words, R = B T rows.
import { HarnessError } from '../errors/harness-error.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { TokenKind } from '../tasks/world.ts';
import { causalAttention } from '../tensors/causal-attention.ts';
import { tokenCrossEntropy } from '../tensors/cross-entropy.ts';
import { gatherRows } from '../tensors/gather-rows.ts';
import { gelu, layerNorm, linear, rootMeanSquareNorm } from '../tensors/layers.ts';
import { type NamedTensors, parameterLayout } from '../tensors/parameter-layout.ts';
import { add, matMul, mul, reshape, slice, type Tensor } from '../tensors/tensorflow.ts';
import type { BatchTensors, Model } from './model.ts';
import type { DecoderConfig } from './model-config.ts';
import { inOwnBlock, rowsOfSeeds } from './rows-of-seeds.ts';

/** What the task's vocabulary says about the model's inputs and outputs. */
export interface DecoderInterface {
  /** Kind of each word. */
  readonly kinds: readonly TokenKind[];
  /** Positions of the table of learned positions. */
  readonly positions: number;
}

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
  const { matrices, vectors } = shapesOf(config, io);
  const layout = parameterLayout({ ...matrices, ...vectors });
  const model: Decoder = {
    key: JSON.stringify({ config, words: io.kinds.length, positions: io.positions }),
    config,
    interface: io,
    layout,
    decayed: parameterLayout(matrices).size,
    activationNames: ['embedding', ...blockNames(layers), 'logits'],
    losses(parameters, batch) {
      const last = stream(model, parameters, batch, (rows) => askedRows(rows, batch)).at(-1) as Tensor;
      const logits = readOut(model, parameters, last);
      return tokenCrossEntropy(logits, batch.answers as Tensor, batch.weights as Tensor);
    },
    activations(parameters, batch) {
      const residual = stream(model, parameters, batch);
      const [seeds, documents] = (batch.tokens as Tensor).shape as [number, number];
      const named = ['embedding', ...blockNames(layers)].map((name, depth) => {
        return [name, reshape(residual[depth] as Tensor, [seeds, documents, -1])];
      });
      const logits = readOut(model, parameters, askedRows(residual.at(-1) as Tensor, batch));
      return { ...Object.fromEntries(named), logits: reshape(logits, [seeds, documents, -1]) };
    },
    initialParameters: (tree) => initialParameters(model, tree),
  };
  return model;
}

const blockNames = (layers: number) => Array.from({ length: layers }, (_, index) => `block ${index + 1}`);

/**
 * The residual stream [S, R, D] after the embedding and after each block.
 * @param ending rows that the last block ends with, once its attention has read all of them
 */
function stream(
  { config, interface: io }: Decoder,
  parameters: NamedTensors,
  batch: BatchTensors,
  ending = (rows: Tensor) => rows,
): Tensor[] {
  const { width, layers, heads, positions, norm, residual } = config;
  const tokens = batch.tokens as Tensor;
  const [seeds, documents, length] = tokens.shape as [number, number, number];
  const parameter = (name: string) => parameters[name] as Tensor;
  const affine = (name: string, x: Tensor) => {
    if (config.biases) return linear(x, parameter(`${name}.weight`), parameter(`${name}.bias`));
    return matMul(x, parameter(`${name}.weight`));
  };
  const normalise = (name: string, x: Tensor) => applyNorm(norm, parameters, name, x);
  const shape = {
    heads,
    positions: length,
    rotary: positions.kind === 'rotary' ? { size: positions.share * (width / heads), base: positions.base } : null,
  };
  const kept = (write: Tensor, place: number, picked: (rows: Tensor) => Tensor) => {
    const masks = batch.dropout ?? null;
    if (masks === null) return write;
    const [, , rows, columns] = masks.shape as [number, number, number, number];
    return mul(write, picked(reshape(slice(masks, [place, 0, 0, 0], [1, -1, -1, -1]), [seeds, rows, columns])));
  };

  let x = embed(tokens, parameter('embedding')); // [S, R, D]
  if (positions.kind === 'learned') {
    // WebAssembly would read on behind the end of the table.
    if (length > io.positions) {
      throw new HarnessError('invalid-experiment', {
        what: 'Documents are longer than the table of positions.',
        got: `${length} tokens`,
        expected: `at most ${io.positions}`,
      });
    }
    const table = slice(parameter('positions'), [0, 0, 0], [seeds, length, width]);
    const apart = reshape(x, [seeds, documents, length, width]);
    x = reshape(add(apart, reshape(table, [seeds, 1, length, width])), [seeds, documents * length, width]);
  }
  // Without blocks there is nothing else to end with.
  if (layers === 0) x = ending(x);
  const states = [x];
  for (let layer = 1; layer <= layers; layer += 1) {
    const name = `block ${layer}`;
    const picked = layer === layers ? ending : (rows: Tensor) => rows;
    const projected = affine(`${name}.attention.in`, normalise(`${name}.attention norm`, x)); // [S, R, 3 D]
    const mixed = picked(causalAttention(projected, shape));
    const before = picked(x);
    const attended = add(before, kept(affine(`${name}.attention.out`, mixed), 2 * layer - 2, picked));
    const read = residual === 'parallel' ? before : attended;
    const hidden = gelu(affine(`${name}.mlp.up`, normalise(`${name}.mlp norm`, read))); // [S, R, 4 D]
    x = add(attended, kept(affine(`${name}.mlp.down`, hidden), 2 * layer - 1, picked));
    states.push(x);
  }
  return states;
}

/** [S, B, T] -> [S, R, D]. */
function embed(tokens: Tensor, table: Tensor): Tensor {
  const [seeds, documents, length] = tokens.shape as [number, number, number];
  const [, words, width] = table.shape as [number, number, number];
  const rows = gatherRows(reshape(table, [seeds * words, width]), inOwnBlock(tokens, words));
  return reshape(rows, [seeds, documents * length, width]);
}

/** Rows of x [S, R, D] that are asked [S, Q]; all of them where the batch names none. */
function askedRows(x: Tensor, { asked }: BatchTensors): Tensor {
  return asked === undefined || asked === null ? x : rowsOfSeeds(x, asked);
}

/** x [S, Q, D] -> logits [S, Q, V]. */
function readOut({ config }: Decoder, parameters: NamedTensors, x: Tensor): Tensor {
  const final = applyNorm(config.norm, parameters, 'final norm', x);
  if (!config.tiedOutput) return matMul(final, parameters.head as Tensor);
  return matMul(mul(final, 1 / Math.sqrt(config.width)), parameters.embedding as Tensor, false, true);
}

function applyNorm(norm: DecoderConfig['norm'], parameters: NamedTensors, name: string, x: Tensor): Tensor {
  if (norm === 'none') return x;
  const gain = parameters[`${name}.gain`] as Tensor;
  return norm === 'layer' ? layerNorm(x, gain, parameters[`${name}.bias`] as Tensor) : rootMeanSquareNorm(x, gain);
}

/** Matrices, which weight decay shrinks, before gains and biases, which it does not. */
function shapesOf({ width, layers, positions, norm, biases, tiedOutput }: DecoderConfig, io: DecoderInterface) {
  const words = io.kinds.length;
  const matrices: Record<string, readonly number[]> = { embedding: [words, width] };
  const vectors: Record<string, readonly number[]> = {};
  const affine = (name: string, inputs: number, outputs: number) => {
    matrices[`${name}.weight`] = [inputs, outputs];
    if (biases) vectors[`${name}.bias`] = [1, outputs];
  };
  const normalisation = (name: string) => {
    if (norm !== 'none') vectors[`${name}.gain`] = [1, width];
    if (norm === 'layer') vectors[`${name}.bias`] = [1, width];
  };
  if (positions.kind === 'learned') matrices.positions = [io.positions, width];
  for (const name of blockNames(layers)) {
    normalisation(`${name}.attention norm`);
    affine(`${name}.attention.in`, width, 3 * width);
    affine(`${name}.attention.out`, width, width);
    normalisation(`${name}.mlp norm`);
    affine(`${name}.mlp.up`, width, 4 * width);
    affine(`${name}.mlp.down`, 4 * width, width);
  }
  normalisation('final norm');
  if (!tiedOutput) matrices.head = [width, words];
  return { matrices, vectors };
}

/** Normal weights with the configured deviations, gains 1, biases 0. A wider or deeper model moves no other array's numbers. */
function initialParameters({ config, interface: io, layout }: Decoder, tree: SeedTree): Float32Array {
  const { linear: plain, residual, embeddings } = config.initialisation;
  const flat = new Float32Array(layout.size);
  let start = 0;
  for (const { name, shape } of layout.entries) {
    const [rows, columns] = shape as [number, number];
    const normal = tree.child('initialisation').child(name).stream().normal;
    const deviationOf = (index: number) => {
      if (name === 'embedding') return embeddings[io.kinds[Math.floor(index / columns)] as TokenKind] as number;
      if (name === 'positions') return config.positions.kind === 'learned' ? config.positions.deviation : 0;
      return /(attention\.out|mlp\.down)\.weight$/.test(name) ? residual : plain;
    };
    for (let index = 0; index < rows * columns; index += 1) {
      if (name.endsWith('.gain')) flat[start + index] = 1;
      else if (!name.endsWith('.bias')) flat[start + index] = deviationOf(index) * normal();
    }
    start += rows * columns;
  }
  return flat;
}
