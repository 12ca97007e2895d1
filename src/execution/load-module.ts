// The model folder that an experiment means, among those of a request.
import { loadModelFolder, type ModelFolder } from '../configurations/load-model-folder.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { Experiment } from '../experiments/experiment.ts';

/**
 * @param folders paths by digest
 * @returns null where the experiment's model is one of the harness's own
 * @throws HarnessError `invalid-configuration` where the folder is missing, broken, or no longer the one that was meant
 */
export async function loadModule(
  { model }: Experiment,
  folders: Readonly<Record<string, string>> = {},
): Promise<ModelFolder | null> {
  if (model.kind !== 'module') return null;
  const path = folders[model.digest];
  if (path === undefined) {
    throw new HarnessError('invalid-configuration', {
      what: "The request does not say where a user's model lies.",
      got: `folders: ${Object.values(folders).join(', ') || 'none'}`,
      expected: `a folder whose files are sha256 ${model.digest}`,
      next: 'load the folder again and plan anew',
    });
  }
  const loaded = await loadModelFolder(path);
  if (loaded.digest === model.digest) return loaded;
  throw new HarnessError('invalid-configuration', {
    what: 'The files of a model folder are no longer those that the runs were planned with.',
    where: path,
    got: `sha256 ${loaded.digest}`,
    expected: `sha256 ${model.digest}`,
    next: 'start again: the changed files are another model, and its runs are kept apart',
  });
}
