// The questions that the profile `standard` asks in text, and which numbers of its reports answer them.

/** A number of a part of a verdict, or (`context`) one that is printed beside it; by its name there. */
export interface Reading {
  readonly name: string;
  readonly label?: string;
  readonly context?: true;
}

export interface Asked {
  readonly claim: string;
  /** Where a claim has several tests on a task: which of them, counted from 0. */
  readonly test?: number;
  readonly about?: string;
  readonly readings: readonly Reading[];
}

export interface Question {
  readonly question: string;
  readonly aliasText?: readonly Asked[];
  /** Of alias-entity, and of set inclusion. */
  readonly entities?: readonly Asked[];
}

const one = (claim: string, name: string, label?: string): readonly Asked[] => [
  { claim, readings: [label === undefined ? { name } : { name, label }] },
];
const both = (claim: string, facts: string, attribution: string): readonly Asked[] => [
  {
    claim,
    readings: [
      { name: facts, label: 'facts' },
      { name: attribution, label: 'attribution' },
    ],
  },
];
const ORDERS = ['TAE', 'ATE', 'AET', 'EAT', 'ETA', 'TEA'];

export const QUESTIONS: readonly Question[] = [
  {
    question: 'IML, D5 - D6 after Stage 2',
    aliasText: one('iml-appears', 'D5 - D6 after Stage 2'),
    entities: both(
      'iml-appears',
      'questions about facts: D5 - D6 after Stage 2',
      'entity attribution: D5 - D6 after Stage 2',
    ),
  },
  {
    question: 'the same with the tags exchanged',
    aliasText: one('tags-swapped-flips-iml', 'D5 - D6 after Stage 2 with the tags exchanged'),
    entities: both(
      'tags-swapped-flips-iml',
      'questions about facts, tags exchanged: D5 - D6',
      'entity attribution, tags exchanged: D5 - D6',
    ),
  },
  {
    question: 'uninformative tags (tag consistency .5), no gap',
    aliasText: one('uninformative-tags-no-iml', 'D5 - D6 after Stage 2 at alpha .5'),
    entities: both(
      'uninformative-tags-no-iml',
      'questions about facts at alpha .5: D5 - D6',
      'entity attribution at alpha .5: D5 - D6',
    ),
  },
  {
    question: 'IML by width 8, 16, 32',
    aliasText: one('larger-models-more-iml', 'antithetic IML by width', 'ends'),
  },
  {
    question: 'IML by batch 1024, 256, 64',
    aliasText: [
      {
        claim: 'smaller-batches-more-iml',
        about: 'equal epochs',
        readings: [{ name: 'antithetic IML by batch size', label: 'ends' }],
      },
      {
        claim: 'smaller-batches-more-iml',
        test: 1,
        about: 'equal updates',
        readings: [{ name: 'antithetic IML at batch 64 minus batch 256', label: '64 minus 256' }],
      },
    ],
  },
  {
    question: 'attribution minus facts',
    entities: one('attribution-shows-more-iml', 'IML of attribution minus IML of facts'),
  },
  {
    question: 'six word orders, attribution; the entity must come last',
    entities: [
      {
        claim: 'entity-must-come-last',
        readings: ORDERS.map((order) => ({
          name: `${order}: attribution, D5 - D6`,
          label: order,
          context: true as const,
        })),
      },
    ],
  },
  {
    question: 'a third, unseen tag lies in between',
    entities: [
      {
        claim: 'third-tag-in-between',
        readings: [
          { name: 'questions about facts: D5 - D8 (third tag)', label: 'facts: D5 - D8' },
          { name: 'questions about facts: D8 (third tag) - D6', label: 'D8 - D6' },
          { name: 'entity attribution: D5 - D8 (third tag)', label: 'attribution: D5 - D8' },
          { name: 'entity attribution: D8 (third tag) - D6', label: 'D8 - D6' },
        ],
      },
    ],
  },
  {
    question: 'three stages (definitions, then questions)',
    entities: both(
      'three-stages-iml',
      'questions about facts: D5 - D6 after Stage 2',
      'entity attribution: D5 - D6 after Stage 2',
    ),
  },
  {
    question: 'definitions in context',
    entities: one(
      'in-context-definitions-by-tag',
      'D5 - D6, each with its (true) definition before the question',
      'D5 - D6',
    ),
  },
  {
    question: 'without older aliases in Stage 0',
    entities: [
      {
        claim: 'pretraining-is-needed',
        readings: [
          { name: 'questions about facts without older aliases: D5 - D6', label: 'facts' },
          { name: 'IML on facts, with minus without older aliases', label: 'with minus without' },
        ],
      },
    ],
  },
  {
    question: 'a probe finds the tag, above chance',
    aliasText: [
      ...one('probe-decodes-tag-when-alias-first', 'probe of D1QA1 against D2QA2, ATE', 'alias first'),
      ...one('not-when-tag-first', 'probe of D1QA1 against D2QA2 after Stage 1, TAE', 'tag first'),
    ],
  },
  {
    question: 'IML without a decodable tag (loss on answers), and a decodable tag without IML (tag consistency .5)',
    aliasText: [
      {
        claim: 'decodability-is-not-iml',
        readings: [
          { name: 'loss on answers: D5 - D6 after Stage 2', label: 'loss on answers: IML' },
          { name: 'loss on answers: probe of D5 against D6 after Stage 2', label: 'probe' },
          { name: 'all tokens, alpha .5: D5 - D6 after Stage 2', label: 'tag consistency .5: IML' },
          { name: 'all tokens, alpha .5: probe of D5 against D6 after Stage 2', label: 'probe' },
        ],
      },
    ],
  },
  {
    question: 'gradients align for the reliable tag',
    aliasText: [
      {
        claim: 'gradients-align-for-reliable-tag',
        readings: [
          { name: 'cosine gap, reliable - unreliable tag', label: 'cosine gap' },
          { name: 'the same gap with uninformative tags (alpha .5)', label: 'tag consistency .5' },
        ],
      },
    ],
  },
  {
    question: 'many entities without older aliases; set inclusion: definitions are not used in Stage 1 at this scale',
    entities: [
      { claim: 'iml-appears', test: 2, readings: [{ name: 'questions about facts: D5 - D6 after Stage 2' }] },
      ...one('set-inclusion-iml', 'D5 - D6 after Stage 2', 'set inclusion'),
    ],
  },
];
