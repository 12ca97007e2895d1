// Gradient alignment (paper section 6.2; experiments.md section 6): for variables never trained, the cosine between the
// gradient of a definition, under each tag, and the gradients of the questions about the same variable.
// Per-example gradients: one seed's parameters repeated along the seed axis, one example each (design decision 1).
import { queryTokens } from '../tasks/documents.ts';
import { fused } from '../tensors/fused.ts';
import { upload } from '../tensors/host-numbers.ts';
import { add, concat, div, mul, slice, sqrt, square, sum, type Tensor, tidy, tile } from '../tensors/tensorflow.ts';
import { batchInputs, batchTargets } from '../training/batch-inputs.ts';
import { lossGradient } from '../training/loss-gradient.ts';
import { type Measured, RETRIEVAL_QUERIES, tagInRole } from './measure-answers.ts';
import type { TrainedCohort } from './model-answers.ts';

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
    measured.push({ [`${moment}/gradient-cosine`]: meanByComparison(values, variables.length) });
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

function meanByComparison(cosines: Float32Array, variables: number): Record<string, number> {
  const means = COMPARISONS.map((_, place) => {
    let [sum, count] = [0, 0];
    for (let start = place * variables; start < cosines.length; start += COMPARISONS.length * variables) {
      for (const cosine of cosines.subarray(start, start + variables)) sum += cosine;
      count += variables;
    }
    return sum / count;
  });
  return Object.fromEntries(COMPARISONS.map((name, place) => [name, means[place] as number]));
}

/** Each row replaced by the one after it: the question about another variable. */
function nextRow(rows: Tensor): Tensor {
  return concat([slice(rows, [1, 0], [-1, -1]), slice(rows, [0, 0], [1, -1])], 0);
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

/** Cosine of each row of one with the same row of the other: [n, P], [n, P] -> [n]. */
function rowCosines(first: Tensor, second: Tensor): Tensor {
  const [whole] = fused('RowCosines', { a: first, b: second }) ?? [];
  if (whole !== undefined) return whole;
  const product = sum(mul(first, second), 1);
  const norms = mul(sqrt(sum(square(first), 1)), sqrt(sum(square(second), 1)));
  // The added constant only keeps an exactly zero gradient from becoming NaN: its cosine is then zero.
  return div(product, add(norms, 1e-30));
}
