// The model of the digit grid, stacked over seeds: x = W v + token embedding; residual blocks; LayerNorm; one pair of logits
// an output. Source: experiments.md 1; for pictures a stride-sized patch convolution comes first (experiments.md 7).
// Axes: S seeds, B batch, F features, N patches, P pixels a patch, Q query tokens, D width, C outputs.
import { HarnessError } from '../errors/harness-error.ts';
import type { RandomStream } from '../randomness/random-stream.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { crossEntropy } from '../tensors/cross-entropy.ts';
import { gelu, layerNorm, linear } from '../tensors/layers.ts';
import { type NamedTensors, parameterLayout } from '../tensors/parameter-layout.ts';
import { add, matMul, reshape, type Tensor } from '../tensors/tensorflow.ts';
import type { BatchTensors, Model } from './model.ts';
import type { ResidualMlpConfig } from './model-config.ts';

/** What the task's rendering says about its inputs and outputs. */
export interface ModelInterface {
  readonly features: number;
  readonly patches: { readonly count: number; readonly pixels: number } | null;
  readonly tokens: number;
  readonly outputs: number;
}

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
  const { width, layers, patchEncoder } = config;
  const norms = (name: string) => (config.norm === 'none' ? {} : norm(name, width));
  const shapes: Record<string, readonly number[]> = {};
  let inputs = io.features;
  if (patchEncoder !== null && io.patches !== null) {
    Object.assign(shapes, affine('patch.in', io.patches.pixels, patchEncoder.hidden));
    Object.assign(shapes, affine('patch.out', patchEncoder.hidden, patchEncoder.output));
    inputs = io.patches.count * patchEncoder.output;
  }
  Object.assign(shapes, affine('input', inputs, width));
  if (io.tokens > 0) shapes.embedding = [io.tokens, width];
  for (let layer = 1; layer <= layers; layer += 1) {
    Object.assign(shapes, norms(`block ${layer}.norm`));
    Object.assign(
      shapes,
      affine(`block ${layer}.up`, width, 2 * width),
      affine(`block ${layer}.down`, 2 * width, width),
    );
  }
  Object.assign(shapes, norms('final norm'), affine('head', width, 2 * io.outputs));
  const blocks = Array.from({ length: layers }, (_, index) => `block ${index + 1}`);
  const layout = parameterLayout(shapes);
  const model: ResidualMlp = {
    key: JSON.stringify({ config, interface: io }),
    config,
    interface: io,
    layout,
    decayed: layout.size,
    activationNames: ['input', ...blocks, 'final norm', 'logits'],
    losses: (parameters, batch) =>
      crossEntropy(forward(model, parameters, inputsOf(batch)).logits, batch.targets as Tensor),
    activations: (parameters, batch) => forward(model, parameters, inputsOf(batch)).activations,
    initialParameters: (tree) => initialParameters(model, tree),
  };
  return model;
}

const inputsOf = ({ features, tokens }: BatchTensors) => ({ features: features as Tensor, tokens: tokens ?? null });

/** @param inputs features [S, B, F], and query tokens one-hot [S, B, Q] where the model has tokens */
export function forward(
  model: ResidualMlp,
  parameters: NamedTensors,
  inputs: { readonly features: Tensor; readonly tokens: Tensor | null },
): ForwardResult {
  const { config, interface: io } = model;
  const parameter = (name: string) => parameters[name] as Tensor;
  const apply = (name: string, value: Tensor) => linear(value, parameter(`${name}.weight`), parameter(`${name}.bias`));
  const normalise = (name: string, value: Tensor) =>
    config.norm === 'none' ? value : layerNorm(value, parameter(`${name}.gain`), parameter(`${name}.bias`));
  const [seeds, batch] = inputs.features.shape as [number, number];

  let features = inputs.features;
  if (config.patchEncoder !== null && io.patches !== null) {
    const { count, pixels } = io.patches;
    const patches = reshape(features, [seeds, batch * count, pixels]);
    const encoded = apply('patch.out', gelu(apply('patch.in', patches))); // [S, B N, output]
    features = reshape(encoded, [seeds, batch, count * config.patchEncoder.output]);
  }
  let stream = apply('input', features); // [S, B, D]
  if (inputs.tokens !== null) stream = add(stream, matMul(inputs.tokens, parameter('embedding')));
  const activations: Record<string, Tensor> = { input: stream };
  for (let layer = 1; layer <= config.layers; layer += 1) {
    const name = `block ${layer}`;
    const hidden = gelu(apply(`${name}.up`, normalise(`${name}.norm`, stream))); // [S, B, 2 D]
    stream = add(stream, apply(`${name}.down`, hidden));
    activations[name] = stream;
  }
  const final = normalise('final norm', stream);
  const flat = apply('head', final); // [S, B, 2 C]
  activations['final norm'] = final;
  activations.logits = flat;
  return { logits: reshape(flat, [seeds, batch, io.outputs, 2]), activations };
}

/**
 * Initial parameters of one seed, P numbers in the layout's order: PyTorch's defaults for linear layers (uniform within
 * 1 / sqrt(fan-in), weights and biases), normal with SD 0.1 for the embedding, LayerNorm gain 1 and bias 0.
 * Each array has its own stream, so that a wider or deeper model moves no other array's numbers.
 */
export function initialParameters(model: ResidualMlp, tree: SeedTree): Float32Array {
  const flat = new Float32Array(model.layout.size);
  const fanIn = (name: string) => model.layout.entries.find((entry) => entry.name === name)?.shape[0] as number;
  let start = 0;
  for (const { name, shape } of model.layout.entries) {
    const size = shape.reduce((product, length) => product * length, 1);
    const stream = tree.child('initialisation').child(name).stream();
    flat.set(drawArray(name, size, fanIn, stream), start);
    start += size;
  }
  return flat;
}

function drawArray(name: string, size: number, fanIn: (name: string) => number, stream: RandomStream): Float32Array {
  if (name === 'embedding') return Float32Array.from({ length: size }, () => EMBEDDING_DEVIATION * stream.normal());
  if (name.includes('norm.')) return new Float32Array(size).fill(name.endsWith('.gain') ? 1 : 0);
  const bound = 1 / Math.sqrt(fanIn(name.replace(/\.bias$/, '.weight')));
  return Float32Array.from({ length: size }, () => bound * (2 * stream.uniform() - 1));
}

function affine(name: string, inputs: number, outputs: number): Record<string, readonly number[]> {
  return { [`${name}.weight`]: [inputs, outputs], [`${name}.bias`]: [1, outputs] };
}

function norm(name: string, width: number): Record<string, readonly number[]> {
  return { [`${name}.gain`]: [1, width], [`${name}.bias`]: [1, width] };
}
