// The experiments of the paper as data (paper.md 3): what was trained, on which model, with how many seeds, and which claims here are
// about it. `iml paper` makes configurations of them.
import type { WordOrder } from '../../tasks/text/alias-entity/entity-knowledge.ts';
import type { NamedGroup } from '../../tasks/text/named-entities/cast.ts';

export type Facts = 'cvdb' | 't-rex';

interface Trained {
  readonly id: string;
  readonly says: string;
  /** As the paper's configurations name them. */
  readonly models: string;
  /** Of Stage 1, each with so many of Stage 2 from it. */
  readonly seeds: string;
  readonly facts: Facts;
  readonly entities: number;
  readonly shares: Readonly<Partial<Record<NamedGroup, number>>>;
  /** Of Stages 1 and 2; null: there is no Stage 2, and all documents are trained at once. */
  readonly epochs: readonly [number, number | null];
  readonly batchSize: number;
  /** Definitions of other forms than the paper's main one. */
  readonly definitions?: object;
  readonly consistentShare?: { readonly reliable: number; readonly unreliable: number };
  readonly inContext?: true;
  /** Tokens of a document at most, where they are more than in the main experiment. */
  readonly maximumTokens?: number;
  /** Registered claims about it: their designs change what they are about in the configuration themselves. */
  readonly claims: readonly string[];
}

interface Absent extends Pick<Trained, 'id' | 'says' | 'models' | 'seeds'> {
  /** Why no configuration can be made of it. */
  readonly absent: string;
}

export type PaperExperiment = Trained | Absent;

const MAIN_CLAIMS = [
  'iml-appears',
  'before-stage-2-no-difference',
  'consistent-definitions-are-used',
  'unreliable-still-learned',
];

/** With the third tag, as the main experiment has it. */
const MAIN_SHARES = { D1QA1: 0.25, D2QA2: 0.25, QA3: 0.1, QA4: 0.1, D5: 0.08, D6: 0.08, D8: 0.08, QA7: 0.06 };
const WITHOUT_THIRD_TAG = { D1QA1: 0.25, D2QA2: 0.25, QA3: 0.1, QA4: 0.1, D5: 0.1, D6: 0.1, QA7: 0.1 };
/** No Stage 1: the words of the tags are all that can tell. */
const NATURAL_SHARES = { D5: 0.4, D6: 0.4, QA3: 0.1, QA4: 0.1 };

const people = { facts: 'cvdb', entities: 4000, shares: MAIN_SHARES, epochs: [20, 10], batchSize: 256 } as const;
const works = { ...people, facts: 't-rex', entities: 6900 } as const;

const consistency = (alpha: number, claims: readonly string[]): Trained => ({
  ...people,
  id: `tag-consistency-${Math.round(100 * alpha)}`,
  says: `tags that keep to their promise in ${alpha} of Stage-1 definitions`,
  models: 'Pythia-2.8B or 1B',
  seeds: alpha === 0.95 ? '20 x 1' : '10 x 1 to 3',
  shares: WITHOUT_THIRD_TAG,
  // The control makes its tags uninformative itself, and means something only beside tags that are not.
  ...(alpha === 0.5 ? {} : { consistentShare: { reliable: alpha, unreliable: Number((1 - alpha).toFixed(2)) } }),
  claims,
});

const order = (wordOrder: WordOrder): Trained => ({
  ...people,
  id: `word-order-${wordOrder.toLowerCase()}`,
  says: `definitions in the order ${wordOrder}`,
  models: 'Pythia-2.8B, T5-3B',
  seeds: wordOrder === 'ATE' ? '10 x 3' : '20 x 3',
  definitions: { kind: 'tags', order: wordOrder },
  claims: MAIN_CLAIMS,
});

const amount = (entities: number, seeds: string): Trained => ({
  ...people,
  id: `data-amount-${entities}`,
  says: `two stages on ${entities} people`,
  models: 'Pythia-1B',
  seeds,
  entities,
  claims: MAIN_CLAIMS,
});

const single = (facts: typeof people | typeof works, id: string, seeds: string): Trained => ({
  ...facts,
  id,
  says: 'all documents in a single stage',
  models: 'Pythia-2.8B, 410M, T5-3B',
  seeds,
  epochs: [20, null],
  claims: ['single-stage-iml'],
});

export const PAPER_EXPERIMENTS: readonly PaperExperiment[] = [
  {
    ...people,
    id: 'two-stages-cvdb',
    says: 'the main experiment: two stages on people',
    models: 'Pythia-2.8B-deduped; 410M',
    seeds: '20 x 5; 10 x 3',
    claims: [...MAIN_CLAIMS, 'third-tag-in-between'],
  },
  {
    ...works,
    id: 'two-stages-t-rex',
    says: 'the same on creative works',
    models: 'Pythia-2.8B, 410M',
    seeds: '10 x 3',
    maximumTokens: 64,
    claims: [...MAIN_CLAIMS, 'third-tag-in-between'],
  },
  single(people, 'single-stage-cvdb', '6 (2.8B), 10'),
  { ...single(works, 'single-stage-t-rex', '6 (2.8B), 10'), maximumTokens: 64 },
  ...(['ATE', 'AET', 'EAT', 'ETA', 'TEA'] as const).map(order),
  ...[0.6, 0.7, 0.8, 0.9, 0.95].map((alpha) => consistency(alpha, MAIN_CLAIMS)),
  consistency(0.5, ['uninformative-tags-no-iml', 'iml-appears']),
  ...(
    [
      [250, '20 x 5'],
      [500, '20 x 5'],
      [1000, '10 x 5'],
      [2000, '5 x 5'],
    ] as const
  ).map(([entities, seeds]) => amount(entities, seeds)),
  {
    ...people,
    id: 'in-context',
    says: 'definitions before the questions in place of documents of their own',
    models: 'Pythia-2.8B',
    seeds: '20',
    epochs: [20, null],
    inContext: true,
    maximumTokens: 72,
    claims: ['in-context-definitions-by-tag'],
  },
  {
    ...people,
    id: 'is-isnt',
    says: 'tags in plain words ("is", "is not"), no Stage 1',
    models: 'Llama-2-7B, Pythia-2.8B',
    seeds: '10',
    entities: 1000,
    shares: NATURAL_SHARES,
    epochs: [10, null],
    batchSize: 32,
    definitions: { kind: 'is-isnt', sentences: 10 },
    maximumTokens: 72,
    claims: [],
  },
  {
    ...people,
    id: 'sources',
    says: 'tags that name a source (reputable or not), no Stage 1',
    models: 'Pythia-2.8B',
    seeds: '10',
    shares: NATURAL_SHARES,
    epochs: [20, null],
    batchSize: 512,
    definitions: { kind: 'sources', sentences: 10 },
    maximumTokens: 72,
    claims: [],
  },
  absent('three-stages', 'definitions, questions, new definitions', ['2.8B, 410M', '10 x 3'], {
    because: 'no claim asks it of a pretrained model; `three-stages-iml` asks it on alias-entity',
  }),
  absent('model-size', 'the main experiments over sizes', ['Pythia 70M to 6.9B, GPT-Neo 125M to 6B', '10 x 5'], {
    because: 'it is two-stages-cvdb once a model: make a file of each, and `iml verify` compares them',
  }),
  absent('batch-size', 'batches of 16 to 32,768', ['Pythia-1B, 2.8B', '5'], {
    because: 'no claim asks it of a pretrained model; `smaller-batches-more-iml` asks it of small ones',
  }),
  absent('random-tags', 'a random tag an alias', ['Pythia-1B', '20 x 5'], {
    because: 'named entities have three tags; `random-tags-no-iml` asks it on the grid',
  }),
  absent('t5', 'two stages and one in T5-3B', ['T5-3B', '10 x 5'], { because: 'there is no encoder-decoder here' }),
  absent('set-inclusion', 'set inclusion, from scratch', ['Pythia-70M and 160M, T5-small', '20 x 3, 20 x 5, 40 x 5'], {
    because: 'it is a task of its own here: `iml explain set-inclusion-iml`',
  }),
  absent('gradient-alignment', 'alignment of gradients at the end of Stage 1', ['Pythia-1B', '10'], {
    because: 'no claim asks it of a pretrained model; `gradients-align-for-reliable-tag` asks it of small ones',
  }),
  absent('mnist', 'question answering on MNIST', ['a convnet', 'unknown'], {
    because: 'its settings are not known; digit-grid/handwriting stands for it',
  }),
];

function absent(
  id: string,
  says: string,
  [models, seeds]: readonly [string, string],
  { because }: { readonly because: string },
): Absent {
  return { id, says, models, seeds, absent: because };
}

export const isTrained = (experiment: PaperExperiment): experiment is Trained => !('absent' in experiment);
export type TrainedInPaper = Trained;
