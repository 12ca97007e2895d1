// Questions about the groups as evaluation wants them: documents, candidate answers, and what the definitions say instead.
import { type DocumentRow, packDocuments } from './document-rows.ts';
import type { QuestionSet } from './text-world.ts';

export interface Question {
  /** The right answer is its last token. */
  readonly row: DocumentRow;
  readonly candidates: readonly number[];
  /** Null where the group has no definitions that could say something else. */
  readonly definitionAnswer: number | null;
}

/** @returns a list of one set, or of none where nothing is asked */
export function questionSet(
  { name, group, asked }: Pick<QuestionSet, 'name' | 'group' | 'asked'>,
  questions: readonly Question[],
): readonly QuestionSet[] {
  if (questions.length === 0) return [];
  const answers = questions.flatMap(({ definitionAnswer }) => definitionAnswer ?? []);
  return [
    {
      name,
      group,
      asked,
      documents: packDocuments(questions.map(({ row }) => row)),
      candidates: questions.map(({ candidates }) => candidates),
      definitionAnswers: answers.length === questions.length ? Int32Array.from(answers) : null,
    },
  ];
}
