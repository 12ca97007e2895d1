// How many training steps a run will take, from its configuration alone: the denominator of progress and of plans.
import { seedTree } from '../randomness/seed-tree.ts';
import { drawWorld } from '../tasks/index.ts';
import { stagePlan } from '../training/stage-plan.ts';
import type { Experiment } from './experiment.ts';
import { type Stage, stagesOf } from './stages.ts';

export interface PlannedStage extends Stage {
  readonly steps: number;
  readonly batchSize: number;
  /** What the model reads of a document: tokens of the longest one in text, else 1. */
  readonly positions: number;
}

/** Steps of one seed over all stages; for train-to-loss the maximum. Stage 0 counts whether or not it will be found. */
export function plannedSteps(experiment: Experiment): number {
  return plannedStages(experiment).reduce((sum, { steps }) => sum + steps, 0);
}

export function plannedStages({ task, protocol }: Experiment): PlannedStage[] {
  // Every seed has as many documents as this one.
  const { form, documents } = drawWorld(task, seedTree(0));
  return stagesOf(protocol).map((stage) => {
    const shown = documents(stage.documents, stage.swapped);
    const { maximumSteps: steps, batchSize } = stagePlan(stage.config, form.count(shown));
    return { ...stage, steps, batchSize, positions: form.positions(shown) };
  });
}
