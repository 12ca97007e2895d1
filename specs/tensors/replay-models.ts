// The models that the project trains, at the sizes of its profiles, and random numbers to train them on.

import type { ModelConfig } from '../../src/models/model-config.ts';
import { initialParameters, type Model, type ModelInterface } from '../../src/models/residual-mlp.ts';
import type { RandomStream } from '../../src/randomness/random-stream.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs } from '../../src/training/adamw.ts';
import type { OptimizerConfig } from '../../src/training/protocol-config.ts';

export interface BenchModel {
  readonly config: ModelConfig;
  readonly io: ModelInterface;
  readonly batch: number;
  readonly seeds: number;
}

const mlp = (width: number): ModelConfig => ({ kind: 'residual-mlp', width, layers: 2, patchEncoder: null });
const SYMBOLS: ModelInterface = { features: 60, patches: null, tokens: 9, outputs: 6 };
const PICTURES: ModelInterface = { features: 384, patches: { count: 6, pixels: 64 }, tokens: 9, outputs: 6 };
const PIXELS: ModelInterface = { features: 576, patches: { count: 9, pixels: 64 }, tokens: 0, outputs: 6 };
const encoder = { hidden: 32, output: 12 };

export const MODELS: Readonly<Record<string, BenchModel>> = {
  symbols: { config: mlp(64), io: SYMBOLS, batch: 64, seeds: 1 },
  'symbols, four seeds': { config: mlp(64), io: SYMBOLS, batch: 64, seeds: 4 },
  'symbols, Stage 2': { config: mlp(64), io: SYMBOLS, batch: 32, seeds: 4 },
  'symbols, width 4': { config: mlp(4), io: SYMBOLS, batch: 64, seeds: 4 },
  'symbols, width 16': { config: mlp(16), io: SYMBOLS, batch: 16, seeds: 4 },
  'symbols, batch 256': { config: mlp(64), io: SYMBOLS, batch: 256, seeds: 4 },
  'alias first': { config: mlp(64), io: { ...SYMBOLS, tokens: 10, outputs: 7 }, batch: 64, seeds: 4 },
  handwriting: { config: { ...mlp(64), patchEncoder: encoder }, io: PICTURES, batch: 64, seeds: 4 },
  pixels: { config: { ...mlp(64), patchEncoder: encoder }, io: PIXELS, batch: 64, seeds: 2 },
};

/** [S, P]. */
export function initialState(model: Model, seeds: number): Tensor {
  const rows = Array.from({ length: seeds }, (_, seed) => initialParameters(model, seedTree(seed)));
  const flat = new Float32Array(seeds * model.layout.size);
  for (const [seed, row] of rows.entries()) flat.set(row, seed * model.layout.size);
  return tensor(flat, [seeds, model.layout.size]);
}

/** Features of chance, one token a row, one asked output a row. */
export function randomStepInputs(
  { interface: io }: Model,
  {
    seeds,
    batch,
    step,
    optimizer,
    chance,
  }: {
    readonly seeds: number;
    readonly batch: number;
    readonly step: number;
    readonly optimizer: OptimizerConfig;
    readonly chance: RandomStream;
  },
): NamedNumbers {
  const rows = seeds * batch;
  const features = Float32Array.from({ length: rows * io.features }, () => (chance.uniform() < 0.1 ? 1 : 0));
  const tokens = new Float32Array(rows * io.tokens);
  const targets = new Float32Array(rows * io.outputs * 2);
  for (let row = 0; row < rows; row += 1) {
    if (io.tokens > 0) tokens[row * io.tokens + chance.integerBelow(io.tokens)] = 1;
    targets[(row * io.outputs + chance.integerBelow(io.outputs)) * 2 + chance.integerBelow(2)] = 1 / batch;
  }
  return {
    features: { values: features, shape: [seeds, batch, io.features] },
    ...(io.tokens > 0 ? { tokens: { values: tokens, shape: [seeds, batch, io.tokens] } } : {}),
    targets: { values: targets, shape: [seeds, batch, io.outputs, 2] },
    ...adamWStepInputs({ step, learningRates: new Array<number>(seeds).fill(2e-3), optimizer }),
  };
}
