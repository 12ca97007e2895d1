// What an experiment needs besides itself, loaded when one first needs it: pictures, and the model folder that it means. Whoever knows where
// a request's assets lie has all of them here; a kind to come is loaded here as well.
import { loadModelFolder } from '../../configurations/load-model-folder.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { type Experiment, showsHandwriting } from '../../experiments/experiment.ts';
import type { ModelModule } from '../../models/user-model.ts';
import type { DigitImagePool } from '../../tasks/grid/digit-images.ts';
import { loadImages } from './load-images.ts';
import type { Assets } from './run-request.ts';

/** As runCohort and studies take them. */
export interface LoadedAssets {
  readonly images: DigitImagePool | null;
  /** Null where the model is one of the harness's own. */
  readonly module: ModelModule | null;
}

/**
 * @param images the pictures of these assets, for who has loaded them already
 * @returns a function that throws HarnessError `invalid-configuration` where the folder is missing, broken, or no longer the one that was meant
 */
export function assetLoader(
  assets: Assets,
  images: DigitImagePool | null = null,
): (experiment: Experiment) => Promise<LoadedAssets> {
  let pictures = images;
  /** The last that was asked for, with its digest. */
  let module: ModelModule | null = null;
  return async (experiment) => {
    if (showsHandwriting(experiment)) pictures ??= loadImages(assets.imagesFolder);
    const { model } = experiment;
    if (model.kind === 'module' && module?.digest !== model.digest) module = await loadModule(model.digest, assets);
    return {
      images: showsHandwriting(experiment) ? pictures : null,
      module: model.kind === 'module' ? module : null,
    };
  };
}

async function loadModule(digest: string, { modelFolders = {} }: Assets): Promise<ModelModule> {
  const path = modelFolders[digest];
  if (path === undefined) {
    throw new HarnessError('invalid-configuration', {
      what: "The request does not say where a user's model lies.",
      got: `folders: ${Object.values(modelFolders).join(', ') || 'none'}`,
      expected: `a folder whose files are sha256 ${digest}`,
      next: 'load the folder again and plan anew',
    });
  }
  const loaded = await loadModelFolder(path);
  if (loaded.digest === digest) return loaded;
  throw new HarnessError('invalid-configuration', {
    what: 'The files of a model folder are no longer those that the runs were planned with.',
    where: path,
    got: `sha256 ${loaded.digest}`,
    expected: `sha256 ${digest}`,
    next: 'start again: the changed files are another model, and its runs are kept apart',
  });
}
