// What an experiment needs besides itself, loaded when one first needs it: pictures, the model folder that it means, or the pretrained model
// with the facts that it is asked about. Whoever knows where a request's assets lie has all of them here; a kind to come is loaded here as well.

import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import { KNOWN_MODELS } from '../../checkpoints/known-models.ts';
import { digestOfCheckpoint, openCheckpoint } from '../../checkpoints/open-checkpoint.ts';
import { loadModelFolder } from '../../configurations/load-model-folder.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { type Experiment, showsHandwriting } from '../../experiments/experiment.ts';
import type { ModelModule } from '../../models/user-model.ts';
import type { DigitImagePool } from '../../tasks/grid/digit-images.ts';
import type { LanguageAssets } from '../../tasks/text/named-entities/named-entities.ts';
import { loadImages } from './load-images.ts';
import { loadKnowledge } from './load-knowledge.ts';
import type { Assets } from './run-request.ts';

/** As runCohort and studies take them. */
export interface LoadedAssets {
  readonly images: DigitImagePool | null;
  /** Null where the model is one of the harness's own. */
  readonly module: ModelModule | null;
  /** Both null where the model was not pretrained. */
  readonly checkpoint: Checkpoint | null;
  readonly language: LanguageAssets | null;
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
  let pretrained: Pretrained | null = null;
  return async (experiment) => {
    if (showsHandwriting(experiment)) pictures ??= loadImages(assets.imagesFolder);
    const { model, task } = experiment;
    if (model.kind === 'module' && module?.digest !== model.digest) module = await loadModule(model.digest, assets);
    if (task.kind === 'named-entities' && model.kind === 'checkpoint') {
      const { knowledge } = task;
      const isLoaded = pretrained?.digest === model.digest && pretrained.language.knowledge.sha256 === knowledge.sha256;
      if (!isLoaded) {
        pretrained?.checkpoint.close();
        pretrained = null;
        const checkpoint = loadCheckpoint(model.digest, assets);
        const { tokenizer } = checkpoint;
        pretrained = {
          ...{ digest: model.digest, checkpoint },
          language: { tokenizer, knowledge: loadKnowledge(knowledge, assets) },
        };
      }
    }
    const { checkpoint, language } = model.kind === 'checkpoint' && pretrained ? pretrained : NOT_PRETRAINED;
    return {
      images: showsHandwriting(experiment) ? pictures : null,
      module: model.kind === 'module' ? module : null,
      ...{ checkpoint, language },
    };
  };
}

interface Pretrained {
  readonly digest: string;
  readonly checkpoint: Checkpoint;
  readonly language: LanguageAssets;
}

const NOT_PRETRAINED = { checkpoint: null, language: null };

/** A known one lies where `npm run model` has put it, another where the request says. */
function loadCheckpoint(digest: string, { modelFolders = {} }: Assets): Checkpoint {
  const path = modelFolders[digest];
  const known = KNOWN_MODELS.find(({ sha256 }) => sha256 === digest);
  if (path === undefined && known !== undefined) return openCheckpoint(known.name);
  if (path === undefined) throw missing('The request does not say where a pretrained model lies.', digest);
  const found = digestOfCheckpoint(path);
  if (found !== digest) throw changed('The files of a pretrained model', { path, found, digest });
  return openCheckpoint(path);
}

async function loadModule(digest: string, { modelFolders = {} }: Assets): Promise<ModelModule> {
  const path = modelFolders[digest];
  if (path === undefined) throw missing("The request does not say where a user's model lies.", digest);
  const loaded = await loadModelFolder(path);
  if (loaded.digest === digest) return loaded;
  throw changed('The files of a model folder', { path, found: loaded.digest, digest });
}

function missing(what: string, digest: string): HarnessError {
  return new HarnessError('invalid-configuration', {
    what,
    expected: `files that are sha256 ${digest}`,
    next: 'name the configuration again, and plan anew',
  });
}

function changed(
  what: string,
  { path, found, digest }: { readonly path: string; readonly found: string; readonly digest: string },
): HarnessError {
  return new HarnessError('invalid-configuration', {
    what: `${what} are no longer those that the runs were planned with.`,
    where: path,
    got: `sha256 ${found}`,
    expected: `sha256 ${digest}`,
    next: 'start again: the changed files are another model, and its runs are kept apart',
  });
}
