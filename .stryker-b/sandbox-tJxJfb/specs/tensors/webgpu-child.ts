// A process with a GPU, real or in software, for the specs of WebGPU (with-webgpu.ts): answers one question after another, each computed on the plain
// JavaScript backend and on WebGPU. A process of its own, because Dawn looks for its driver when a process starts, and stays.
import { backend as engineBackend, getKernel, grads, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { getEachMessage, sendMessage } from 'execa';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { type Backend, startBackend } from '../../src/tensors/backend.ts';
import { add, dispose, memory, mul, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { lossGradient } from '../../src/training/loss-gradient.ts';
import { PICTURES, PICTURES_WITHOUT_TOKENS, SYMBOLS, seedExample, stackedTensors } from '../models/small-models.ts';
import { LAYERS, type LayerName, type LayerSizes } from './webgpu-layers.ts';

export type Question =
  | { readonly kind: 'start' }
  | { readonly kind: 'layer'; readonly layer: LayerName; readonly sizes: LayerSizes; readonly chance: number }
  | { readonly kind: 'loss'; readonly model: keyof typeof MODELS; readonly seeds: number }
  | { readonly kind: 'train'; readonly experiment: Experiment; readonly seeds: readonly number[] }
  | { readonly kind: 'break'; readonly how: 'shader' | 'device' | 'synchronous' | 'kernel' };

export type Answer =
  | { readonly kind: 'started'; readonly backend: Omit<Backend, 'engine'> }
  /** Largest difference between the two engines, relative to 1 + |number|; a number that is none is infinitely far off. */
  | { readonly kind: 'differences'; readonly values: number; readonly gradients: number }
  | {
      readonly kind: 'trained';
      readonly records: readonly RunRecord[];
      readonly tensors: number;
      readonly bytes: number;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

const MODELS = { symbols: SYMBOLS, pictures: PICTURES, 'pictures without tokens': PICTURES_WITHOUT_TOKENS };

for await (const question of getEachMessage()) await sendMessage(await answer(question as unknown as Question));
process.exit(0);

async function answer(question: Question): Promise<Answer & Record<string, never>> {
  try {
    return (await compute(question)) as Answer & Record<string, never>;
  } catch (error) {
    const code = error instanceof HarnessError ? error.code : 'other';
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', code, message } as unknown as Answer & Record<string, never>;
  }
}

async function compute(question: Question): Promise<Answer> {
  if (question.kind === 'start') {
    // Functions cannot be sent.
    const { engine: _, ...backend } = await startBackend('webgpu');
    return { kind: 'started', backend };
  }
  if (question.kind === 'layer') return compareLayer(question);
  if (question.kind === 'loss') {
    const examples = Array.from({ length: question.seeds }, (_, seed) => seedExample(MODELS[question.model], seed + 1));
    const [values = 0, gradients = 0] = await differences(() => {
      const { parameters, batch } = stackedTensors(MODELS[question.model], examples);
      const { losses, gradient } = lossGradient(MODELS[question.model], parameters, batch);
      return [losses, gradient];
    });
    return { kind: 'differences', values, gradients };
  }
  if (question.kind === 'train') {
    await startBackend('webgpu');
    const records = await runCohort({ experiment: question.experiment, seeds: question.seeds, images: null });
    const { numTensors, numBytesAllocatedInGPU } = memory() as ReturnType<typeof memory> & {
      numBytesAllocatedInGPU: number;
    };
    return { kind: 'trained', records, tensors: numTensors, bytes: numBytesAllocatedInGPU };
  }
  return breakIt(question.how);
}

async function compareLayer({ layer, sizes, chance }: Question & { kind: 'layer' }): Promise<Answer> {
  const { shapes, apply } = LAYERS[layer];
  const { normal } = randomStream([chance | 1, 2, 3, 4]);
  const drawn = shapes(sizes).map((shape) => ({
    shape: [...shape],
    numbers: Array.from({ length: shape.reduce((product, length) => product * length, 1) }, normal),
  }));
  const inputs = () => drawn.map(({ shape, numbers }) => tensor(numbers, shape));
  const values = await differences(() => apply(inputs()));
  const gradients = await differences(() => {
    // Each output weighted by itself: its gradient then depends on every number.
    const total = (...given: Tensor[]) =>
      apply(given).reduce((before, output) => add(before, sum(mul(output, output))), sum(tensor([0])));
    return grads(total)(inputs());
  });
  return { kind: 'differences', values: Math.max(...values), gradients: Math.max(...gradients) };
}

/** @param make called inside `tidy` on either engine @returns the largest difference of each tensor */
async function differences(make: () => Tensor[]): Promise<number[]> {
  const found: Float32Array[][] = [];
  for (const name of ['cpu', 'webgpu'] as const) {
    await startBackend(name);
    const tensors = tidy(make);
    found.push(await Promise.all(tensors.map(async (one) => Float32Array.from(await one.data()))));
    dispose(tensors);
  }
  const [expected = [], computed = []] = found;
  return expected.map((numbers, index) =>
    numbers.reduce((worst, number, place) => {
      const difference = Math.abs((computed[index]?.[place] as number) - number) / (1 + Math.abs(number));
      return Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
    }, 0),
  );
}

/** Planted defects; what the next read of a tensor says. */
async function breakIt(how: (Question & { kind: 'break' })['how']): Promise<Answer> {
  await startBackend('webgpu');
  if (how === 'kernel') {
    const tanh = getKernel('Tanh', 'webgpu');
    if (tanh === undefined) throw new Error('WebGPU has no Tanh to take for Erf');
    unregisterKernel('Erf', 'webgpu');
    registerKernel({ ...tanh, kernelName: 'Erf' });
    return compareLayer({
      kind: 'layer',
      layer: 'gelu',
      sizes: { seeds: 1, rows: 3, inner: 4, columns: 1 },
      chance: 1,
    });
  }
  const { device } = engineBackend() as unknown as { device: GPUDevice };
  const doubled = tidy(() => mul(tensor([1, 2, 3]), 2));
  if (how === 'shader') device.createShaderModule({ code: 'this is no shader' });
  if (how === 'device') device.destroy();
  try {
    const values = how === 'synchronous' ? doubled.dataSync() : await doubled.data();
    throw new Error(`nothing was refused, and the numbers are ${values.join(' ')}`);
  } finally {
    doubled.dispose();
  }
}
