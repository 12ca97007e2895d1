// How many training steps a run will take, from its configuration alone: the denominator of progress and of plans.
import type { DigitGridConfig } from '../tasks/digit-grid-config.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import { stagePlan } from '../training/stage-plan.ts';
import type { Experiment } from './experiment.ts';

/** One training of a run: Stage 1, Stage 2, or Stage 2 once more with the tags swapped. */
export interface PlannedStage {
  readonly steps: number;
  readonly batchSize: number;
}

/** Steps of one seed over all stages; for train-to-loss the maximum. */
export function plannedSteps(experiment: Experiment): number {
  return plannedStages(experiment).reduce((sum, { steps }) => sum + steps, 0);
}

export function plannedStages({ task, protocol }: Experiment): PlannedStage[] {
  const { stageOne, stageTwo } = documentCounts(task);
  const planned = (config: StageConfig, documents: number) => {
    const { maximumSteps: steps, batchSize } = stagePlan(config, documents);
    return { steps, batchSize };
  };
  if (protocol.stage2 === null) return [planned(protocol.stage1, stageOne + stageTwo)];
  const second = planned(protocol.stage2, stageTwo);
  return [planned(protocol.stage1, stageOne), second, ...(protocol.swappedStage2 ? [second] : [])];
}

function documentCounts({ groups, trainedCells, wordOrder }: DigitGridConfig) {
  const perDefinition = wordOrder === 'alias-first' ? 2 : 1;
  return {
    stageOne: perDefinition * (groups.D1QA1 + groups.D2QA2) + trainedCells * (groups.D1QA1 + groups.D2QA2 + groups.QA3),
    stageTwo: perDefinition * (groups.D5 + groups.D6) + groups.D8,
  };
}
