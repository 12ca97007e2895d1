// What can be measured of the model of an experiment: which claims apply to it follows from that. The model is made and tried out
// (src/models/check-module.ts), so a folder that breaks its promises is refused here, before anything is planned.
import type { Experiment } from '../experiments/experiment.ts';
import { type StudyAssets, studyOf } from '../experiments/study.ts';
import { seedTree } from '../randomness/seed-tree.ts';

/** Names of the activations, in order of depth; `logits` last. A backend must be started. @throws HarnessError `invalid-configuration` */
export async function modelAbilities(
  experiment: Experiment,
  assets: StudyAssets,
): Promise<{ readonly activations: readonly string[] }> {
  const { model } = studyOf(experiment, [{ seed: 0, tree: seedTree(0) }], assets);
  await model.check?.();
  return { activations: model.activationNames };
}
