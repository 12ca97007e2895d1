// What every task in text writes: a vocabulary, the documents of each stage, and questions with their right answers. Documents are
// rows of token numbers. What training and measuring make of them: world-of-text.ts.
import {
  ASKED_IN_STAGE_ONE,
  type Cast,
  DEFINED_IN_STAGE_ONE,
  DEFINED_IN_STAGE_TWO,
  exchanged,
  type GroupName,
  occupiedGroups,
  type RunRoles,
  type TagRole,
  tagRoleOf,
} from '../groups.ts';
import type { QuestionSet, StageName, TokenKind } from '../world.ts';

export interface Vocabulary {
  /** For people: `<ask>`, `colour 2`, ... all different. A token's number is its place. */
  readonly words: readonly string[];
  readonly kinds: readonly TokenKind[];
}

/** Token numbers of one document. */
export type DocumentRow = readonly number[];

/** Whole documents: what is asked, then at the end the tokens that answer. */
export interface TextDocuments {
  /** Row-major [documents, length]; columns after a document's own end hold PADDING. */
  readonly tokens: Int32Array;
  /** Columns: the longest document. */
  readonly length: number;
  /** Tokens of each document, at least one more than its answer has. */
  readonly lengths: Int32Array;
  /** Tokens of each document's answer. Left out: one each. */
  readonly answerLengths?: Int32Array;
}

export const PADDING = -1;

/** [documents, longest]; no rows give an empty table of no columns. @param answers tokens of each answer; left out: one */
export function packDocuments(rows: readonly DocumentRow[], answers: readonly number[] = []): TextDocuments {
  const length = rows.reduce((longest, row) => Math.max(longest, row.length), 0);
  const tokens = new Int32Array(rows.length * length).fill(PADDING);
  for (const [index, row] of rows.entries()) tokens.set(row, index * length);
  const packed = { tokens, length, lengths: Int32Array.from(rows, (row) => row.length) };
  return answers.every((size) => size === 1) ? packed : { ...packed, answerLengths: Int32Array.from(answers) };
}

/** The tokens that answer a document. */
export function answerOf({ tokens, length, lengths, answerLengths }: TextDocuments, row: number): number[] {
  const end = row * length + (lengths[row] as number);
  return [...tokens.subarray(end - (answerLengths?.[row] ?? 1), end)];
}

/** Questions of one kind about one group. */
export interface TextQuestions extends Omit<QuestionSet<TextDocuments>, 'score'> {
  /** For each token of each answer, the tokens that it could be (shared where they are the same): the right one among them. */
  readonly candidates: readonly (readonly (readonly number[])[])[];
  /**
   * What the alias's definition says in place of the truth, one token a question; null for groups without definitions. Longer
   * answers have none: their later tokens are read after the right ones, which a definition that says something else is not.
   */
  readonly definitionAnswers: Int32Array | null;
}

export interface TextWorld {
  readonly vocabulary: Vocabulary;
  /** Longest document of any stage or question that the task may be configured to have, in tokens. */
  readonly maximumLength: number;
  /** Which tag is reliable and which alias plays in which group (decisions.md B0). */
  readonly roles: RunRoles;
  /** Members of each group that has any: numbers of aliases. */
  readonly members: Readonly<Record<string, readonly number[]>>;
  /** @param swapped exchanges the two tags in Stage 2 (antithetic IML) */
  readonly documents: (stage: StageName, swapped: boolean) => TextDocuments;
  readonly questions: readonly TextQuestions[];
  /** One question about each alias, all of the same form, so that positions align (paper.md 6.1); answer at the end. */
  readonly probeDocuments: (aliases: readonly number[]) => TextDocuments;
  /** Names of the probed positions: one for each token of a probe document but its last. */
  readonly probePositions: readonly string[];
  /** For gradient alignment: all documents of the alias's definition under the tag of that role. */
  readonly definitionOf: (alias: number, role: TagRole) => TextDocuments;
  /** All questions of the form that training asks about the alias. */
  readonly questionsAbout: (alias: number) => TextDocuments;
}

/** What a task writes about one alias (paper.md 1 and 3), from which the documents of each stage follow. */
export interface StageScript<Document> {
  readonly cast: Pick<Cast, 'members' | 'mistagged'>;
  /** Stage 0. Left out: the task begins with Stage 1. */
  readonly pretraining?: readonly Document[];
  /** Whether Stage 1 repeats the documents of Stage 0. */
  readonly replay?: boolean;
  /** What the alias's definition says, under the tag of that role. */
  readonly definition: (alias: number, role: TagRole) => readonly Document[];
  /** Whether stages show definitions. Left out: yes. */
  readonly showsDefinitions?: boolean;
  readonly trainedQuestions: (alias: number) => readonly Document[];
  /** Asked in Stage 1 beside the groups that every task has. */
  readonly askedBeside?: readonly number[];
}

/** A world is made of nothing else. */
export interface TextScript
  extends StageScript<DocumentRow>,
    Pick<TextWorld, 'vocabulary' | 'maximumLength' | 'questions' | 'probePositions'> {
  readonly cast: Pick<Cast, 'members' | 'mistagged' | 'roles'>;
  /** All questions of that form. */
  readonly questionsAbout: (alias: number) => readonly DocumentRow[];
  readonly probe: (alias: number) => DocumentRow;
  /** Tokens at the end of a document that answer. Left out: one. */
  readonly answerLength?: (row: DocumentRow) => number;
}

export function writeWorld(script: TextScript): TextWorld {
  const { vocabulary, maximumLength, questions, probePositions, cast, answerLength = () => 1 } = script;
  const packed = (rows: readonly DocumentRow[]) => packDocuments(rows, rows.map(answerLength));
  return {
    ...{ vocabulary, maximumLength, questions, probePositions, roles: cast.roles },
    members: occupiedGroups(cast.members),
    documents: (stage, swapped) => packed(stageDocuments(script, stage, swapped)),
    probeDocuments: (aliases) => packed(aliases.map(script.probe)),
    definitionOf: (alias, role) => packed(script.definition(alias, role)),
    questionsAbout: (alias) => packed(script.questionsAbout(alias)),
  };
}

/** The documents of a stage, the same for every task. */
export function stageDocuments<Document>(
  script: StageScript<Document>,
  stage: StageName,
  swapped: boolean,
): readonly Document[] {
  const { cast, pretraining = [], replay = false, definition, showsDefinitions = true, trainedQuestions } = script;
  const { askedBeside = [] } = script;
  const { members, mistagged } = cast;
  const definitions = (groups: readonly GroupName[]) =>
    groups.flatMap((group) => {
      const role = tagRoleOf(group, swapped);
      if (role === null || !showsDefinitions) return [];
      return members[group].flatMap((alias) => definition(alias, mistagged.has(alias) ? exchanged(role) : role));
    });
  const asked = [...ASKED_IN_STAGE_ONE.flatMap((group) => members[group]), ...askedBeside];
  const questions = () => asked.flatMap(trainedQuestions);
  const replayed = replay ? pretraining : [];
  switch (stage) {
    case 'pretraining':
      return pretraining;
    case 'stage 1':
      return [...definitions(DEFINED_IN_STAGE_ONE), ...questions(), ...replayed];
    case 'stage 1 definitions':
      return [...definitions(DEFINED_IN_STAGE_ONE), ...replayed];
    case 'stage 1 questions':
      return [...questions(), ...replayed];
    case 'stage 2':
      return definitions(DEFINED_IN_STAGE_TWO);
    case 'single':
      return [...stageDocuments(script, 'stage 1', swapped), ...stageDocuments(script, 'stage 2', swapped)];
  }
}
