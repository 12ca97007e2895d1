// What can be probed of a model of one's own: it is made and tried out, which also refuses one that breaks its promises.
import type { Configuration } from '../configurations/configuration.ts';
import { loadModule } from '../execution/load-module.ts';
import { modelAbilities } from '../execution/try-modules.ts';
import { isModule, showsHandwriting } from '../experiments/experiment.ts';
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import { startBackend } from '../tensors/backend.ts';
import type { BackendName } from '../tensors/backend-name.ts';

/** Null for the harness's own models. @throws HarnessError `invalid-configuration` */
export async function activationsOf(
  { experiment, modelFolders }: Configuration,
  { images, backend }: { readonly images: DigitImagePool; readonly backend: BackendName | null },
): Promise<readonly string[] | null> {
  if (!isModule(experiment)) return null;
  await startBackend(backend);
  const module = await loadModule(experiment, modelFolders);
  const assets = { images: showsHandwriting(experiment) ? images : null, module };
  return (await modelAbilities(experiment, assets)).activations;
}
