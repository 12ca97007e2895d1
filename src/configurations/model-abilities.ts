// What can be measured of the model of an experiment: which claims apply to it follows from that. The model is made and tried out
// (src/models/check-module.ts), so a folder that breaks its promises is refused here, before anything is planned.
import type { Experiment } from '../experiments/experiment.ts';
import { type StudyAssets, studyOf } from '../experiments/study.ts';
import { seedTree } from '../randomness/seed-tree.ts';

export interface ModelAbilities {
  /** Numbers of one seed. */
  readonly parameters: number;
  /** Whether there is more to probe than the logits. */
  readonly probes: boolean;
  /** Names of the activations, in order of depth; `logits` last. */
  readonly activations: readonly string[];
}

/** A backend must be started. @throws HarnessError `invalid-configuration` */
export async function modelAbilities(experiment: Experiment, assets: StudyAssets): Promise<ModelAbilities> {
  const { model } = studyOf(experiment, [{ seed: 0, tree: seedTree(0) }], assets);
  await model.check?.();
  const { activationNames: activations, layout } = model;
  return { parameters: layout.size, probes: activations.some((name) => name !== 'logits'), activations };
}
