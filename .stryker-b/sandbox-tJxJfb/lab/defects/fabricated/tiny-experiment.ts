// The smallest experiment that has every part: groups of 8, width 4, a few steps.
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import type { DigitGridConfig } from '../../../src/tasks/grid/digit-grid.ts';
import type { ProtocolConfig } from '../../../src/training/protocol-config.ts';

export interface Change {
  readonly task?: Partial<DigitGridConfig>;
  readonly model?: Partial<GridExperiment['model']>;
  readonly protocol?: Partial<ProtocolConfig>;
  readonly measurements?: Partial<GridExperiment['measurements']>;
}

export function tinyExperiment(change: Change = {}): GridExperiment {
  return {
    schemaVersion: 1,
    task: {
      kind: 'digit-grid',
      rendering: { kind: 'symbols' },
      cells: 3,
      trainedCells: 2,
      groups: { D1QA1: 8, D2QA2: 8, QA3: 8, D5: 8, D6: 8, D8: 8, QA7: 8 },
      consistentShare: { reliable: 1, unreliable: 0 },
      wordOrder: 'tag-first',
      ...change.task,
    },
    model: { kind: 'residual-mlp', width: 4, layers: 1, patchEncoder: null, ...change.model },
    protocol: {
      stages: 'two',
      // 64 documents, or 80 with the alias first.
      stage1: {
        batchSize: 16,
        length: { kind: 'epochs', epochs: 2 },
        learningRate: 5e-3,
        warmUp: { steps: 5, shareAtMost: 0.5 },
      },
      stage2: {
        batchSize: 8,
        length: { kind: 'steps', steps: 6 },
        learningRate: 5e-3,
        warmUp: { steps: 2, shareAtMost: 1 },
      },
      swappedStage2: false,
      optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
      curveEverySteps: null,
      ...change.protocol,
    },
    measurements: { retrieval: false, probes: null, gradientAlignment: null, ...change.measurements },
  };
}

const plain = tinyExperiment();

/** Variants by name, each with another shape of training. */
export const VARIANTS = {
  plain,
  everything: tinyExperiment({
    protocol: { swappedStage2: true, curveEverySteps: 3 },
    measurements: {
      retrieval: true,
      probes: { lambda: 1, permutations: 2 },
      gradientAlignment: { variables: 4 },
    },
  }),
  singleStage: tinyExperiment({ protocol: { stages: 'single', stage2: null }, measurements: { retrieval: true } }),
  aliasFirst: tinyExperiment({
    task: { wordOrder: 'alias-first' },
    measurements: { probes: { lambda: 1, permutations: 2 } },
  }),
  fullBatch: tinyExperiment({
    protocol: {
      stage1: { ...plain.protocol.stage1, batchSize: 'full' },
      stage2: { ...plain.protocol.stage1, batchSize: 'full' },
    },
  }),
  loss: tinyExperiment({
    protocol: {
      stage1: { ...plain.protocol.stage1, length: { kind: 'loss', target: 1e-6, maximumEpochs: 3 } },
    },
  }),
  oddSizes: tinyExperiment({
    task: { groups: { D1QA1: 5, D2QA2: 6, QA3: 0, D5: 7, D6: 3, D8: 1, QA7: 2 }, trainedCells: 1 },
    protocol: {
      swappedStage2: true,
      stage2: { ...plain.protocol.stage1, batchSize: 4, length: { kind: 'epochs', epochs: 3 } },
    },
  }),
} as const;
