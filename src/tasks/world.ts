// What every task gives to training and measuring, whatever its documents are: a world drawn from one seed. Nothing here knows of
// tensors: batches are plain numbers. Axes: S seeds, B documents, T positions, V words.
import type { RandomStream } from '../randomness/random-stream.ts';
import type { RunRoles, TagRole } from './groups.ts';

/** What a stage trains on. Text has all of them, the digit grid some. */
export type StageName =
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

/** What the loss asks: the answers of documents, or in text each next token. */
export type Loss = 'answers' | 'all-tokens';

/** Inputs and targets of a batch by name; the arrays belong to whom they are handed to. */
export type BatchNumbers = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/** One seed's share of a batch. */
export interface Part<Documents = unknown> {
  readonly documents: Documents;
  /** Which of them, as many for each seed. */
  readonly rows: readonly number[];
  /** Whatever differs from one presentation to the next comes from here. */
  readonly chance: RandomStream;
}

export interface Showing {
  readonly loss: Loss;
  /** Handwriting that training saw, or never. */
  readonly instances: 'training' | 'testing';
  /** Whether Stage 2 exchanges the two tags. */
  readonly swapped: boolean;
  /** Documents of a seed one after another in so many rows, in place of one below the other and filled up; text only. Left out: not. */
  readonly packedRows?: number;
}

/** How documents of a sort become numbers. Methods, so that a form of one sort of documents passes for a form of any. */
export interface Form<Documents = unknown> {
  count(documents: Documents): number;
  /** What the model reads of a document: in text the tokens of the longest one but its last, else 1. */
  positions(documents: Documents): number;
  /** Tokens that each document shows; left out where documents cannot be packed. */
  shownTokens?(documents: Documents): ArrayLike<number>;
  /** Stacked over seeds: `[S, ...]` each. */
  batch(parts: readonly Part<Documents>[], showing: Showing): BatchNumbers;
}

/** Questions of one kind about one group. */
export interface QuestionSet<Documents = unknown> {
  /** `qa`, `who`, `bare-alias`, or by which tag a definition is asked. */
  readonly name: string;
  readonly group: string;
  /** Or where an experiment asks for the retrieval matrix, for Stage-1 groups told apart by consistency, for bare aliases. */
  readonly asked: 'always' | 'retrieval' | 'consistency' | 'bare-alias';
  readonly documents: Documents;
  /**
   * How well they are answered, by measurement: `accuracy`, `log-likelihood`, ...; each over all targets of all answers.
   * @param logits as the model's activation `logits` has them, one row a document
   */
  readonly score: (logits: Float32Array) => Readonly<Record<string, number>>;
}

export interface World<Documents = unknown> {
  /** Which tag is reliable and which alias plays in which group (decisions.md B0). */
  readonly roles: RunRoles;
  /** Members of each group: numbers of aliases. */
  readonly members: Readonly<Record<string, readonly number[]>>;
  readonly modelTask: ModelTask;
  readonly form: Form<Documents>;
  /** @param swapped exchanges the two tags in Stage 2 (antithetic IML) */
  readonly documents: (stage: StageName, swapped: boolean) => Documents;
  /** All that a pretrained model depends on beside model and protocol, as plain JSON. Asked where there is a Stage 0. */
  readonly pretraining: () => unknown;
  readonly questions: readonly QuestionSet<Documents>[];
  /** Measurement of questions that learning curves show. */
  readonly curve: string;
  /** One question about each alias, all of the same form, so that positions align (paper.md 6.1). */
  readonly probeDocuments: (aliases: readonly number[]) => Documents;
  /** Names of the positions that an activation has in a row; null where a row is one. */
  readonly probePositions: readonly string[] | null;
  /** For gradient alignment: all documents of the alias's definition under the tag of that role. */
  readonly definitionOf: (alias: number, role: TagRole) => Documents;
  /** All questions of the form that training asks about the alias. */
  readonly questionsAbout: (alias: number) => Documents;
  /** Aliases whose gradients are held at once. */
  readonly gradientBlock: number;
  /** The same world with the aliases of Stage 2 dealt to its groups anew; left out where a task cannot. @param deal 0: as it is */
  readonly redealt?: (deal: number) => World<Documents>;
}

/** Initial embeddings differ by kind (experiments.md 2A: names loud, function words quiet). */
export const TOKEN_KINDS = ['special', 'attribute', 'value', 'symbol', 'alias', 'entity'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** The digit grid: `features` [B, F] and, where `tokens` is above 0, `tokens` [B, Q], one-hot. Logits [B, C, 2]. */
export interface GridModelTask {
  readonly kind: 'grid';
  readonly features: number;
  /** For handwriting: features are so many patches of so many pixels, one after another. Null for symbols. */
  readonly patches: { readonly count: number; readonly pixels: number } | null;
  readonly tokens: number;
  readonly outputs: number;
}

/** Text: `tokens` [B, T], numbers of words as floats, T at most `positions`. Logits [B, T, V] of the token that comes next. */
export interface TextModelTask {
  readonly kind: 'text';
  readonly words: number;
  /** Kind of each word. */
  readonly kinds: readonly TokenKind[];
  /** Number of each word in the tokenizer of a pretrained model; null where they are the tokenizer's own. Left out: there is none. */
  readonly tokens?: readonly number[] | null;
  readonly positions: number;
}

/** What a model must know of the task: its inputs and outputs. */
export type ModelTask = GridModelTask | TextModelTask;
