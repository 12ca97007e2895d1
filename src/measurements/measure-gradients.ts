// Gradient alignment (paper.md 6.2; experiments.md 6): for aliases never trained, the cosine between the gradient of a whole
// definition, under each tag, and the gradients of the questions about the same alias. Per-example gradients: one seed's parameters
// repeated along the seed axis, one alias each (architecture.md decision 1). Axes: A aliases of a block, P parameters.
import { concreteTag, TAG_ROLES } from '../tasks/groups.ts';
import type { Loss, Part } from '../tasks/world.ts';
import { uploadAll } from '../tensors/host-numbers.ts';
import { tensorOf } from '../tensors/tensor-of.ts';
import { concat, slice, type Tensor, tidy, tile } from '../tensors/tensorflow.ts';
import { lossGradient } from '../training/loss-gradient.ts';
import type { Measured, TrainedCohort } from './activations.ts';
import { meanByComparison, nextRow, rowCosines } from './row-cosines.ts';

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
