// Runs a trained cohort over documents, in chunks that fit small memories, and hands out plain numbers a seed.
// Axes: S seeds, B batch, D width, C outputs.
import { forward, type Model } from '../models/residual-mlp.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { Documents } from '../tasks/documents.ts';
import { upload } from '../tensors/host-numbers.ts';
import { unstack } from '../tensors/parameter-layout.ts';
import { dispose, type Tensor, tidy } from '../tensors/tensorflow.ts';
import { batchInputs, type SeedTask } from '../training/batch-inputs.ts';

/** A trained cohort: parameters [S, P] and, in the same order, each seed's task and seed tree. */
export interface TrainedCohort {
  readonly model: Model;
  readonly parameters: Tensor;
  readonly seeds: readonly { readonly task: SeedTask; readonly tree: SeedTree }[];
}

const DOCUMENTS_A_CHUNK = 512;

/**
 * Numbers of one activation (or `logits`) for each seed's documents, one row a document.
 * Documents are shown in unseen handwriting, drawn from the child `testing/<label>`: the same pictures at every moment.
 */
export async function activationsOf(
  cohort: TrainedCohort,
  documents: readonly Documents[],
  request: { readonly label: string; readonly activations: readonly string[] },
): Promise<readonly Readonly<Record<string, Float32Array>>[]> {
  const total = (documents[0] as Documents).variable.length;
  const streams = cohort.seeds.map(({ tree }) => tree.child('testing').child(request.label).stream());
  const results = cohort.seeds.map(() => ({}) as Record<string, Float32Array>);
  for (let start = 0; start < total; start += DOCUMENTS_A_CHUNK) {
    const end = Math.min(total, start + DOCUMENTS_A_CHUNK);
    const wanted = tidy(() => {
      const parts = cohort.seeds.map(({ task }, seed) => {
        const { variable, query } = documents[seed] as Documents;
        return {
          task,
          documents: { variable: variable.subarray(start, end), query: query.subarray(start, end) },
          chance: streams[seed] as (typeof streams)[number],
        };
      });
      const parameters = unstack(cohort.parameters, cohort.model.layout);
      const { features, tokens } = batchInputs(parts, 'testing');
      const { activations } = forward(cohort.model, parameters, {
        features: upload(features),
        tokens: tokens === null ? null : upload(tokens),
      });
      return request.activations.map((name) => activations[name] as Tensor);
    });
    try {
      for (const [index, name] of request.activations.entries()) {
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
