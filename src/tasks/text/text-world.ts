// What every task in text gives to training and measuring: a vocabulary, the documents of each stage, and questions with their
// right answers. Documents are rows of token numbers; nothing here knows of tensors.
import type { RunRoles } from '../run-roles.ts';

/** Initial embeddings differ by kind (experiments.md 2A: names loud, function words quiet). */
export const TOKEN_KINDS = ['special', 'attribute', 'value', 'symbol', 'alias', 'entity'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export interface Vocabulary {
  /** For people: `<ask>`, `colour 2`, ... all different. A token's number is its place. */
  readonly words: readonly string[];
  readonly kinds: readonly TokenKind[];
}

/** Whole documents: what is asked, then at the end the token that answers. */
export interface TextDocuments {
  /** Row-major [documents, length]; columns after a document's own end hold PADDING. */
  readonly tokens: Int32Array;
  /** Columns: the longest document. */
  readonly length: number;
  /** Tokens of each document, at least 2. */
  readonly lengths: Int32Array;
}

export const PADDING = -1;

export type TextStage =
  /** Stage 0: what the model knows before the experiment. */
  | 'pretraining'
  /** Definitions and questions of Stage 1. */
  | 'stage 1'
  /** The same in two parts, for three stages. */
  | 'stage 1 definitions'
  | 'stage 1 questions'
  /** Definitions of new aliases. */
  | 'stage 2'
  /** Stages 1 and 2 at once. */
  | 'single';

/** When a set of questions is asked. */
export type AskedAt = 'always' | 'retrieval';

/** Questions of one kind about one group; the last token of each document is the right answer. */
export interface QuestionSet {
  /** `qa`, `who`, or by which tag a definition is asked: `reliable-tag`, `unreliable-tag`, `third-tag`, ... */
  readonly name: string;
  readonly group: string;
  readonly asked: AskedAt;
  readonly documents: TextDocuments;
  /** Tokens that could be an answer, one list a question (shared where they are the same): the right one among them. */
  readonly candidates: readonly (readonly number[])[];
  /** What the alias's definition says in place of the truth, one a question; null for groups without definitions. */
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
  readonly documents: (stage: TextStage, swapped: boolean) => TextDocuments;
  readonly questions: readonly QuestionSet[];
  /** One question about each alias, all of the same form, so that positions align (paper.md 6.1); answer at the end. */
  readonly probeDocuments: (aliases: readonly number[]) => TextDocuments;
  /** Names of the probed positions: one for each token of a probe document but its last. */
  readonly probePositions: readonly string[];
  /** For gradient alignment: all documents of the alias's definition under the tag of that role. */
  readonly definitionOf: (alias: number, role: TagRole) => TextDocuments;
  /** All questions of the form that training asks about the alias. */
  readonly questionsAbout: (alias: number) => TextDocuments;
}

export const TAG_ROLES = ['reliable-tag', 'unreliable-tag', 'third-tag'] as const;
export type TagRole = (typeof TAG_ROLES)[number];
