// A language model that somebody else has trained, stacked over seeds: Llama's block (Touvron et al. 2023), GPT-NeoX's (Black et al.
// 2022) or GPT-2's (Radford et al. 2019), by families.ts. Matrices stay [out, in] as Hugging Face has them; queries, keys and values lie below
// each other, as do gate and up.
// Axes: S seeds, B documents, T positions, D width, V words, R = B T rows.
import type { Architecture, Checkpoint } from '../../checkpoints/checkpoint.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { tokenCrossEntropy } from '../../tensors/layers/cross-entropy.ts';
import { exchangedRows } from '../../tensors/layers/exchanged-rows.ts';
import { gatherRows } from '../../tensors/layers/gather-rows.ts';
import { type GroupedShape, groupedAttention, type KeysAndValues } from '../../tensors/layers/grouped-attention.ts';
import { gelu, geluTanh, layerNorm, rootMeanSquareNorm, silu } from '../../tensors/layers/layers.ts';
import { type NamedTensors, parameterLayout } from '../../tensors/parameter-layout.ts';
import { add, matMul, mul, reshape, slice, split, type Tensor, tensorOf, tidy } from '../../tensors/tensorflow.ts';
import { embed } from '../decoder.ts';
import type { BatchTensors, Model } from '../model.ts';
import { askedRows, blockNames, inOwnBlock } from '../parameter-table.ts';
import { checkpointNumbers, type KeptTokens, type Wanted, wantedArchitecture } from './checkpoint-parameters.ts';
import { FAMILY_FORMS, pretrainedParameters } from './families.ts';

export interface LanguageModel extends Model {
  readonly architecture: Architecture;
  /**
   * What follows tokens [S, B, T], which stand behind those that left `past`.
   * @returns logits after the last of them [S, B, V], and what a next call takes as `past`
   */
  readonly following: (parameters: NamedTensors, tokens: Tensor, past: Past) => Following;
}

/** Of each block; empty where nothing stands before. */
export type Past = readonly KeysAndValues[];

export interface Following {
  readonly logits: Tensor;
  readonly past: Past;
}

/**
 * A batch is as a decoder's: `tokens` [S, B, T]; to train also `answers` and `weights`, and `asked` [S, Q]; or packed (world-of-text.ts). Every
 * seed begins alike.
 * @param kept the model's words, by their numbers in the tokenizer: then a softmax is over these alone, which is cheaper
 */
export function languageModel(checkpoint: Checkpoint, kept: KeptTokens = null): LanguageModel {
  const layers = Math.min(TWIN_LAYERS, checkpoint.architecture.layers);
  return { ...partOf(checkpoint, { kept }), twin: () => partOf(checkpoint, { kept, layers }) };
}

/** Enough for a layer that others follow, and one that ends with the rows that are asked. */
const TWIN_LAYERS = 2;

function partOf(checkpoint: Checkpoint, wanted: Wanted): LanguageModel {
  const architecture = wantedArchitecture(checkpoint, wanted);
  const parameters = pretrainedParameters(architecture);
  const layoutOf = (wanted: typeof parameters) =>
    parameterLayout(Object.fromEntries(wanted.map(({ name, shape }) => [name, shape])));
  const depths = ['embedding', ...blockNames(architecture.layers)];
  return {
    // Not the weights, which are the state.
    key: JSON.stringify(architecture),
    architecture,
    layout: layoutOf(parameters),
    decayed: layoutOf(parameters.filter(({ isDecayed }) => isDecayed)).size,
    initialParameters: () => checkpointNumbers(checkpoint, wanted),
    readsPacked: true,
    rowsOfArrays: rowsOfArrays(architecture),
    activationNames: [...depths, 'logits'],
    losses(named, batch) {
      const { states } = stream(architecture, named, { batch, ending: (rows) => askedRows(rows, batch) });
      const logits = readOut(architecture, named, last(states)); // [S, Q, V]
      return tokenCrossEntropy(logits, tensorOf(batch, 'answers'), tensorOf(batch, 'weights')); // [S]
    },
    activations(named, batch) {
      const { states } = stream(architecture, named, { batch, isTidy: true });
      const [seeds, documents] = (batch.places ?? tensorOf(batch, 'tokens')).shape as [number, number];
      const flat = (rows: Tensor) => reshape(rows, [seeds, documents, -1]);
      const logits = readOut(architecture, named, askedRows(last(states), batch));
      // Packed rows are no rows of a document.
      const within = batch.places ? [] : depths.map((name, depth) => [name, flat(tensorOf(states, depth))] as const);
      return { ...Object.fromEntries(within), logits: flat(logits) };
    },
    following(named, tokens, before) {
      const [seeds, documents, length] = tokens.shape as [number, number, number];
      const ending = (rows: Tensor) => {
        const width = rows.shape[2] as number;
        const apart = reshape(rows, [seeds * documents, length, width]);
        return reshape(slice(apart, [0, length - 1, 0], [-1, 1, -1]), [seeds, documents, width]);
      };
      const { states, past } = stream(architecture, named, { batch: { tokens }, ending, past: before });
      return { logits: readOut(architecture, named, last(states)), past };
    },
  };
}

/** Queries, keys and values, and a gate beside what it multiplies, are arrays of their own where families have them so. */
function rowsOfArrays({ family, layers, heads, keyValueHeads, headSize, hidden }: Architecture) {
  const { parts, isGated } = FAMILY_FORMS[family];
  const keys = keyValueHeads * headSize;
  return Object.fromEntries(
    blockNames(layers).flatMap((block) => [
      ...(parts['attention.in'].length > 1 ? [[`${block}.attention.in.weight`, [heads * headSize, keys, keys]]] : []),
      ...(isGated ? [[`${block}.mlp.up.weight`, [hidden, hidden]]] : []),
    ]),
  ) as Record<string, readonly number[]>;
}

type PickRows = (rows: Tensor) => Tensor;

interface Reading {
  readonly batch: BatchTensors;
  /** Rows that the last block ends with, once its attention has read all of them. */
  readonly ending?: PickRows;
  readonly past?: Past;
  /** Whether what is computed within a block is freed at its end, and no keys and values are left: no gradient needs them. */
  readonly isTidy?: boolean;
}

/** The residual stream [S, R, D] after the embedding and after each block, and what these positions leave. */
function stream(
  architecture: Architecture,
  parameters: NamedTensors,
  { batch, ending = (rows) => rows, past = [], isTidy = false }: Reading,
): { readonly states: readonly Tensor[]; readonly past: Past } {
  const tokens = tensorOf(batch, 'tokens'); // [S, B, T]
  const positions = (batch.places ?? tokens).shape[2] as number;
  const before = past[0]?.keys.shape[2] ?? 0;
  // Below each other, packed documents have a place more than they show.
  refuseLonger(before + positions - (batch.places ? 1 : 0), architecture);
  const shape = { ...architecture, positions };
  let x = embed(tokens, tensorOf(parameters, 'embedding')); // [S, R, D]
  const table = parameters.positions;
  if (table !== undefined) x = addPositions(x, { table, positions, before, own: batch.positions ?? null });
  const states = [x];
  const left: KeysAndValues[] = [];
  for (let index = 0; index < architecture.layers; index += 1) {
    const picked = index === architecture.layers - 1 ? ending : (rows: Tensor) => rows;
    const pass = { architecture, parameters, shape, index, picked, batch, past: past[index] ?? null };
    if (isTidy) x = tidy(() => block(x, pass).x);
    else {
      const made = block(x, pass);
      x = made.x;
      left.push({ keys: made.keys, values: made.values });
    }
    states.push(x);
  }
  return { states, past: left };
}

interface Pass {
  readonly architecture: Architecture;
  readonly parameters: NamedTensors;
  readonly shape: GroupedShape;
  readonly index: number;
  readonly batch: BatchTensors;
  readonly past: KeysAndValues | null;
  readonly picked: PickRows;
}

/** [S, R, D] -> [S, R', D]: the picked rows, which all rows have spoken to. */
function block(x: Tensor, pass: Pass): KeysAndValues & { readonly x: Tensor } {
  const { architecture, parameters, shape, index, batch, past, picked } = pass;
  const name = `block ${index + 1}`;
  const map = (part: string, rows: Tensor) => {
    const mapped = product(rows, tensorOf(parameters, `${name}.${part}.weight`));
    return architecture.biases ? add(mapped, tensorOf(parameters, `${name}.${part}.bias`)) : mapped;
  };
  const normalise = (part: string, rows: Tensor) => applyNorm(architecture, parameters, `${name}.${part}`, rows);
  const projected = map('attention.in', normalise('attention norm', x)); // [S, R, (H + 2 K) d]
  const { mixed: apart, keys, values } = groupedAttention(spread(projected, batch), shape, past);
  const mixed = together(apart, batch);
  const before = picked(x); // [S, R', D]
  const attended = add(before, map('attention.out', picked(mixed))); // [S, R', D]
  const read = normalise('mlp norm', architecture.parallelResidual ? before : attended);
  return { x: add(attended, map('mlp.down', hiddenOf(architecture, map('mlp.up', read)))), keys, values };
}

/** Packed rows [S, R, W] as documents below each other [S, B T, W]. */
function spread(x: Tensor, { places, cells }: BatchTensors): Tensor {
  return places && cells ? exchanged(x, places, cells) : x;
}

/** And back. */
function together(x: Tensor, { places, cells }: BatchTensors): Tensor {
  return places && cells ? exchanged(x, cells, places) : x;
}

/** Rows of each seed in another order [S, N, W]. @param there [S, ...] of N numbers. @param back so many as x has rows */
function exchanged(x: Tensor, there: Tensor, back: Tensor): Tensor {
  const [seeds, rows, width] = x.shape as [number, number, number];
  const places = there.size / seeds;
  const moved = exchangedRows(reshape(x, [seeds * rows, width]), inOwnBlock(there, rows), inOwnBlock(back, places));
  return reshape(moved, [seeds, places, width]);
}

const ACTIVATIONS = { silu, gelu, 'gelu-tanh': geluTanh };

/** Of gate and up [S, R, 2 M] or up alone [S, R, M]: [S, R, M]. */
function hiddenOf({ family, activation, hidden }: Architecture, up: Tensor): Tensor {
  if (!FAMILY_FORMS[family].isGated) return ACTIVATIONS[activation](up);
  const [gate, rest] = split(up, [hidden, hidden], 2) as [Tensor, Tensor];
  return mul(ACTIVATIONS[activation](gate), rest);
}

function applyNorm({ family, normEpsilon }: Architecture, parameters: NamedTensors, name: string, x: Tensor): Tensor {
  const gain = tensorOf(parameters, `${name}.gain`);
  if (FAMILY_FORMS[family].norm === 'root-mean-square') return rootMeanSquareNorm(x, gain, normEpsilon);
  return layerNorm(x, gain, tensorOf(parameters, `${name}.bias`), normEpsilon);
}

interface Standing {
  readonly table: Tensor;
  readonly positions: number;
  readonly before: number;
  /** Of packed rows [S, R]. */
  readonly own: Tensor | null;
}

/** x [S, R, D] + rows of the table [S, positions, D], from the first that is not yet taken. */
function addPositions(x: Tensor, { table, positions, before, own }: Standing): Tensor {
  const [seeds, rows, width] = x.shape as [number, number, number];
  if (own !== null) {
    const length = table.shape[1] as number;
    return add(
      x,
      reshape(gatherRows(reshape(table, [seeds * length, width]), inOwnBlock(own, length)), [seeds, rows, width]),
    );
  }
  const shown = reshape(slice(table, [0, before, 0], [seeds, positions, width]), [seeds, 1, positions, width]);
  return reshape(add(reshape(x, [seeds, -1, positions, width]), shown), [seeds, rows, width]);
}

/** x [S, Q, D] -> logits [S, Q, V]. */
function readOut(architecture: Architecture, parameters: NamedTensors, x: Tensor): Tensor {
  const head = tensorOf(parameters, architecture.tiedOutput ? 'embedding' : 'head');
  return product(applyNorm(architecture, parameters, 'final norm', x), head);
}

/** x [S, R, I], weight [S, O, I] -> [S, R, O]. */
function product(x: Tensor, weight: Tensor): Tensor {
  const [seeds, rows] = x.shape as [number, number, number];
  // WebAssembly turns what is transposed: for one row that would be nearly all of the work.
  if (rows === 1) return reshape(matMul(weight, x, false, true), [seeds, 1, -1]);
  return matMul(x, weight, false, true);
}

function refuseLonger(length: number, { positions }: Architecture): void {
  if (length <= positions) return;
  throw new HarnessError('invalid-experiment', {
    what: 'A text is longer than the model can read.',
    got: `${length} tokens`,
    expected: `at most ${positions}`,
  });
}

const last = (states: readonly Tensor[]) => tensorOf(states, states.length - 1);
