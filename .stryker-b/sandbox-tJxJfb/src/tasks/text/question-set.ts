// Questions about the groups as evaluation wants them: documents, candidate answers, and what the definitions say instead.

import { HarnessError } from '../../errors/harness-error.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';
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

/** What is asked of each group, and definitions asked by each tag. @param others what the task asks beside those */
export function questionSets(
  questionsOf: (group: GroupName) => readonly Question[],
  retrievalOf: (group: GroupName, role: TagRole) => readonly Question[],
  others: readonly TextQuestions[] = [],
): readonly TextQuestions[] {
  return [
    ...GROUP_NAMES.flatMap((group) => questionSet({ name: 'qa', group, asked: 'always' }, questionsOf(group))),
    ...others,
    ...DEFINED_GROUPS.flatMap((group) =>
      TAG_ROLES.flatMap((role) => questionSet({ name: role, group, asked: 'retrieval' }, retrievalOf(group, role))),
    ),
  ];
}

export interface AskedAttributes {
  readonly trained: readonly number[];
  readonly heldOut: readonly number[];
}

// Which attributes of an alias training asks about; the others are held out for evaluation.

/** Drawn for every alias, so that it moves no alias of a group when another group changes. */
export function drawTrainedAttributes(
  size: { readonly aliases: number; readonly attributes: number; readonly trainedAttributes: number },
  tree: SeedTree,
): readonly AskedAttributes[] {
  const { aliases, attributes, trainedAttributes } = size;
  if (trainedAttributes > attributes) {
    throw new HarnessError('invalid-experiment', {
      what: 'More attributes are trained than an alias has.',
      got: `trainedAttributes ${trainedAttributes}, attributes ${attributes}`,
      expected: 'trainedAttributes <= attributes',
    });
  }
  const stream = tree.stream();
  return Array.from({ length: aliases }, () => {
    const order = stream.permutation(attributes);
    const byNumber = (from: number, to: number) => order.slice(from, to).sort((a, b) => a - b);
    return { trained: byNumber(0, trainedAttributes), heldOut: byNumber(trainedAttributes, attributes) };
  });
}

/** Another number below `count` for each, uniform over all others: an independent draw, no derangement. */
export function drawOthers(numbers: readonly number[], count: number, tree: SeedTree): number[] {
  const stream = tree.stream();
  return numbers.map((number) => (number + 1 + stream.integerBelow(count - 1)) % count);
}
