// A small stage for specs, without the engine.
import type { StageConfig } from '../../src/training/protocol-config.ts';

export function stageConfig(change: Partial<StageConfig> = {}): StageConfig {
  return {
    batchSize: 8,
    length: { kind: 'steps', steps: 20 },
    learningRate: 2e-3,
    warmUp: { steps: 4, shareAtMost: 1 },
    ...change,
  };
}
