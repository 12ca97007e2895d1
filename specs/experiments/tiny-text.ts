// The smallest experiments in text that have every part: a few aliases, width 8, a few steps.
import type { TextExperiment } from '../../src/experiments/experiment.ts';
import type { SyntheticTextConfig } from '../../src/tasks/index.ts';
import type { StageConfig } from '../../src/training/protocol-config.ts';
import { aliasText } from '../tasks/text/text-examples.ts';

export const stage = (steps: number, change: Partial<StageConfig> = {}): StageConfig => ({
  batchSize: 8,
  length: { kind: 'steps', steps },
  learningRate: 5e-3,
  warmUp: { steps: 2, shareAtMost: 1 },
  ...change,
});

export interface TextChange {
  readonly task?: SyntheticTextConfig;
  readonly model?: Partial<TextExperiment['model']>;
  readonly protocol?: Partial<TextExperiment['protocol']>;
  readonly measurements?: Partial<TextExperiment['measurements']>;
}

export function tinyText(change: TextChange = {}): TextExperiment {
  return {
    schemaVersion: 1,
    task: change.task ?? aliasText(),
    model: {
      kind: 'decoder',
      width: 8,
      layers: 1,
      heads: 2,
      positions: { kind: 'learned', deviation: 0.1 },
      residual: 'sequential',
      norm: 'layer',
      biases: true,
      tiedOutput: false,
      initialisation: {
        linear: 0.2,
        residual: 0.1,
        embeddings: { special: 0.1, attribute: 0.1, value: 1, symbol: 1, alias: 1, entity: 1 },
      },
      ...change.model,
    },
    protocol: {
      stages: 'two',
      stage1: stage(6),
      stage2: stage(4),
      swappedStage2: false,
      optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, gradientClip: 1 },
      curveEverySteps: null,
      ...change.protocol,
    },
    measurements: { retrieval: false, probes: null, gradientAlignment: null, ...change.measurements },
  };
}
