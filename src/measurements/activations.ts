// Runs trained models over documents, in chunks that fit small memories, and hands out plain numbers a seed.
import type { Model } from '../models/model.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { World } from '../tasks/world.ts';
import { uploadAll } from '../tensors/host-numbers.ts';
import { unstack } from '../tensors/parameter-layout.ts';
import { dispose, type Tensor, tensorOf, tidy } from '../tensors/tensorflow.ts';

/** A trained cohort: parameters [S, P] and, in the same order, each seed's world and seed tree. */
export interface TrainedCohort {
  readonly model: Model;
  readonly parameters: Tensor;
  readonly seeds: readonly { readonly world: World; readonly tree: SeedTree }[];
}

/** measurement -> group -> value, for one seed. */
export type Measured = Record<string, Record<string, number>>;

const DOCUMENTS_A_CHUNK = 512;
/** Of a model that is large. */
const PACKED_A_CHUNK = 64;

export type Activations = Readonly<Record<string, Float32Array>>;

/**
 * Activations (or `logits`) of each seed's documents, by name, one row a document. They are shown as training never did, drawn
 * from the child `testing/<label>`: the same at every moment.
 * @param documents of each seed, as many for each
 */
export async function activationsOf(
  { model, parameters, seeds }: TrainedCohort,
  documents: readonly unknown[],
  { label, activations: names }: { readonly label: string; readonly activations: readonly string[] },
): Promise<readonly Activations[]> {
  const { form } = (seeds[0] as TrainedCohort['seeds'][number]).world;
  const members = seeds.map(({ tree }, seed) => {
    return { documents: documents[seed], chance: tree.child('testing').child(label).stream() };
  });
  const total = form.count(documents[0]);
  const results = seeds.map(() => ({}) as Record<string, Float32Array>);
  // Of what lies within a model each token has its own place.
  const isPacked = model.readsPacked === true && names.every((name) => name === 'logits');
  const chunk = isPacked ? PACKED_A_CHUNK : DOCUMENTS_A_CHUNK;
  for (let start = 0; start < total; start += chunk) {
    const rows = Array.from({ length: Math.min(chunk, total - start) }, (_, index) => start + index);
    const packed = isPacked ? { packedRows: rowsFor(documents, rows, form) } : {};
    const batch = form.batch(
      members.map((member) => ({ ...member, rows })),
      { loss: 'answers', swapped: false, instances: 'testing', ...packed },
    );
    const wanted = tidy(() => {
      const activations = model.activations(unstack(parameters, model.layout), uploadAll(batch));
      return names.map((name) => tensorOf(activations, name));
    });
    try {
      for (const [index, name] of names.entries()) {
        const activation = tensorOf(wanted, index);
        const width = activation.shape[2] as number;
        const values = await activation.data<'float32'>();
        for (const [seed, result] of results.entries()) {
          result[name] ??= new Float32Array(total * width);
          const block = values.subarray(seed * rows.length * width, (seed + 1) * rows.length * width);
          result[name].set(block, start * width);
        }
      }
    } finally {
      dispose(wanted);
    }
  }
  return results;
}

/** Of each seed's documents, and one that stays empty. */
function rowsFor(documents: readonly unknown[], rows: readonly number[], form: World['form']): number {
  const shown = documents.map((own) => {
    const tokens = form.shownTokens?.(own) ?? [];
    return rows.reduce((sum, row) => sum + (tokens[row] ?? 0), 0);
  });
  return 1 + Math.max(...shown);
}
