// The paper's own task on a pretrained model: settings that worked on development seeds in PyTorch, before any claim was registered
// (docs/guides/pretrained.md). 240 countries, four questions about each, one of which is held out.
import { KNOWN_MODELS } from '../../checkpoints/known-models.ts';
import type { NamedExperiment } from '../../experiments/experiment.ts';
import { COUNTRIES_SHA256 } from '../../tasks/text/named-entities/knowledge/countries.ts';
import type { StageConfig } from '../../training/protocol-config.ts';
import { type Arm, alpha, type Change } from './arm.ts';

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

export const namedEntitiesArms = {
  base: namedEntities({}),
  uninformative: namedEntities(alpha(0.5)),
};
