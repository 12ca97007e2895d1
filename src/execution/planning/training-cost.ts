// What one run costs on any machine: training steps, and the multiplications of matrices in them. A step multiplies each weight
// matrix with the batch once forward and twice backward (by the inputs, by the weights); 2 operations a multiply-add.
// Measurements, LayerNorm, GELU and the optimizer are left out: they are counted in minutes only.
import type { Experiment } from '../../experiments/experiment.ts';
import { isModule, isText, type ModuleExperiment, showsHandwriting } from '../../experiments/experiment.ts';
import { gridStudy } from '../../experiments/grid-study.ts';
import { type PlannedStage, plannedStages } from '../../experiments/planned-steps.ts';
import { textStudy } from '../../experiments/text-study.ts';
import type { Decoder } from '../../models/decoder.ts';
import type { Model } from '../../models/model.ts';
import type { ResidualMlp } from '../../models/residual-mlp.ts';
import type { ModelModule } from '../../models/user-model.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import type { DigitImagePool } from '../../tasks/digit-images.ts';

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
  const multiplyAdds = isModule(experiment)
    ? ofUserModel(experiment, images, module)
    : multiplyAddsADocument(experiment, images);
  return plannedStages(experiment)
    .map((stage) => ({ steps: stage.steps, flops: 3 * 2 * multiplyAdds(stage) * stage.batchSize * stage.steps }))
    .reduce((sum, stage) => ({ steps: sum.steps + stage.steps, flops: sum.flops + stage.flops }), {
      steps: 0,
      flops: 0,
    });
}

/** What a user's forward pass multiplies is its own affair: each array of two axes or more counts once a position. */
function ofUserModel(
  experiment: ModuleExperiment,
  images: DigitImagePool | null,
  module: ModelModule | null,
): (stage: PlannedStage) => number {
  const any = [{ seed: 0, tree: seedTree(0) }];
  const { model }: { readonly model: Model } = isText(experiment)
    ? textStudy(experiment, any, { module })
    : gridStudy(experiment, any, { images, module });
  const matrices = model.layout.entries.filter(({ shape }) => shape.length > 1);
  const ofAny = matrices.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return ({ positions }) => positions * ofAny;
}

function multiplyAddsADocument(
  experiment: Exclude<Experiment, ModuleExperiment>,
  images: DigitImagePool | null,
): (stage: PlannedStage) => number {
  const any = [{ seed: 0, tree: seedTree(0) }];
  if (isText(experiment)) {
    const { model } = textStudy(experiment, any);
    const readsAll = experiment.protocol.loss === 'all-tokens';
    return ({ positions }) => ofDecoder(model, positions, readsAll ? positions : 1);
  }
  const { model } = gridStudy(experiment, any, { images: showsHandwriting(experiment) ? images : null });
  const ofAny = ofResidualMlp(model);
  return () => ofAny;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

function ofResidualMlp({ layout, interface: io }: ResidualMlp): number {
  return layout.entries
    .filter(({ name }) => name.endsWith('.weight') || name === 'embedding')
    .map(({ name, shape }) => {
      // One encoder for all patches of a picture.
      return name.startsWith('patch.') ? sizeOf(shape) * (io.patches?.count ?? 0) : sizeOf(shape);
    })
    .reduce((sum, entries) => sum + entries, 0);
}

/** Embedding takes no product; attention two, of each position with all of them. */
function ofDecoder({ config, layout, interface: io }: Decoder, positions: number, read: number): number {
  const weights = layout.entries
    .filter(({ name }) => name.endsWith('.weight'))
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const attention = 2 * config.layers * positions * config.width;
  return positions * (weights + attention) + read * config.width * io.kinds.length;
}
