// The model of the digit grid, stacked over seeds: x = W v + token embedding; residual blocks; LayerNorm; one pair of logits
// an output. Source: experiments.md 1; for pictures a stride-sized patch convolution comes first (experiments.md 7).
// Axes: S seeds, B batch, F features, N patches, P pixels a patch, Q query tokens, D width, C outputs.
import { HarnessError } from '../errors/harness-error.ts';
import type { GridModelTask } from '../tasks/world.ts';
import { crossEntropy } from '../tensors/layers/cross-entropy.ts';
import { gelu, layerNorm, linear } from '../tensors/layers/layers.ts';
import type { NamedTensors } from '../tensors/parameter-layout.ts';
import { add, matMul, reshape, type Tensor, tensorOf } from '../tensors/tensorflow.ts';
import type { BatchTensors, Model } from './model.ts';
import type { ResidualMlpConfig } from './model-config.ts';
import { blockNames, constant, normal, ofTable, type ParameterTable, uniformWithin } from './parameter-table.ts';

/** What the task's rendering says about its inputs and outputs. */
export type ModelInterface = Omit<GridModelTask, 'kind'>;

export interface ResidualMlp extends Model {
  readonly config: ResidualMlpConfig;
  readonly interface: ModelInterface;
}

export interface ForwardResult {
  readonly logits: Tensor; // [S, B, C, 2]
  /**
   * Residual stream by name: `input`, `block 1`, ..., `final norm` [S, B, D], which is what the output reads, with a norm or
   * without; and `logits` [S, B, 2 C].
   */
  readonly activations: NamedTensors;
}

const EMBEDDING_DEVIATION = 0.1;

export function residualMlp(config: ResidualMlpConfig, io: ModelInterface): ResidualMlp {
  if ((config.patchEncoder === null) !== (io.patches === null)) {
    throw new HarnessError('invalid-experiment', {
      what: 'Model and rendering do not fit: pictures need a patch encoder, symbols take none.',
      got: `patchEncoder ${JSON.stringify(config.patchEncoder)}, ${io.patches === null ? 'symbols' : 'handwriting'}`,
    });
  }
  const model: ResidualMlp = {
    key: JSON.stringify({ config, interface: io }),
    config,
    interface: io,
    ...ofTable(parametersOf(config, io)),
    activationNames: ['input', ...blockNames(config.layers), 'final norm', 'logits'],
    losses: (parameters, batch) =>
      crossEntropy(forward(model, parameters, inputsOf(batch)).logits, tensorOf(batch, 'targets')),
    activations: (parameters, batch) => forward(model, parameters, inputsOf(batch)).activations,
  };
  return model;
}

const inputsOf = (batch: BatchTensors) => ({ features: tensorOf(batch, 'features'), tokens: batch.tokens ?? null });

/** @param inputs features [S, B, F], and query tokens one-hot [S, B, Q] where the model has tokens */
export function forward(
  model: ResidualMlp,
  parameters: NamedTensors,
  inputs: { readonly features: Tensor; readonly tokens: Tensor | null },
): ForwardResult {
  const { config, interface: io } = model;
  const parameter = (name: string) => tensorOf(parameters, name);
  const apply = (name: string, value: Tensor) => linear(value, parameter(`${name}.weight`), parameter(`${name}.bias`));
  const normalise = (name: string, value: Tensor) =>
    config.norm === 'none' ? value : layerNorm(value, parameter(`${name}.gain`), parameter(`${name}.bias`));
  const [seeds, batch] = inputs.features.shape as [number, number];

  let features = inputs.features;
  if (config.patchEncoder !== null && io.patches !== null) {
    const { count, pixels } = io.patches;
    const patches = reshape(features, [seeds, batch * count, pixels]); // [S, B N, P]
    const encoded = apply('patch.out', gelu(apply('patch.in', patches))); // [S, B N, output]
    features = reshape(encoded, [seeds, batch, count * config.patchEncoder.output]); // [S, B, N output]
  }
  let stream = apply('input', features); // [S, B, D]
  if (inputs.tokens !== null) stream = add(stream, matMul(inputs.tokens, parameter('embedding'))); // [S, B, D]
  const activations: Record<string, Tensor> = { input: stream };
  for (const name of blockNames(config.layers)) {
    const hidden = gelu(apply(`${name}.up`, normalise(`${name}.norm`, stream))); // [S, B, 2 D]
    stream = add(stream, apply(`${name}.down`, hidden)); // [S, B, D]
    activations[name] = stream;
  }
  const final = normalise('final norm', stream); // [S, B, D]
  const flat = apply('head', final); // [S, B, 2 C]
  activations['final norm'] = final;
  activations.logits = flat;
  return { logits: reshape(flat, [seeds, batch, io.outputs, 2]), activations };
}

/**
 * PyTorch's defaults for linear layers (uniform within 1 / sqrt(fan-in), weights and biases), normal with SD 0.1 for the embedding,
 * LayerNorm gain 1 and bias 0. Weight decay shrinks them all.
 */
function parametersOf(config: ResidualMlpConfig, io: ModelInterface): ParameterTable {
  const { width, patchEncoder } = config;
  const affine = (name: string, inputs: number, outputs: number): ParameterTable => {
    const initial = uniformWithin(1 / Math.sqrt(inputs));
    return {
      [`${name}.weight`]: { shape: [inputs, outputs], initial },
      [`${name}.bias`]: { shape: [1, outputs], initial },
    };
  };
  const norm = (name: string): ParameterTable =>
    config.norm === 'none'
      ? {}
      : {
          [`${name}.gain`]: { shape: [1, width], initial: constant(1) },
          [`${name}.bias`]: { shape: [1, width], initial: constant(0) },
        };
  const encoder: ParameterTable =
    patchEncoder === null
      ? {}
      : {
          ...affine('patch.in', io.patches?.pixels ?? 0, patchEncoder.hidden),
          ...affine('patch.out', patchEncoder.hidden, patchEncoder.output),
        };
  const inputs = patchEncoder === null ? io.features : (io.patches?.count ?? 0) * patchEncoder.output;
  const embedding = { shape: [io.tokens, width], initial: normal(EMBEDDING_DEVIATION) };
  const blocks = blockNames(config.layers).map((name) => ({
    ...norm(`${name}.norm`),
    ...affine(`${name}.up`, width, 2 * width),
    ...affine(`${name}.down`, 2 * width, width),
  }));
  const last = { ...norm('final norm'), ...affine('head', width, 2 * io.outputs) };
  const first = { ...encoder, ...affine('input', inputs, width), ...(io.tokens > 0 ? { embedding } : {}) };
  return Object.assign(first, ...blocks, last);
}
