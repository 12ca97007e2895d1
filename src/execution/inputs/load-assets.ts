// What an experiment needs besides itself, loaded when one first needs it: pictures, the model folder that it means, or the pretrained model
// with the facts that it is asked about. Whoever knows where a request's assets lie has all of them here; a kind to come is loaded here as well.

import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import { loadModelFolder } from '../../configurations/load-model-folder.ts';
import { type Experiment, showsHandwriting } from '../../experiments/experiment.ts';
import type { ModelModule } from '../../models/user-model.ts';
import type { DigitImagePool } from '../../tasks/grid/digit-images.ts';
import type { LanguageAssets } from '../../tasks/text/named-entities/named-entities.ts';
import { assetPath, refuseOtherAsset, startAgain } from './asset-paths.ts';
import { loadCheckpoint } from './load-checkpoint.ts';
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
      const { digest } = model;
      if (pretrained?.digest !== digest || pretrained.language.knowledge.sha256 !== task.knowledge.sha256) {
        pretrained?.checkpoint.close();
        pretrained = null;
        const checkpoint = loadCheckpoint(digest, assets);
        const language = { tokenizer: checkpoint.tokenizer, knowledge: loadKnowledge(task.knowledge, assets) };
        pretrained = { digest, checkpoint, language };
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

async function loadModule(digest: string, assets: Assets): Promise<ModelModule> {
  const path = assetPath(digest, assets, {
    what: "The request does not say where a user's model lies.",
    expected: `a folder whose files are sha256 ${digest}`,
  });
  const loaded = await loadModelFolder(path);
  const what = 'The files of a model folder are no longer those that the runs were planned with.';
  refuseOtherAsset({ what, next: startAgain('model') }, { path, found: loaded.digest, digest });
  return loaded;
}
