// A user's model folder, loaded: the function that it exports, and the digest of its files, by which experiments name it. Two folders
// of one digest are one model, wherever they lie; a changed byte makes another, so that the ledger never mixes them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { causedError } from '../errors/caused-error.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { contentHash } from '../experiments/content-hash.ts';
import type { CreateModel, ModelModule } from '../models/user-model.ts';

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
    throw causedError('invalid-configuration', cause, {
      what: 'A model folder cannot be loaded: its code throws an error.',
      where: file,
      next: 'the file must be TypeScript or a JavaScript module that loads by itself',
    });
  }
  if (typeof found.createModel === 'function') return found.createModel as CreateModel;
  throw new HarnessError('invalid-configuration', {
    what: 'A model folder exports no model.',
    where: file,
    got: `exports: ${Object.keys(found).join(', ') || 'none'}`,
    expected: 'export function createModel({ tf, layers, options, task }) { ... }',
  });
}

const CODE = /\.[cm]?[jt]s$/;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const TYPES = /^\s*(?:import|export)\s+type\b[^;'"]*from\s*(['"])[^'"]+\1/gm;
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;

/**
 * A model's files import one another and nothing else: what lies outside the folder is in no digest, so that the ledger could not
 * tell when it changed. Types may come from anywhere, since nothing of them is left when the model runs.
 */
function refuseForeignImports(files: readonly FolderFile[], folder: string): void {
  for (const { name, bytes } of files) {
    if (!CODE.test(name)) continue;
    const code = new TextDecoder().decode(bytes).replace(COMMENT, '').replace(TYPES, '');
    for (const [, , imported = ''] of code.matchAll(IMPORT)) {
      const target = posix.join(posix.dirname(name), imported);
      if (imported.startsWith('.') && !target.startsWith('..')) continue;
      throw new HarnessError('invalid-configuration', {
        what: 'A model imports what is not in its folder.',
        where: `${folder}: ${name}`,
        got: imported,
        expected: 'imports of files of the same folder, and of types',
        next: 'TensorFlow.js and the layers come with the request: createModel({ tf, layers, options, task })',
      });
    }
  }
}

interface FolderFile {
  /** With `/`, whatever the system writes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MOST_FILES = 500;
const MOST_BYTES = 20_000_000;

/** Files of the folder and its folders by name, but for `node_modules` and what starts with a dot. @throws HarnessError */
function modelFolderFiles(folder: string): FolderFile[] {
  const files: FolderFile[] = [];
  let bytes = 0;
  const visit = (place: string, prefix: string) => {
    for (const entry of readdirSync(place)) {
      if (entry.startsWith('.') || entry === 'node_modules') continue;
      const path = join(place, entry);
      // Links are followed: what they lead to is what a model imports.
      if (statSync(path).isDirectory()) {
        visit(path, `${prefix}${entry}/`);
        continue;
      }
      const content = readFileSync(path);
      bytes += content.length;
      files.push({ name: `${prefix}${entry}`, bytes: content });
      if (files.length > MOST_FILES || bytes > MOST_BYTES) throw tooMuch(folder);
    }
  };
  try {
    visit(folder, '');
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw causedError('invalid-configuration', cause, {
      what: 'A model folder cannot be read.',
      where: folder,
      expected: 'a folder with model.ts, model.mjs or model.js in it',
    });
  }
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** sha256 over names and bytes, in the order of the names. */
export function modelFolderDigest(files: readonly FolderFile[]): string {
  return contentHash(files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]));
}

function tooMuch(folder: string): HarnessError {
  return new HarnessError('invalid-configuration', {
    what: 'A model folder holds more than a model.',
    where: folder,
    expected: `at most ${MOST_FILES} files of ${MOST_BYTES / 1e6} MB together, all of which identify the model`,
    next: 'give the model a folder of its own',
  });
}
