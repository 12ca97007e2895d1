// What one run costs on any machine: training steps, and the multiplications of matrices in them. A step multiplies each weight
// matrix with the batch once forward and twice backward (by the inputs, by the weights); 2 operations a multiply-add.
// Measurements, LayerNorm, GELU and the optimizer are left out: they are counted in minutes only.
import type { Experiment } from '../../experiments/experiment.ts';
import { plannedStages } from '../../experiments/planned-steps.ts';
import { modelOf } from '../../experiments/run-cohort.ts';
import type { ResidualMlp } from '../../models/residual-mlp.ts';
import type { DigitImagePool } from '../../tasks/digit-images.ts';

export interface TrainingCost {
  readonly steps: number;
  /** Floating-point operations of matrix products. */
  readonly flops: number;
}

/** Of one seed; for train-to-loss the maximum. @param images as runCohort takes them */
export function trainingCost(experiment: Experiment, images: DigitImagePool | null): TrainingCost {
  const isHandwriting = experiment.task.rendering.kind === 'handwriting';
  const forward = 2 * multiplyAddsADocument(modelOf(experiment, isHandwriting ? images : null));
  return plannedStages(experiment)
    .map(({ steps, batchSize }) => ({ steps, flops: 3 * forward * batchSize * steps }))
    .reduce((sum, stage) => ({ steps: sum.steps + stage.steps, flops: sum.flops + stage.flops }), {
      steps: 0,
      flops: 0,
    });
}

function multiplyAddsADocument({ layout, interface: io }: ResidualMlp): number {
  return layout.entries
    .filter(({ name }) => name.endsWith('.weight') || name === 'embedding')
    .map(({ name, shape }) => {
      const entries = shape.reduce((product, length) => product * length, 1);
      // One encoder for all patches of a picture.
      return name.startsWith('patch.') ? entries * (io.patches?.count ?? 0) : entries;
    })
    .reduce((sum, entries) => sum + entries, 0);
}
