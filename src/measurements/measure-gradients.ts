// Gradient alignment (paper.md 6.2; experiments.md 6): for variables never trained, the cosine between the
// gradient of a definition, under each tag, and the gradients of the questions about the same variable.
// Per-example gradients: one seed's parameters repeated along the seed axis, one example each (architecture.md decision 1).
import { queryTokens } from '../tasks/documents.ts';
import { upload } from '../tensors/host-numbers.ts';
import { concat, slice, type Tensor, tidy, tile } from '../tensors/tensorflow.ts';
import { batchInputs, batchTargets } from '../training/batch-inputs.ts';
import { lossGradient } from '../training/loss-gradient.ts';
import { type Measured, RETRIEVAL_QUERIES, tagInRole } from './measure-answers.ts';
import type { TrainedCohort } from './model-answers.ts';
import { meanByComparison, nextRow, rowCosines } from './row-cosines.ts';

type Seed = TrainedCohort['seeds'][number];

/** Adds `<moment>/gradient-cosine` with a value a tag role, and `other-variable` as a control that should be zero. */
export async function measureGradients(
  cohort: TrainedCohort,
  moment: string,
  { variables: count }: { readonly variables: number },
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [index, seed] of cohort.seeds.entries()) {
    const { members } = seed.task.world;
    const half = Math.floor(count / 2);
    const variables = [...members.D5.slice(0, half), ...members.D6.slice(0, count - half)];
    const cosines = tidy(() => allCosines(cohort, seed, slice(cohort.parameters, [index, 0], [1, -1]), variables));
    const values = await cosines.data<'float32'>();
    cosines.dispose();
    measured.push({ [`${moment}/gradient-cosine`]: meanByComparison(values, COMPARISONS, variables.length) });
  }
  return measured;
}

const COMPARISONS = [...RETRIEVAL_QUERIES, 'other-variable'];

/**
 * Cosines of each cell's questions with the definitions under each tag, and with another variable's definition.
 * @param own parameters of the seed [1, P]
 * @returns [cells * comparisons * variables]
 */
function allCosines(cohort: TrainedCohort, seed: Seed, own: Tensor, list: readonly number[]): Tensor {
  const { world } = seed.task;
  const gradientOf = (query: number) => exampleGradients(cohort, { seed, own, query, list });
  const definitions = RETRIEVAL_QUERIES.map((role) => gradientOf(queryTokens.tag(world.cells, tagInRole(world, role))));
  const byCell = Array.from({ length: world.cells }, (_, cell) =>
    tidy(() => {
      const question = gradientOf(queryTokens.cell(cell));
      const own = definitions.map((definition) => rowCosines(definition, question));
      return concat([...own, rowCosines(definitions[0] as Tensor, nextRow(question))], 0);
    }),
  );
  return concat(byCell, 0);
}

/** Gradient of the loss of each document by itself: [examples, P]. */
function exampleGradients(
  { model }: TrainedCohort,
  { seed, own, query, list }: { seed: Seed; own: Tensor; query: number; list: readonly number[] },
): Tensor {
  return tidy(() => {
    const chance = seed.tree.child('testing').child(`gradient/${query}`).stream();
    const parts = list.map((variable) => ({
      task: seed.task,
      chance,
      documents: { variable: Int32Array.of(variable), query: Int32Array.of(query) },
    }));
    const { features, tokens } = batchInputs(parts, 'testing');
    const batch = {
      features: upload(features),
      tokens: tokens === null ? null : upload(tokens),
      targets: upload(batchTargets(parts, false)),
    };
    // The losses are kept by `lossGradient`, past this tidy.
    const { losses, gradient } = lossGradient(model, tile(own, [list.length, 1]), batch);
    losses.dispose();
    return gradient;
  });
}
