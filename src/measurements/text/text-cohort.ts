// Trained cohorts of a task in text, run over documents.
import type { Model } from '../../models/model.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';
import type { TextDocuments, TextWorld } from '../../tasks/text/text-world.ts';
import type { Tensor } from '../../tensors/tensorflow.ts';
import { textBatch } from '../../training/text-stage.ts';
import { type Activations, activationsInChunks } from '../activations.ts';

/** Parameters [S, P] and, in the same order, each seed's world and seed tree. */
export interface TextCohort {
  readonly model: Model;
  readonly parameters: Tensor;
  readonly seeds: readonly { readonly world: TextWorld; readonly tree: SeedTree }[];
}

/** Activations of each seed's documents, one row a document: all positions of the stream, and `logits` of the answer. */
export async function textActivations(
  { model, parameters }: TextCohort,
  documents: readonly TextDocuments[],
  names: readonly string[],
): Promise<readonly Activations[]> {
  return activationsInChunks({
    model,
    parameters,
    names,
    documents: (documents[0] as TextDocuments).lengths.length,
    batch(start, end) {
      const rows = Array.from({ length: end - start }, (_, index) => start + index);
      return textBatch(
        documents.map((own) => ({ documents: own, rows })),
        'answers',
      );
    },
  });
}
