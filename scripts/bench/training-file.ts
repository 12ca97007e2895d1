// One training on disk, so that programs in any language do the same work: float32 numbers, little end first, initial parameters
// of a few seeds and then a pool of batches; and the words that say how to read them, which travel as JSON.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { initialRows, randomBatch } from './random-training.ts';
import { BLOCKS, LEARNING_RATE, modelOfWidth, OPTIMIZER, type TrainingCell } from './training-cell.ts';

export interface TrainingFile extends TrainingCell {
  readonly path: string;
  readonly features: number;
  readonly tokens: number;
  readonly outputs: number;
  readonly blocks: number;
  /** Rows of parameters in the file; seed s starts from row s modulo this. */
  readonly parameterRows: number;
  readonly layout: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Batches in the file, each features [S, B, F], tokens one-hot [S, B, Q], targets [S, B, C, 2]; step t takes batch t modulo this. */
  readonly batches: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface TrainingNumbers {
  /** [S, P]. */
  readonly parameters: Float32Array;
  readonly batches: readonly {
    readonly features: Float32Array;
    readonly tokens: Float32Array;
    readonly targets: Float32Array;
  }[];
}

const BATCHES = 16;
/** Enough that a seed that gets its neighbour's numbers is found out, and few enough that drawing them is quick. */
const DISTINCT_SEEDS = 8;

export function writeTraining(path: string, cell: TrainingCell): TrainingFile {
  requireLittleEnd();
  const model = modelOfWidth(cell.width);
  const parameterRows = Math.min(cell.seeds, DISTINCT_SEEDS);
  const chance = seedTree(cell.seeds).child('bench').child(cell.width).stream();
  const file = openSync(path, 'w');
  try {
    const write = (numbers: Float32Array) => writeWhole(file, numbers);
    write(initialRows(model, parameterRows));
    for (let count = 0; count < BATCHES; count += 1) {
      const { features, tokens, targets } = randomBatch(model, { ...cell, chance });
      for (const { values } of [features, tokens, targets]) write(values);
    }
  } finally {
    closeSync(file);
  }
  const { features, tokens, outputs } = model.interface;
  const { beta1, beta2, epsilon } = OPTIMIZER;
  return {
    ...cell,
    path,
    features,
    tokens,
    outputs,
    blocks: BLOCKS,
    parameterRows,
    layout: model.layout.entries,
    batches: BATCHES,
    learningRate: LEARNING_RATE,
    beta1,
    beta2,
    epsilon,
  };
}

export function readTraining(training: TrainingFile): TrainingNumbers {
  requireLittleEnd();
  const { seeds, batch, parameterRows } = training;
  const bytes = readFileSync(training.path);
  let start = bytes.byteOffset;
  const take = (length: number) => {
    const numbers = new Float32Array(bytes.buffer.slice(start, start + 4 * length));
    start += 4 * length;
    return numbers;
  };
  const size = training.layout.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0);
  const rows = take(parameterRows * size);
  const parameters = new Float32Array(seeds * size);
  for (let seed = 0; seed < seeds; seed += 1) {
    const row = seed % parameterRows;
    parameters.set(rows.subarray(row * size, (row + 1) * size), seed * size);
  }
  const batches = Array.from({ length: training.batches }, () => ({
    features: take(seeds * batch * training.features),
    tokens: take(seeds * batch * training.tokens),
    targets: take(seeds * batch * training.outputs * 2),
  }));
  return { parameters, batches };
}

/** The system may write less than it was asked to. */
function writeWhole(file: number, numbers: Float32Array): void {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function requireLittleEnd(): void {
  if (endianness() === 'LE') return;
  throw new HarnessError('backend-unavailable', {
    what: 'The benchmark shares numbers between programs as this processor does not hold them.',
    got: 'big end first',
    expected: 'little end first',
  });
}
