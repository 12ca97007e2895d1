// Set inclusion at the size of a processor (paper-facts 2.7, experiments.md 2C): a variant in which no definition was found to be used.
import type { TextExperiment } from '../experiments/experiment.ts';

const width = 64;
const linear = 0.5 / Math.sqrt(width);

const base: TextExperiment = {
  schemaVersion: 1,
  task: {
    kind: 'set-inclusion',
    aliasTokens: 3,
    symbols: 26,
    numbers: 16,
    listed: 3,
    intersection: 2,
    trainQuestions: 12,
    testQuestions: 12,
    groups: { D1QA1: 200, D2QA2: 200, QA3: 0, D5: 50, D6: 50, D8: 0, QA7: 0 },
    consistentShare: { reliable: 1, unreliable: 0 },
  },
  model: {
    kind: 'decoder',
    width,
    layers: 2,
    heads: 4,
    positions: { kind: 'learned', deviation: 0.02 },
    residual: 'sequential',
    norm: 'layer',
    biases: true,
    tiedOutput: false,
    initialisation: {
      linear,
      residual: linear / 2,
      embeddings: { special: 0.1, attribute: 0.1, value: 1, symbol: 1, alias: 1, entity: 1 },
    },
  },
  protocol: {
    stages: 'two',
    stage1: {
      batchSize: 64,
      length: { kind: 'steps', steps: 1500 },
      learningRate: 2e-3,
      warmUp: { steps: 50, shareAtMost: 0.5 },
    },
    stage2: {
      batchSize: 100,
      length: { kind: 'steps', steps: 150 },
      learningRate: 1e-3,
      warmUp: { steps: 5, shareAtMost: 1 },
    },
    swappedStage2: false,
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0, gradientClip: 1 },
    curveEverySteps: null,
  },
  measurements: { retrieval: true, probes: null, gradientAlignment: null },
};

export const setInclusionExperiments = { base } as const;
