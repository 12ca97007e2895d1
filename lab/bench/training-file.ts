// One training on disk, so that programs in any language do the same work: float32 numbers, little end first, initial parameters
// of a few seeds and then a pool of batches; and the words that say how to read them, which travel as JSON.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';
import { sizedTraining } from './cell-training.ts';
import { initialRows } from './random-training.ts';
import type { TrainingCell } from './training-cell.ts';

export interface TrainingFile extends TrainingCell {
  readonly path: string;
  /** What the model is beside its arrays: `kind`, and more by kind. */
  readonly architecture: Readonly<Record<string, unknown>>;
  /** Rows of parameters in the file; seed s starts from row s modulo this. */
  readonly parameterRows: number;
  readonly layout: readonly NamedShape[];
  /** Weight decay is for the first so many parameters of a row. */
  readonly decayed: number;
  /** Batches in the file; step t takes batch t modulo this. */
  readonly batches: number;
  /** Arrays of each batch. Numbers of words and rows are floats like all else. */
  readonly inputs: readonly NamedShape[];
  readonly learningRate: number;
  readonly optimizer: AdamWConfig;
}

interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface TrainingNumbers {
  /** [S, P]. */
  readonly parameters: Float32Array;
  readonly batches: readonly NamedNumbers[];
}

const BATCHES = 16;
/** Enough that a seed that gets its neighbour's numbers is found out, and few enough that drawing them is quick. */
const DISTINCT_SEEDS = 8;

export function writeTraining(path: string, cell: TrainingCell): TrainingFile {
  requireLittleEnd();
  const { model, optimizer, learningRate, architecture, batches } = sizedTraining(cell);
  const parameterRows = Math.min(cell.seeds, DISTINCT_SEEDS);
  const next = batches(cell);
  const drawn = Array.from({ length: BATCHES }, next);
  const file = openSync(path, 'w');
  try {
    writeWhole(file, initialRows(model, parameterRows));
    for (const batch of drawn) for (const { values } of Object.values(batch)) writeWhole(file, values);
  } finally {
    closeSync(file);
  }
  return {
    ...cell,
    path,
    architecture,
    parameterRows,
    layout: model.layout.entries,
    decayed: model.decayed,
    batches: BATCHES,
    inputs: Object.entries(drawn[0] as NamedNumbers).map(([name, { shape }]) => ({ name, shape })),
    learningRate,
    optimizer,
  };
}

export function readTraining(training: TrainingFile): TrainingNumbers {
  requireLittleEnd();
  const { seeds, parameterRows } = training;
  const bytes = readFileSync(training.path);
  let start = bytes.byteOffset;
  const take = (length: number) => {
    const numbers = new Float32Array(bytes.buffer.slice(start, start + 4 * length));
    start += 4 * length;
    return numbers;
  };
  const size = training.layout.reduce((sum, { shape }) => sum + elements(shape), 0);
  const rows = take(parameterRows * size);
  const parameters = new Float32Array(seeds * size);
  for (let seed = 0; seed < seeds; seed += 1) {
    const row = seed % parameterRows;
    parameters.set(rows.subarray(row * size, (row + 1) * size), seed * size);
  }
  const batches = Array.from({ length: training.batches }, () =>
    Object.fromEntries(training.inputs.map(({ name, shape }) => [name, { shape, values: take(elements(shape)) }])),
  );
  return { parameters, batches };
}

const elements = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

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
