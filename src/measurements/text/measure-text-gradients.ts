// Gradient alignment in text (paper.md 6.2): for aliases never trained, the cosine between the gradient of a whole definition,
// under each tag, and the gradients of the questions about the same alias.
import { TAG_ROLES, type TextDocuments } from '../../tasks/text/text-world.ts';
import { uploadAll } from '../../tensors/host-numbers.ts';
import { concat, slice, type Tensor, tidy, tile } from '../../tensors/tensorflow.ts';
import { lossGradient } from '../../training/loss-gradient.ts';
import { type TextLoss, textBatch } from '../../training/text-stage.ts';
import type { Measured } from '../measure-answers.ts';
import { meanByComparison, nextRow, rowCosines } from '../row-cosines.ts';
import type { TextCohort } from './text-cohort.ts';

const COMPARISONS = [...TAG_ROLES, 'other-variable'];
/** Aliases whose gradients are held at once; fewer where there are fewer. */
const ALIASES_A_BLOCK = 20;

/** Adds `<moment>/gradient-cosine` with a value a tag role, and `other-variable` as a control that should be near zero. */
export async function measureTextGradients(
  cohort: TextCohort,
  moment: string,
  { variables, loss }: { readonly variables: number; readonly loss: TextLoss },
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [seed, { world }] of cohort.seeds.entries()) {
    const half = Math.floor(variables / 2);
    const { D5 = [], D6 = [] } = world.members;
    const aliases = [...D5.slice(0, half), ...D6.slice(0, variables - half)];
    const blocks: Float32Array[] = [];
    // Blocks of one size, so that their means have one weight: what does not fill a block is left out.
    const size = Math.max(1, Math.min(ALIASES_A_BLOCK, aliases.length));
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

/** @returns [questions * comparisons * aliases] */
function cosinesOf(
  { model, parameters, seeds }: TextCohort,
  { seed, loss }: { readonly seed: number; readonly loss: TextLoss },
  aliases: readonly number[],
): Tensor {
  const world = seeds[seed]?.world as TextCohort['seeds'][number]['world'];
  const own = tile(slice(parameters, [seed, 0], [1, -1]), [aliases.length, 1]);
  /** One alias where training has one seed (architecture.md decision 1): [aliases, P]. */
  const gradientOf = (parts: readonly { readonly documents: TextDocuments; readonly rows: readonly number[] }[]) =>
    tidy(() => {
      // The losses are kept by `lossGradient`, past this tidy.
      const { losses, gradient } = lossGradient(model, own, uploadAll(textBatch(parts, loss)));
      losses.dispose();
      return gradient;
    });
  const definitions = TAG_ROLES.map((role) =>
    gradientOf(
      aliases.map((alias) => {
        const documents = world.definitionOf(alias, role);
        return { documents, rows: [...documents.lengths.keys()] };
      }),
    ),
  );
  const questions = aliases.map((alias) => world.questionsAbout(alias));
  const count = questions[0]?.lengths.length ?? 0;
  const byQuestion = Array.from({ length: count }, (_, question) =>
    tidy(() => {
      const asked = gradientOf(questions.map((documents) => ({ documents, rows: [question] })));
      const cosines = definitions.map((definition) => rowCosines(definition, asked));
      return concat([...cosines, rowCosines(definitions[0] as Tensor, nextRow(asked))], 0);
    }),
  );
  return concat(byQuestion, 0);
}
