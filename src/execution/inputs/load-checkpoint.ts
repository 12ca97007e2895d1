// The pretrained model that an experiment knows by the SHA-256 of its files: what lies there is hashed before a number of it is used.
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import { KNOWN_MODELS } from '../../checkpoints/known-models.ts';
import { digestOfCheckpoint, type OpenOptions, openCheckpoint, pathOf } from '../../checkpoints/open-checkpoint.ts';
import { assetPath, refuseOtherAsset, startAgain } from './asset-paths.ts';
import type { Assets } from './run-request.ts';

type CheckpointAssets = Pick<Assets, 'pathsByDigest'> & Pick<OpenOptions, 'models'>;

/**
 * A known one lies where `npm run model` has put it, another where the request says.
 * @throws HarnessError `invalid-configuration` where nobody says where it lies or a byte of it is another, `not-readable` where it is gone
 */
export function loadCheckpoint(digest: string, assets: CheckpointAssets): Checkpoint {
  const { path, ...ifChanged } = placeOf(digest, assets);
  // A third of a second for a hundred megabytes, and once a process: asset loaders keep what they have loaded.
  refuseOtherAsset(ifChanged, { path, found: digestOfCheckpoint(path), digest });
  return openCheckpoint(path);
}

/** Where it lies, and what to say where that is no longer it. */
function placeOf(digest: string, assets: CheckpointAssets) {
  const known = KNOWN_MODELS.find(({ sha256 }) => sha256 === digest);
  if (known !== undefined && assets.pathsByDigest?.[digest] === undefined) {
    return {
      path: pathOf(known.name, assets.models),
      what: `The file of the model ${known.name} is damaged.`,
      next: `\`npm run model -- ${known.name}\` fetches it anew`,
    };
  }
  return {
    path: assetPath(digest, assets, {
      what: 'The request does not say where a pretrained model lies.',
      expected: `files that are sha256 ${digest}`,
    }),
    what: 'The files of a pretrained model are no longer those that the runs were planned with.',
    next: startAgain('model'),
  };
}
