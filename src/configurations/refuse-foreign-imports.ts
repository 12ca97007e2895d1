// A model's files import one another and nothing else: what lies outside the folder is in no digest, so that the ledger could not
// tell when it changed. Types may come from anywhere, since nothing of them is left when the model runs.
import { posix } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import type { FolderFile } from './model-folder-digest.ts';

const CODE = /\.[cm]?[jt]s$/;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const TYPES = /^\s*(?:import|export)\s+type\b[^;'"]*from\s*(['"])[^'"]+\1/gm;
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;

/** @throws HarnessError `invalid-configuration` */
export function refuseForeignImports(files: readonly FolderFile[], folder: string): void {
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
