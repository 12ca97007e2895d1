// Runs trained models over documents, in chunks that fit small memories, and hands out plain numbers a seed.
import type { Model } from '../models/model.ts';
import { type NamedNumbers, uploadAll } from '../tensors/host-numbers.ts';
import { unstack } from '../tensors/parameter-layout.ts';
import { dispose, type Tensor, tidy } from '../tensors/tensorflow.ts';

const DOCUMENTS_A_CHUNK = 512;

export interface ActivationRequest {
  readonly model: Model;
  /** [S, P] */
  readonly parameters: Tensor;
  readonly names: readonly string[];
  /** Documents, as many for each seed. */
  readonly documents: number;
  /** Inputs of the documents from one number up to another. */
  readonly batch: (start: number, end: number) => NamedNumbers;
}

export type Activations = Readonly<Record<string, Float32Array>>;

/** @returns for each seed the activations asked for, by name, one row a document */
export async function activationsInChunks(request: ActivationRequest): Promise<readonly Activations[]> {
  const { model, names, documents: total } = request;
  const seeds = request.parameters.shape[0] as number;
  const results = Array.from({ length: seeds }, () => ({}) as Record<string, Float32Array>);
  for (let start = 0; start < total; start += DOCUMENTS_A_CHUNK) {
    const end = Math.min(total, start + DOCUMENTS_A_CHUNK);
    const wanted = tidy(() => {
      const parameters = unstack(request.parameters, model.layout);
      const activations = model.activations(parameters, uploadAll(request.batch(start, end)));
      return names.map((name) => activations[name] as Tensor);
    });
    try {
      for (const [index, name] of names.entries()) {
        await copyRows(wanted[index] as Tensor, { name, results, start, total });
      }
    } finally {
      dispose(wanted);
    }
  }
  return results;
}

async function copyRows(
  activation: Tensor,
  {
    name,
    results,
    start,
    total,
  }: {
    readonly name: string;
    readonly results: readonly Record<string, Float32Array>[];
    readonly start: number;
    readonly total: number;
  },
): Promise<void> {
  const [, rows, width] = activation.shape as [number, number, number];
  const values = await activation.data<'float32'>();
  for (const [seed, result] of results.entries()) {
    result[name] ??= new Float32Array(total * width);
    const block = values.subarray(seed * rows * width, (seed + 1) * rows * width);
    (result[name] as Float32Array).set(block, start * width);
  }
}
