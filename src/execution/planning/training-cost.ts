// What one run costs on any machine: training steps, and the multiplications of matrices in them. A step multiplies each weight
// matrix with the batch once forward and twice backward (by the inputs, by the weights); 2 operations a multiply-add.
// Measurements, LayerNorm, GELU and the optimizer are left out: they are counted in minutes only.
import { type Experiment, showsHandwriting } from '../../experiments/experiment.ts';
import { type PlannedStage, plannedStages } from '../../experiments/stages.ts';
import type { Model } from '../../models/model.ts';
import type { DecoderConfig } from '../../models/model-config.ts';
import { modelOf } from '../../models/model-of.ts';
import type { ModelModule } from '../../models/user-model.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import type { DigitImagePool } from '../../tasks/grid/digit-images.ts';
import { drawWorld } from '../../tasks/index.ts';
import type { GridModelTask, TextModelTask } from '../../tasks/world.ts';

export interface TrainingCost {
  readonly steps: number;
  /** Floating-point operations of matrix products. */
  readonly flops: number;
}

/** Of one seed; for train-to-loss the maximum. @param images as runCohort takes them. @param module so is it */
export function trainingCost(
  experiment: Experiment,
  images: DigitImagePool | null,
  module: ModelModule | null = null,
): TrainingCost {
  const multiplyAdds = multiplyAddsADocument(experiment, showsHandwriting(experiment) ? images : null, module);
  const stages = plannedStages(experiment);
  return {
    steps: sumOf(stages.map(({ steps }) => steps)),
    flops: sumOf(stages.map((stage) => 3 * 2 * multiplyAdds(stage) * stage.batchSize * stage.steps)),
  };
}

/** What a user's forward pass multiplies is its own affair: each array of two axes or more counts once a position. */
function multiplyAddsADocument(
  { model: config, task, protocol }: Experiment,
  images: DigitImagePool | null,
  module: ModelModule | null,
): (stage: PlannedStage) => number {
  const { modelTask } = drawWorld(task, seedTree(0), { images });
  const { layout } = modelOf(config, modelTask, module);
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
