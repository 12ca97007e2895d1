// Documents and steps of the stages of an experiment, and the same experiment with another batch.
import type { Experiment } from '../experiments/experiment.ts';
import { type PlannedStage, plannedStages } from '../experiments/planned-steps.ts';
import type { StageConfig } from '../training/protocol-config.ts';

export type StageField = PlannedStage['field'];

export interface StageSize {
  readonly documents: number;
  readonly steps: number;
}

/** @throws HarnessError where a stage has fewer documents than a batch */
export function stageSizes(experiment: Experiment): (field: StageField) => StageSize {
  const known = remembered.get(experiment) ?? findSizes(experiment);
  remembered.set(experiment, known);
  return known;
}

/** Every arm asks the same of its configuration, and worlds take their time to draw. */
const remembered = new WeakMap<Experiment, ReturnType<typeof findSizes>>();

function findSizes(experiment: Experiment): (field: StageField) => StageSize {
  const { protocol } = experiment;
  const full = Object.fromEntries(
    (['stage0', 'stage1', 'stage1Questions', 'stage2'] as const)
      .filter((field) => protocol[field])
      .map((field) => [field, { ...protocol[field], batchSize: 'full' }]),
  );
  const planned = plannedStages(experiment);
  const whole = plannedStages({ ...experiment, protocol: { ...protocol, ...full } } as Experiment);
  return (field) => {
    const index = planned.findIndex((stage) => stage.field === field);
    return { documents: whole[index]?.batchSize ?? 0, steps: planned[index]?.steps ?? 0 };
  };
}

export function withBatch(experiment: Experiment, batchSize: StageConfig['batchSize']): Experiment {
  const { protocol } = experiment;
  return { ...experiment, protocol: { ...protocol, stage1: { ...protocol.stage1, batchSize } } } as Experiment;
}
