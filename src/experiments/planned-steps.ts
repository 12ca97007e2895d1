// How many training steps a run will take, from its configuration alone: the denominator of progress and of plans.
import { seedTree } from '../randomness/seed-tree.ts';
import type { DigitGridConfig } from '../tasks/digit-grid-config.ts';
import { drawTextWorld } from '../tasks/text/draw-text-world.ts';
import type { TextDocuments } from '../tasks/text/text-world.ts';
import { stagePlan } from '../training/stage-plan.ts';
import { type Experiment, isText } from './experiment.ts';
import { type Stage, stagesOf } from './stages.ts';
import type { StageName } from './study.ts';

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

export function plannedStages(experiment: Experiment): PlannedStage[] {
  const material = isText(experiment) ? textMaterial(experiment.task) : gridMaterial(experiment.task);
  return stagesOf(experiment.protocol).map((stage) => {
    const { documents, positions } = material(stage.documents);
    const { maximumSteps: steps, batchSize } = stagePlan(stage.config, documents);
    return { ...stage, steps, batchSize, positions };
  });
}

type Material = (name: StageName) => { readonly documents: number; readonly positions: number };

/** Every seed has as many documents as this one. */
function textMaterial(task: Parameters<typeof drawTextWorld>[0]): Material {
  const { documents } = drawTextWorld(task, seedTree(0));
  return (name) => {
    const { lengths, length }: TextDocuments = documents(name, false);
    return { documents: lengths.length, positions: length - 1 };
  };
}

function gridMaterial({ groups, trainedCells, wordOrder }: DigitGridConfig): Material {
  const perDefinition = wordOrder === 'alias-first' ? 2 : 1;
  const stageOne =
    perDefinition * (groups.D1QA1 + groups.D2QA2) + trainedCells * (groups.D1QA1 + groups.D2QA2 + groups.QA3);
  const stageTwo = perDefinition * (groups.D5 + groups.D6) + groups.D8;
  const counts: Partial<Record<StageName, number>> = {
    'stage 1': stageOne,
    'stage 2': stageTwo,
    single: stageOne + stageTwo,
  };
  return (name) => ({ documents: counts[name] ?? 0, positions: 1 });
}
