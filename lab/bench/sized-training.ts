// One form for the trainings of all models, so that nothing else asks which one it is.
import type { Model } from '../../src/models/model.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';
import type { TrainingCell } from './training-cell.ts';

export interface SizedTraining {
  readonly model: Model;
  readonly optimizer: AdamWConfig;
  readonly learningRate: number;
  /** Of the matrix products of one step of one seed. */
  readonly matmulOperations: number;
  /** All that a program in another language must know of the model beside the shapes of its arrays. */
  readonly architecture: Readonly<Record<string, unknown>>;
  /** Draws batches of the cell, one after another. */
  readonly batches: (cell: TrainingCell) => () => NamedNumbers;
}
