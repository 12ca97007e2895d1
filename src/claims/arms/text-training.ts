// What the experiments in text have in common: optimizer, warm-up, and the decoder of experiments.md 2A.
import type { TextExperiment } from '../../experiments/experiment.ts';
import type { AdamWConfig, StageConfig } from '../../training/protocol-config.ts';

export const steps = (count: number): StageConfig['length'] => ({ kind: 'steps', steps: count });

export function firstStage(batchSize: number, length: StageConfig['length'], learningRate: number): StageConfig {
  return { batchSize, length, learningRate, warmUp: { steps: 50, shareAtMost: 0.5 } };
}

export function newDefinitions(batchSize: number, count: number, learningRate: number): StageConfig {
  return { batchSize, length: steps(count), learningRate, warmUp: { steps: 5, shareAtMost: 1 } };
}

export const textOptimizer = (weightDecay: number): AdamWConfig => ({
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay,
  gradientClip: 1,
});

/** Two pre-LayerNorm layers with learned positions. Names are loud at first, function words quiet. */
export function plainDecoder(width: number): TextExperiment['model'] {
  const linear = Math.min(0.08, 0.5 / Math.sqrt(width));
  return {
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
  };
}
