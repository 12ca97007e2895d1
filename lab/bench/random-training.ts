// Initial parameters of stacked seeds, and random numbers to train a residual MLP on: the inputs of a step. Shared by the
// benchmark and the specs of the step engines, which need the right shapes and sensible sizes, and no task behind them.
import type { Model } from '../../src/models/model.ts';
import type { ResidualMlp } from '../../src/models/residual-mlp.ts';
import type { RandomStream } from '../../src/randomness/random-stream.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { HostNumbers, NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs } from '../../src/training/adamw.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';

/** [S, P]. */
export function initialState(model: Model, seeds: number): Tensor {
  return tensor(initialRows(model, seeds), [seeds, model.layout.size]);
}

/** One row of P numbers a seed, one after another. */
export function initialRows(model: Model, seeds: number): Float32Array {
  const flat = new Float32Array(seeds * model.layout.size);
  for (let seed = 0; seed < seeds; seed += 1) {
    flat.set(model.initialParameters(seedTree(seed)), seed * model.layout.size);
  }
  return flat;
}

export interface BatchRequest {
  readonly seeds: number;
  readonly batch: number;
  readonly chance: RandomStream;
}

/** Features of chance, one token a row, one asked output a row. */
export function randomBatch(
  { interface: io }: ResidualMlp,
  { seeds, batch, chance }: BatchRequest,
): { readonly features: HostNumbers; readonly tokens: HostNumbers; readonly targets: HostNumbers } {
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
    tokens: { values: tokens, shape: [seeds, batch, io.tokens] },
    targets: { values: targets, shape: [seeds, batch, io.outputs, 2] },
  };
}

/** A fresh batch with what AdamW needs at this step. */
export function randomStepInputs(
  model: ResidualMlp,
  { step, optimizer, ...request }: BatchRequest & { readonly step: number; readonly optimizer: AdamWConfig },
): NamedNumbers {
  const { tokens, ...rest } = randomBatch(model, request);
  const learningRates = new Array<number>(request.seeds).fill(2e-3);
  return {
    ...rest,
    ...(model.interface.tokens > 0 ? { tokens } : {}),
    ...adamWStepInputs({ step, learningRates, optimizer }),
  };
}
