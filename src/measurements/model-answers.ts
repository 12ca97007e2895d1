// Trained cohorts of the digit grid, run over documents.
import type { Model } from '../models/model.ts';
import type { RandomStream } from '../randomness/random-stream.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { Documents } from '../tasks/documents.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import { batchInputs, type SeedTask } from '../training/batch-inputs.ts';
import { type Activations, activationsInChunks } from './activations.ts';

/** A trained cohort: parameters [S, P] and, in the same order, each seed's task and seed tree. */
export interface TrainedCohort {
  readonly model: Model;
  readonly parameters: Tensor;
  readonly seeds: readonly { readonly task: SeedTask; readonly tree: SeedTree }[];
}

/**
 * Numbers of one activation (or `logits`) for each seed's documents, one row a document.
 * Documents are shown in unseen handwriting, drawn from the child `testing/<label>`: the same pictures at every moment.
 */
export async function activationsOf(
  cohort: TrainedCohort,
  documents: readonly Documents[],
  request: { readonly label: string; readonly activations: readonly string[] },
): Promise<readonly Activations[]> {
  const streams = cohort.seeds.map(({ tree }) => tree.child('testing').child(request.label).stream());
  return activationsInChunks({
    model: cohort.model,
    parameters: cohort.parameters,
    names: request.activations,
    documents: (documents[0] as Documents).variable.length,
    batch(start, end) {
      const parts = cohort.seeds.map(({ task }, seed) => {
        const { variable, query } = documents[seed] as Documents;
        return {
          task,
          documents: { variable: variable.subarray(start, end), query: query.subarray(start, end) },
          chance: streams[seed] as RandomStream,
        };
      });
      const { features, tokens } = batchInputs(parts, 'testing');
      return { features, ...(tokens === null ? {} : { tokens }) };
    },
  });
}
