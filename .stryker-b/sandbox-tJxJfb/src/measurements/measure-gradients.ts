// Gradient alignment (paper.md 6.2; experiments.md 6): for aliases never trained, the cosine between the gradient of a whole
// definition, under each tag, and the gradients of the questions about the same alias. Per-example gradients: one seed's parameters
// repeated along the seed axis, one alias each (architecture.md decision 1). Axes: A aliases of a block, P parameters.
import { concreteTag, TAG_ROLES } from '../tasks/groups.ts';
import type { Loss, Part } from '../tasks/world.ts';
import { uploadAll } from '../tensors/host-numbers.ts';
import { fused } from '../tensors/layers/with-gradient.ts';
import {
  abs,
  add,
  concat,
  div,
  greater,
  less,
  logicalAnd,
  max,
  maximum,
  minimum,
  mul,
  slice,
  sqrt,
  square,
  sum,
  type Tensor,
  tensorOf,
  tidy,
  tile,
  where,
} from '../tensors/tensorflow.ts';
import { lossGradient } from '../training/loss-gradient.ts';
import type { Measured, TrainedCohort } from './activations.ts';

const SMALLEST_SQUARES = 1e-20;
const LARGEST_SQUARES = 1e38;
/** The smallest that no processor takes for zero. */
const SMALLEST_NORMAL = 2 ** -126;

/** On disk an alias is called a variable. */
const COMPARISONS = [...TAG_ROLES, 'other-variable'];

/** Adds `<moment>/gradient-cosine` with a value a tag role, and `other-variable` as a control that should be near zero. */
export async function measureGradients(
  cohort: TrainedCohort,
  moment: string,
  { variables: count, loss }: { readonly variables: number; readonly loss: Loss },
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [seed, { world }] of cohort.seeds.entries()) {
    const half = Math.floor(count / 2);
    const { D5 = [], D6 = [] } = world.members;
    const aliases = [...D5.slice(0, half), ...D6.slice(0, count - half)];
    const blocks: Float32Array[] = [];
    // Blocks of one size, so that their means have one weight: what does not fill a block is left out.
    const size = Math.max(1, Math.min(world.gradientBlock, aliases.length));
    for (let end = size; end <= aliases.length; end += size) {
      const cosines = tidy(() => cosinesOf(cohort, { seed, loss }, aliases.slice(end - size, end)));
      blocks.push(await cosines.data<'float32'>());
      cosines.dispose();
    }
    const values = Float32Array.from(blocks.flatMap((block) => [...block]));
    measured.push({ [`${moment}/gradient-cosine`]: meanByComparison(values, COMPARISONS, size) });
  }
  return measured;
}

/** @returns [questions * comparisons * A] */
function cosinesOf(
  { model, parameters, seeds }: TrainedCohort,
  { seed, loss }: { readonly seed: number; readonly loss: Loss },
  aliases: readonly number[],
): Tensor {
  const { world, tree } = seeds[seed] as TrainedCohort['seeds'][number];
  const { form } = world;
  const own = tile(slice(parameters, [seed, 0], [1, -1]), [aliases.length, 1]); // [A, P]
  /** One alias where training has one seed: [A, P]. */
  const gradientOf = (label: number, parts: readonly Omit<Part, 'chance'>[]) =>
    tidy(() => {
      const chance = tree.child('testing').child(`gradient/${label}`).stream();
      const batch = form.batch(
        parts.map((part) => ({ ...part, chance })),
        { loss, swapped: false, instances: 'testing' },
      );
      // The losses are kept by `lossGradient`, past this tidy.
      const { losses, gradient } = lossGradient(model, own, uploadAll(batch));
      losses.dispose();
      return gradient;
    });
  const questions = aliases.map((alias) => world.questionsAbout(alias));
  const count = questions.length === 0 ? 0 : form.count(questions[0]);
  const definitions = TAG_ROLES.map((role) =>
    gradientOf(
      // Queries of the digit grid, whose handwriting it is: cells, then concrete tags.
      count + concreteTag(role, world.roles.reliableTag === 0 ? 0 : 1),
      aliases.map((alias) => {
        const documents = world.definitionOf(alias, role);
        return { documents, rows: [...Array(form.count(documents)).keys()] };
      }),
    ),
  );
  const byQuestion = Array.from({ length: count }, (_, question) =>
    tidy(() => {
      const asked = gradientOf(
        question,
        questions.map((documents) => ({ documents, rows: [question] })),
      );
      const cosines = definitions.map((definition) => rowCosines(definition, asked));
      return concat([...cosines, rowCosines(tensorOf(definitions, 0), nextRow(asked))], 0);
    }),
  );
  return concat(byQuestion, 0);
}

// Cosines between gradients, row by row, and their means: shared by gradient alignment on the grid and in text.

/** @param cosines [questions * comparisons * variables] */
function meanByComparison(
  cosines: Float32Array,
  comparisons: readonly string[],
  variables: number,
): Record<string, number> {
  const means = comparisons.map((_, place) => {
    let [sum, count] = [0, 0];
    for (let start = place * variables; start < cosines.length; start += comparisons.length * variables) {
      for (const cosine of cosines.subarray(start, start + variables)) sum += cosine;
      count += variables;
    }
    return sum / count;
  });
  return Object.fromEntries(comparisons.map((name, place) => [name, means[place] as number]));
}

/** Each row replaced by the one after it: the question about another variable. */
function nextRow(rows: Tensor): Tensor {
  return concat([slice(rows, [1, 0], [-1, -1]), slice(rows, [0, 0], [1, -1])], 0);
}

/** Cosine of each row of one with the same row of the other: [n, P], [n, P] -> [n]. */
export function rowCosines(first: Tensor, second: Tensor): Tensor {
  const [whole] = fused('RowCosines', { a: first, b: second }) ?? [];
  if (whole !== undefined) return whole;
  return tidy(() => {
    const [squaresA, squaresB] = [sum(square(first), 1), sum(square(second), 1)];
    // 32 bits do not hold the squares of what a model without norms has learned perfectly: such rows are scaled first.
    const isHeld = logicalAnd(
      greater(minimum(squaresA, squaresB), SMALLEST_SQUARES),
      less(maximum(squaresA, squaresB), LARGEST_SQUARES),
    );
    const plain = div(sum(mul(first, second), 1), add(mul(sqrt(squaresA), sqrt(squaresB)), 1e-30));
    return where(isHeld, plain, cosinesOfScaled(first, second));
  });
}

/** Zero where a row is zero. */
function cosinesOfScaled(first: Tensor, second: Tensor): Tensor {
  const scaled = (rows: Tensor) => div(rows, maximum(max(abs(rows), 1, true), SMALLEST_NORMAL));
  const [a, b] = [scaled(first), scaled(second)];
  const norms = sqrt(mul(sum(square(a), 1), sum(square(b), 1)));
  return div(sum(mul(a, b), 1), maximum(norms, SMALLEST_NORMAL));
}
