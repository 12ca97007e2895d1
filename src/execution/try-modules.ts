// Tries out users' models before anything is trained: one that breaks its promises ends the run here, and not in a worker.
import { modelAbilities } from '../configurations/model-abilities.ts';
import { showsHandwriting } from '../experiments/experiment.ts';
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
