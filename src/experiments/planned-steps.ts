// How many training steps a run will take, from its configuration alone: the denominator of progress and of plans.
import type { DigitGridConfig } from '../tasks/digit-grid-config.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import { stagePlan } from '../training/stage-plan.ts';
import type { Experiment } from './experiment.ts';

/** Steps of one seed over all stages; for train-to-loss the maximum. */
export function plannedSteps({ task, protocol }: Experiment): number {
  const { stageOne, stageTwo } = documentCounts(task);
  const steps = (config: StageConfig, documents: number) => stagePlan(config, documents).maximumSteps;
  if (protocol.stage2 === null) return steps(protocol.stage1, stageOne + stageTwo);
  const arms = protocol.swappedStage2 ? 2 : 1;
  return steps(protocol.stage1, stageOne) + arms * steps(protocol.stage2, stageTwo);
}

function documentCounts({ groups, trainedCells, wordOrder }: DigitGridConfig) {
  const perDefinition = wordOrder === 'alias-first' ? 2 : 1;
  return {
    stageOne: perDefinition * (groups.D1QA1 + groups.D2QA2) + trainedCells * (groups.D1QA1 + groups.D2QA2 + groups.QA3),
    stageTwo: perDefinition * (groups.D5 + groups.D6) + groups.D8,
  };
}
