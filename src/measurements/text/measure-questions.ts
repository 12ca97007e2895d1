// How questions are answered, by kind and group (`after-stage-2/qa/exact-match` of D5), and definitions asked by their tags.
import type { QuestionSet, TextDocuments } from '../../tasks/text/text-world.ts';
import type { Measured } from '../measure-answers.ts';
import { scoreAnswers } from './score-answers.ts';
import { type TextCohort, textActivations } from './text-cohort.ts';

/** @param moment first part of each measurement's name, for example `after-stage-2` */
export async function measureQuestions(
  cohort: TextCohort,
  moment: string,
  wanted: (set: QuestionSet) => boolean,
): Promise<Measured[]> {
  const measured: Measured[] = cohort.seeds.map(() => ({}));
  const [first] = cohort.seeds;
  for (const [index, { name, group }] of (first?.world.questions ?? []).entries()) {
    const sets = cohort.seeds.map(({ world }) => world.questions[index] as QuestionSet);
    if (!wanted(sets[0] as QuestionSet)) continue;
    const documents = sets.map((set) => set.documents);
    const logits = await textActivations(cohort, documents, ['logits']);
    for (const [seed, set] of sets.entries()) {
      const target = measured[seed] as Measured;
      const put = (measurement: string, value: number) => {
        const key = `${moment}/${name}/${measurement}`;
        target[key] = { ...target[key], [group]: value };
      };
      const values = logits[seed]?.logits as Float32Array;
      const { accuracy, exactMatch, logLikelihood } = scoreAnswers(values, answersOf(set.documents), set.candidates);
      put('accuracy', accuracy);
      put('exact-match', exactMatch);
      put('log-likelihood', logLikelihood);
      if (set.definitionAnswers !== null) {
        const { definitionAnswers, candidates } = set;
        put('agreement-with-definition', scoreAnswers(values, definitionAnswers, candidates).exactMatch);
      }
    }
  }
  return measured;
}

function answersOf({ tokens, length, lengths }: TextDocuments): number[] {
  return Array.from(lengths, (size, row) => tokens[row * length + size - 1] as number);
}
