// The paper's own task on a pretrained model: settings that worked on development seeds in PyTorch, before any claim was registered
// (docs/guides/pretrained.md). 240 countries, four questions about each, one of which is held out.
import { KNOWN_MODELS } from '../../checkpoints/known-models.ts';
import type { NamedExperiment } from '../../experiments/experiment.ts';
import type { WordOrder } from '../../tasks/text/alias-entity/entity-knowledge.ts';
import { COUNTRIES_SHA256 } from '../../tasks/text/named-entities/knowledge/countries.ts';
import { FILMS } from '../../tasks/text/named-entities/knowledge/known-facts.ts';
import type { StageConfig } from '../../training/protocol-config.ts';
import { type Arm, alpha, type Change, type StageChange } from './arm.ts';

const stage = (batchSize: number, epochs: number): StageConfig => ({
  batchSize,
  length: { kind: 'epochs', epochs },
  learningRate: 3e-4,
  warmUp: { steps: 1000, shareAtMost: 0.1 },
  decay: 'linear',
});

/** An arm of Stage 2 costs a tenth of Stage 1, and the mean over deals leaves out a part of which countries fell to D5 and D6. */
export const STAGE_2_DEALS = 4;

const { sha256 } = KNOWN_MODELS[0] as (typeof KNOWN_MODELS)[number];

export const namedEntitiesBase: NamedExperiment = {
  schemaVersion: 1,
  task: {
    kind: 'named-entities',
    knowledge: { kind: 'countries', sha256: COUNTRIES_SHA256 },
    attributes: ['capital', 'continent', 'language', 'currency'],
    groups: { D1QA1: 60, D2QA2: 60, QA3: 24, QA4: 24, D5: 29, D6: 29, D8: 0, QA7: 14 },
    consistentShare: { reliable: 1, unreliable: 0 },
    heldOutShare: 1 / 4,
    definitions: { kind: 'tags', order: 'TAE' },
    inContext: false,
    spelling: { kind: 'letters', tokens: { least: 1, most: 3 } },
    attribution: ['name'],
    maximumTokens: 48,
    padding: 'none',
    answerTokens: 8,
    vocabulary: 'occurring',
  },
  model: { kind: 'checkpoint', digest: sha256 },
  protocol: {
    stages: 'two',
    stage1: stage(32, 8),
    stage2: stage(16, 10),
    swappedStage2: true,
    stage2Deals: STAGE_2_DEALS,
    loss: 'all-tokens',
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0, gradientClip: 1 },
    curveEverySteps: null,
  },
  measurements: { retrieval: false, probes: null, gradientAlignment: null },
};

const namedEntities = (change: Change): Arm => ({ extends: 'named-entities', change });

type NamedChange = NonNullable<Change['task']>;

const inOrder = (order: WordOrder) => namedEntities({ task: { definitions: { kind: 'tags', order } } });

/** All documents at once: there is no model before the definitions of D5 and D6, from which Stage 2 could be run again. */
const singleStage = (task: NamedChange = {}, stage1: StageChange = {}) =>
  namedEntities({ task, protocol: { stages: 'single', stage1, stage2: null, swappedStage2: false } });

/** The tag that marked consistent definitions marks the others, and everything else is as it was: D5 and D6 are the same entities. */
const EXCHANGED = { consistentShare: { reliable: 0, unreliable: 1 } } as const;

/** As many aliases of Stage 2 as the base has, of which QA7 keeps nearly all. */
const NEW = { times: 20 / 29 } as const;
const NONE = { times: 0 } as const;

export const namedEntitiesArms = {
  base: namedEntities({}),
  uninformative: namedEntities(alpha(0.5)),
  thirdTag: namedEntities({
    task: { groups: { D5: NEW, D6: NEW, D8: { of: 'D5', ...NEW }, QA7: { times: 12 / 14 } } },
  }),
  ATE: inOrder('ATE'),
  AET: inOrder('AET'),
  EAT: inOrder('EAT'),
  ETA: inOrder('ETA'),
  TEA: inOrder('TEA'),
  singleStage: singleStage(),
  singleStageExchanged: singleStage(EXCHANGED),
  inContext: singleStage({ inContext: true }),
  /** Stage 1 alone, with as many names as aliases with and without definitions, and half of the questions held out. */
  names: singleStage({
    heldOutShare: 1 / 2,
    groups: { QA3: { times: 60 / 24 }, QA4: { times: 60 / 24 }, D5: NONE, D6: NONE, QA7: NONE },
  }),
  /** No Stage 1 says which wording to trust (paper.md 2.6): definitions of D5 affirm, those of D6 deny. */
  isIsnt: singleStage(
    {
      definitions: { kind: 'is-isnt', sentences: 5 },
      groups: { D1QA1: NONE, D2QA2: NONE, D5: { times: 96 / 29 }, D6: { times: 96 / 29 }, QA7: NONE },
    },
    { length: { times: 1 / 2 } },
  ),
  films: namedEntities({
    task: {
      knowledge: { kind: FILMS.kind, sha256: FILMS.sha256 },
      attributes: ['P57', 'P750', 'P136', 'P577'],
    },
  }),
};
