// Questions about the groups as evaluation wants them: documents, candidate answers, and what the definitions say instead.
import { DEFINED_GROUPS, GROUP_NAMES, type GroupName, TAG_ROLES, type TagRole } from '../groups.ts';
import { type DocumentRow, packDocuments, type TextQuestions } from './text-world.ts';

export interface Question {
  /** The right answer is its last tokens. */
  readonly row: DocumentRow;
  /** One list for each token of the answer. */
  readonly candidates: readonly (readonly number[])[];
  /** Null where the group has no definitions that could say something else. */
  readonly definitionAnswer: number | null;
}

/** @returns a list of one set, or of none where nothing is asked */
export function questionSet(
  { name, group, asked }: Pick<TextQuestions, 'name' | 'group' | 'asked'>,
  questions: readonly Question[],
): readonly TextQuestions[] {
  if (questions.length === 0) return [];
  const answers = questions.flatMap(({ definitionAnswer }) => definitionAnswer ?? []);
  return [
    {
      name,
      group,
      asked,
      documents: packDocuments(
        questions.map(({ row }) => row),
        questions.map(({ candidates }) => candidates.length),
      ),
      candidates: questions.map(({ candidates }) => candidates),
      definitionAnswers: answers.length === questions.length ? Int32Array.from(answers) : null,
    },
  ];
}

/** What is asked of each group, and definitions asked by each tag: the questions of a task that asks nothing else. */
export function questionSets(
  questionsOf: (group: GroupName) => readonly Question[],
  retrievalOf: (group: GroupName, role: TagRole) => readonly Question[],
): readonly TextQuestions[] {
  return [
    ...GROUP_NAMES.flatMap((group) => questionSet({ name: 'qa', group, asked: 'always' }, questionsOf(group))),
    ...DEFINED_GROUPS.flatMap((group) =>
      TAG_ROLES.flatMap((role) => questionSet({ name: role, group, asked: 'retrieval' }, retrievalOf(group, role))),
    ),
  ];
}
