// What one run costs on any machine: training steps, and the multiplications of matrices in them. A step multiplies each weight
// matrix with the batch once forward and twice backward (by the inputs, by the weights); 2 operations a multiply-add.
// Measurements, LayerNorm, GELU and the optimizer are left out: they are counted in minutes only.
import type { Experiment } from '../../experiments/experiment.ts';
import { type PlannedStage, plannedStages } from '../../experiments/stages.ts';
import type { StudyAssets } from '../../experiments/study.ts';
import type { Model } from '../../models/model.ts';
import type { DecoderConfig } from '../../models/model-config.ts';
import { modelOf } from '../../models/model-of.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import { drawWorld } from '../../tasks/index.ts';
import type { GridModelTask, TextModelTask } from '../../tasks/world.ts';

export interface TrainingCost {
  readonly steps: number;
  /** Floating-point operations of matrix products. */
  readonly flops: number;
}

/** Of one seed; for train-to-loss the maximum. */
export function trainingCost(experiment: Experiment, assets: StudyAssets): TrainingCost {
  const multiplyAdds = multiplyAddsADocument(experiment, assets);
  const stages = plannedStages(experiment);
  return {
    steps: sumOf(stages.map(({ steps }) => steps)),
    flops: sumOf(stages.map((stage) => 3 * 2 * multiplyAdds(stage) * stage.batchSize * stage.steps)),
  };
}

/** What a user's forward pass, or a pretrained one, multiplies is its own affair: each array of two axes or more counts once a position. */
function multiplyAddsADocument(
  { model: config, task, protocol }: Experiment,
  { images, language = null, ...models }: StudyAssets,
): (stage: PlannedStage) => number {
  const { modelTask } = drawWorld(task, seedTree(0), { images, language });
  const { layout } = modelOf(config, modelTask, models);
  if (config.kind === 'decoder' && modelTask.kind === 'text') {
    const readsAll = protocol.loss === 'all-tokens';
    return ({ positions }) => ofDecoder({ config, layout, ...modelTask }, positions, readsAll ? positions : 1);
  }
  const ofAny =
    modelTask.kind === 'grid' && config.kind !== 'module'
      ? ofResidualMlp({ layout, ...modelTask })
      : sumOf(layout.entries.filter(({ shape }) => shape.length > 1).map(({ shape }) => sizeOf(shape)));
  return ({ positions }) => positions * ofAny;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

function ofResidualMlp({ layout, patches }: Pick<Model, 'layout'> & GridModelTask): number {
  const multiplied = layout.entries.filter(({ name }) => name.endsWith('.weight') || name === 'embedding');
  // One encoder for all patches of a picture.
  const timesOf = (name: string) => (name.startsWith('patch.') ? (patches?.count ?? 0) : 1);
  return sumOf(multiplied.map(({ name, shape }) => sizeOf(shape) * timesOf(name)));
}

/** Embedding takes no product; attention two, of each position with all of them. */
function ofDecoder(
  { config, layout, words }: Pick<Model, 'layout'> & TextModelTask & { readonly config: DecoderConfig },
  positions: number,
  read: number,
): number {
  const matrices = layout.entries.filter(({ name }) => name.endsWith('.weight'));
  const weights = sumOf(matrices.map(({ shape }) => sizeOf(shape)));
  const attention = 2 * config.layers * positions * config.width;
  return positions * (weights + attention) + read * config.width * words;
}
