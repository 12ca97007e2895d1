// Gradient alignment (paper section 6.2; experiments.md section 6): for variables never trained, the cosine between the
// gradient of a definition, under each tag, and the gradients of the questions about the same variable.
// Per-example gradients: one seed's parameters repeated along the seed axis, one example each (design decision 1).
import { queryTokens } from '../tasks/documents.ts';
import { add, concat, div, mul, slice, sqrt, square, sum, type Tensor, tidy, tile } from '../tensors/tensorflow.ts';
import { batchInputs, batchTargets } from '../training/batch-inputs.ts';
import { lossGradient } from '../training/loss-gradient.ts';
import { type Measured, RETRIEVAL_QUERIES, tagInRole } from './measure-answers.ts';
import type { TrainedCohort } from './model-answers.ts';

type Seed = TrainedCohort['seeds'][number];

/** Adds `<moment>/gradient-cosine` with a value a tag role, and `other-variable` as a control that should be zero. */
export function measureGradients(
  cohort: TrainedCohort,
  moment: string,
  { variables: count }: { readonly variables: number },
): Measured[] {
  return cohort.seeds.map((seed, index) => {
    const { world } = seed.task;
    const half = Math.floor(count / 2);
    const variables = [...world.members.D5.slice(0, half), ...world.members.D6.slice(0, count - half)];
    const cosines = new Float64Array(RETRIEVAL_QUERIES.length + 1);
    tidy(() => {
      const own = slice(cohort.parameters, [index, 0], [1, -1]); // [1, P]
      const gradientOf = (query: number) => exampleGradients(cohort, { seed, own, query, list: variables });
      const definitions = RETRIEVAL_QUERIES.map((role) =>
        gradientOf(queryTokens.tag(world.cells, tagInRole(world, role))),
      );
      for (let cell = 0; cell < world.cells; cell += 1) {
        tidy(() => {
          const question = gradientOf(queryTokens.cell(cell));
          for (const [place, definition] of definitions.entries()) {
            cosines[place] = (cosines[place] as number) + meanCosine(definition, question) / world.cells;
          }
          const control = meanCosine(definitions[0] as Tensor, nextRow(question)) / world.cells;
          cosines[definitions.length] = (cosines[definitions.length] as number) + control;
        });
      }
    });
    const groups = [...RETRIEVAL_QUERIES, 'other-variable'];
    const byGroup = Object.fromEntries(groups.map((group, place) => [group, cosines[place] as number]));
    return { [`${moment}/gradient-cosine`]: byGroup };
  });
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
    const batch = { ...batchInputs(parts, 'testing'), targets: batchTargets(parts, false) };
    // The losses are kept by `lossGradient`, past this tidy.
    const { losses, gradient } = lossGradient(model, tile(own, [list.length, 1]), batch);
    losses.dispose();
    return gradient;
  });
}

function meanCosine(first: Tensor, second: Tensor): number {
  const product = sum(mul(first, second), 1);
  const norms = mul(sqrt(sum(square(first), 1)), sqrt(sum(square(second), 1)));
  // The added constant only keeps an exactly zero gradient from becoming NaN: its cosine is then zero.
  const cosines = div(product, add(norms, 1e-30)).dataSync<'float32'>();
  return cosines.reduce((total, cosine) => total + cosine, 0) / cosines.length;
}
