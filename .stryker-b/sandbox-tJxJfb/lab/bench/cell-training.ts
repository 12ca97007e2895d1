// What a cell trains: the model, its optimizer, and batches.
import { type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { decoderTraining } from './decoder-training.ts';
import { randomBatch } from './random-training.ts';
import type { SizedTraining } from './sized-training.ts';
import { operationsOfMlp } from './step-operations.ts';
import type { TrainingSize } from './training-cell.ts';

const BLOCKS = 2;

export function sizedTraining(size: TrainingSize): SizedTraining {
  return size.decoder === undefined ? gridTraining(size) : decoderTraining(size.decoder, size.batch);
}

export function modelOfWidth(width: number): ResidualMlp {
  return residualMlp(
    { kind: 'residual-mlp', width, layers: BLOCKS, patchEncoder: null },
    { features: 60, patches: null, tokens: 9, outputs: 6 },
  );
}

function gridTraining({ width, batch }: TrainingSize): SizedTraining {
  const model = modelOfWidth(width);
  return {
    model,
    optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    learningRate: 2e-3,
    matmulOperations: operationsOfMlp(model, batch),
    architecture: { kind: 'residual-mlp', width, blocks: BLOCKS, outputs: model.interface.outputs },
    batches(cell) {
      const chance = seedTree(cell.seeds).child('bench').child(width).stream();
      return () => randomBatch(model, { ...cell, chance });
    },
  };
}
