// Tries out users' models before anything is trained: one that breaks its promises (src/models/check-module.ts) ends the run here, and
// not in a worker. Which claims apply follows from what can be measured of them.
import { type Experiment, showsHandwriting } from '../experiments/experiment.ts';
import { type StudyAssets, studyOf } from '../experiments/study.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import { loadModule } from './load-module.ts';
import type { PlannedCohort } from './plan.ts';
import type { VerifyRequest } from './verify-request.ts';

/** A backend must be started. @throws HarnessError `invalid-configuration` */
export async function tryModules(
  cohorts: readonly PlannedCohort[],
  { images, modelFolders }: { readonly images: DigitImagePool; readonly modelFolders: VerifyRequest['modelFolders'] },
): Promise<void> {
  const experiments = new Map(cohorts.map(({ hash, experiment }) => [hash, experiment]));
  for (const experiment of experiments.values()) {
    const module = await loadModule(experiment, modelFolders);
    if (module === null) continue;
    await modelAbilities(experiment, { images: showsHandwriting(experiment) ? images : null, module });
  }
}

/** Names of the activations of the model, in order of depth; `logits` last. A backend must be started. @throws HarnessError `invalid-configuration` */
export async function modelAbilities(
  experiment: Experiment,
  assets: StudyAssets,
): Promise<{ readonly activations: readonly string[] }> {
  const { model } = studyOf(experiment, [{ seed: 0, tree: seedTree(0) }], assets);
  await model.check?.();
  return { activations: model.activationNames };
}
