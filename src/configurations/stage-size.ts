// Documents and steps of Stage 1, and the same experiment with another batch.
import type { Experiment } from '../experiments/experiment.ts';
import { type PlannedStage, plannedStages } from '../experiments/planned-steps.ts';
import type { StageConfig } from '../training/protocol-config.ts';

/** @throws HarnessError where a stage has fewer documents than a batch */
export function stageOneOf(experiment: Experiment): PlannedStage {
  return plannedStages(experiment).find(({ field }) => field === 'stage1') as PlannedStage;
}

export function withBatch(experiment: Experiment, batchSize: StageConfig['batchSize']): Experiment {
  const { protocol } = experiment;
  return { ...experiment, protocol: { ...protocol, stage1: { ...protocol.stage1, batchSize } } } as Experiment;
}

export function stageOneDocuments(experiment: Experiment): number {
  return stageOneOf(withBatch(experiment, 'full')).batchSize;
}
