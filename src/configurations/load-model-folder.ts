// A user's model folder, loaded: the function that it exports, and the digest of its files, by which experiments name it.
import { join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { HarnessError } from '../errors/harness-error.ts';
import type { CreateModel, ModelModule } from '../models/user-model.ts';
import { modelFolderDigest, modelFolderFiles } from './model-folder-digest.ts';
import { refuseForeignImports } from './refuse-foreign-imports.ts';

const ENTRIES = ['model.ts', 'model.mjs', 'model.js'] as const;

export interface ModelFolder extends ModelModule {
  /** Absolute. */
  readonly path: string;
}

/** @throws HarnessError `invalid-configuration` that says what is wrong with the folder or its code */
export async function loadModelFolder(path: string): Promise<ModelFolder> {
  const folder = resolve(path);
  const files = modelFolderFiles(folder);
  const entries = ENTRIES.filter((entry) => files.some(({ name }) => name === entry));
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) {
    throw new HarnessError('invalid-configuration', {
      what: entry === undefined ? 'A model folder has no model.' : 'A model folder has several models.',
      where: folder,
      got: (entry === undefined ? files.map(({ name }) => name).slice(0, 8) : entries).join(', ') || 'no files',
      expected: `one of ${ENTRIES.join(', ')}`,
    });
  }
  refuseForeignImports(files, folder);
  const file = join(folder, entry);
  return { path: folder, file, digest: modelFolderDigest(files), createModel: await exported(file) };
}

async function exported(file: string): Promise<CreateModel> {
  // No caches: a file that changed since is another model.
  const jiti = createJiti(import.meta.url, { fsCache: false, moduleCache: false, interopDefault: false });
  let found: { readonly createModel?: unknown };
  try {
    found = await jiti.import(file);
  } catch (cause) {
    throw new HarnessError(
      'invalid-configuration',
      {
        what: 'A model folder cannot be loaded: its code throws an error.',
        where: file,
        got: cause instanceof Error ? cause.message : String(cause),
        next: 'the file must be TypeScript or a JavaScript module that loads by itself',
      },
      { cause },
    );
  }
  if (typeof found.createModel === 'function') return found.createModel as CreateModel;
  throw new HarnessError('invalid-configuration', {
    what: 'A model folder exports no model.',
    where: file,
    got: `exports: ${Object.keys(found).join(', ') || 'none'}`,
    expected: 'export function createModel({ tf, layers, options, task }) { ... }',
  });
}
