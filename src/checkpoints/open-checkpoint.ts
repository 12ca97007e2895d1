// The door to a model that somebody else has trained: by the name of a known one, or by its file or folder.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { type ByteSource, type OpenFile, openFile } from './byte-source.ts';
import type { Checkpoint } from './checkpoint.ts';
import { fileDigest, folderDigest } from './checkpoint-digest.ts';
import { ggufCheckpoint } from './gguf/gguf-checkpoint.ts';
import { folderCheckpoint } from './hugging-face/folder-checkpoint.ts';
import { KNOWN_MODELS, type KnownModel, modelsFolder } from './known-models.ts';

export interface OpenOptions {
  /** Folder of known models. */
  readonly models?: string;
  /** A spec counts what is read. */
  readonly open?: OpenFile;
}

/**
 * @param model the name of a known model, a GGUF file, a folder with one, or a folder of Hugging Face's
 * @throws HarnessError `invalid-checkpoint`, or `not-readable` where there is none
 */
export function openCheckpoint(model: string, { models, open = openFile }: OpenOptions = {}): Checkpoint {
  const path = pathOf(model, models);
  const opened: ByteSource[] = [];
  const openAndKeep: OpenFile = (file) => {
    const source = open(file);
    opened.push(source);
    return source;
  };
  try {
    const { file, names } = placeOf(path);
    return file === null ? folderCheckpoint(path, names, openAndKeep) : ggufCheckpoint(openAndKeep(file));
  } catch (error) {
    for (const source of opened) source.close();
    throw error;
  }
}

/** SHA-256 of what makes the model. @param model as `openCheckpoint` takes it */
export function digestOfCheckpoint(model: string, { models, open = openFile }: OpenOptions = {}): string {
  const path = pathOf(model, models);
  const { file, names } = placeOf(path);
  return file === null ? folderDigest(path, names, open) : fileDigest(file, open);
}

/** Of a known model where `npm run model` puts it; what is no name is a path already. @throws HarnessError `not-readable` */
export function pathOf(model: string, models = modelsFolder()): string {
  const known = KNOWN_MODELS.find(({ name }) => name === model);
  return known === undefined ? model : pathOfKnown(known, models);
}

function pathOfKnown({ name, file, sizeBytes }: KnownModel, models: string): string {
  const path = join(models, name, file);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === sizeBytes) return path;
  throw new HarnessError('not-readable', {
    what: size === undefined ? `The model ${name} is not here yet.` : `The file of the model ${name} is damaged.`,
    where: path,
    ...(size !== undefined && { got: `${size} bytes`, expected: `${sizeBytes} bytes` }),
    next: `\`npm run model -- ${name}\` fetches it`,
  });
}

/** The GGUF file, or null and the names of all files of a folder of Hugging Face's. @throws HarnessError `not-readable` */
function placeOf(path: string): { readonly file: string | null; readonly names: readonly string[] } {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind?.isFile()) return { file: path, names: [] };
  const names = kind?.isDirectory() ? readdirSync(path) : [];
  if (names.includes('config.json')) return { file: null, names };
  const [gguf, ...others] = names.filter((name) => name.endsWith('.gguf'));
  if (gguf !== undefined && others.length === 0) return { file: join(path, gguf), names };
  throw new HarnessError('not-readable', {
    what: kind === undefined ? 'There is no such model.' : 'A folder holds no model that is read here.',
    where: path,
    got: kind === undefined ? 'neither a file nor a folder' : names.slice(0, 8).join(', ') || 'no files',
    expected: `${KNOWN_MODELS.map(({ name }) => name).join(', ')}, a GGUF file, a folder with one, or one with config.json, tokenizer.json and safetensors`,
  });
}
