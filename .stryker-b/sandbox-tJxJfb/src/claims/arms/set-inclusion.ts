// Set inclusion at the size of a processor (paper.md 2.7, experiments.md 2C): a variant in which no definition was found to be used.
import type { TextExperiment } from '../../experiments/experiment.ts';
import { type Arm, beside } from './arm.ts';
import { firstStage, newDefinitions, plainDecoder, steps, textOptimizer } from './text-training.ts';

export const setInclusionBase: TextExperiment = {
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
  model: plainDecoder(64),
  protocol: {
    stages: 'two',
    stage1: firstStage(64, steps(1500), 2e-3),
    stage2: newDefinitions(100, 150, 1e-3),
    swappedStage2: false,
    optimizer: textOptimizer(0),
    curveEverySteps: null,
  },
  measurements: { retrieval: true, probes: null, gradientAlignment: null },
};

const base: Arm = { extends: 'set-inclusion', change: beside(['retrieval']) };

export const setInclusionArms = { base };
