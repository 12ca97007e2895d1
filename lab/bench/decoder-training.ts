// Training a decoder on text as the first experiment of its claims does in Stage 1: real documents, loss on the answers, the
// gradient clipped. Without dropout, whose masks PyTorch would draw from other chance, and without warm-up.
import { aliasEntityBase } from '../../src/claims/arms/alias-entity.ts';
import { aliasTextBase } from '../../src/claims/arms/alias-text.ts';
import { studyOf } from '../../src/experiments/study.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';
import type { SizedTraining } from './sized-training.ts';
import { operationsOfDecoder } from './step-operations.ts';
import type { DecoderName } from './training-cell.ts';

const EXPERIMENTS = { 'alias-text': aliasTextBase, 'alias-entity': aliasEntityBase };

/** @param batch for its operations; its size in training is the cell's */
export function decoderTraining(name: DecoderName, batch: number): SizedTraining {
  const experiment = EXPERIMENTS[name];
  const { stage1, optimizer } = experiment.protocol;
  const study = (seeds: number) =>
    studyOf(
      experiment,
      Array.from({ length: seeds }, (_, seed) => ({ seed, tree: seedTree(seed) })),
      { images: null, module: null },
    );
  const documents = (seeds: number) => {
    const { dropout: _, ...config } = stage1;
    const trees = Array.from({ length: seeds }, (__, seed) => seedTree(seed));
    return study(seeds).stage('stage 1', { trees, swapped: false, deal: 0, config });
  };
  const { model } = study(1);
  const length = documents(1).present([[0]]).tokens?.shape[2] as number;
  return {
    model,
    optimizer: optimizer as AdamWConfig,
    learningRate: stage1.learningRate,
    matmulOperations: operationsOfDecoder(
      { config: experiment.model, layout: model.layout },
      { documents: batch, length },
    ),
    architecture: { ...experiment.model },
    batches({ seeds, batch: size }) {
      const { count, present } = documents(seeds);
      const chance = seedTree(seeds).child('bench').child(name).stream();
      return () => present(Array.from({ length: seeds }, () => chance.choice(count, size)));
    },
  };
}
