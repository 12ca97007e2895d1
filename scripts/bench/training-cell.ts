// The cells of the table: which model is trained with which batch and how many stacked seeds. All are the digit grid's residual
// MLP on symbols (src/models); width 64 and batch 64 is what the profiles train, the larger ones are where a GPU begins to pay.
import { type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import type { OptimizerConfig } from '../../src/training/protocol-config.ts';

export interface TrainingCell {
  readonly width: number;
  readonly batch: number;
  readonly seeds: number;
}

export interface TrainingSize {
  readonly width: number;
  readonly batch: number;
}

export const TRAINING_SIZES: readonly TrainingSize[] = [
  { width: 64, batch: 64 },
  { width: 128, batch: 256 },
  { width: 512, batch: 256 },
];
export const SEEDS_ON_CPU: readonly number[] = [1, 4, 8, 32];
/** A GPU is for many seeds at once. */
export const SEEDS_ON_GPU: readonly number[] = [1, 4, 8, 32, 64, 128, 256];

export const BLOCKS = 2;
export const OPTIMIZER: OptimizerConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
export const LEARNING_RATE = 2e-3;

export function modelOfWidth(width: number): ResidualMlp {
  return residualMlp(
    { kind: 'residual-mlp', width, layers: BLOCKS, patchEncoder: null },
    { features: 60, patches: null, tokens: 9, outputs: 6 },
  );
}

export function trainingCells(seeds: readonly number[]): TrainingCell[] {
  return TRAINING_SIZES.flatMap((size) => seeds.map((count) => ({ ...size, seeds: count })));
}

/** "64/64 x 4": width, batch, seeds. */
export function cellName({ width, batch, seeds }: TrainingCell): string {
  return `${width}/${batch} x ${seeds}`;
}
