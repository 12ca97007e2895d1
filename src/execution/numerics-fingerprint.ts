// Under which numerics a run was made: a digest of the backend, its versions, its cohort size, and the code that makes
// numbers. Change the trainer, and the ledger's old runs are no longer taken for the new trainer's (defect "stale cache").
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentHash } from '../experiments/content-hash.ts';
import type { Backend } from '../tensors/backend.ts';

/** Layers below the ledger: everything that a number of a run can depend on. */
const FOLDERS = [
  'errors',
  'randomness',
  'statistics',
  'tasks',
  'tensors',
  'models',
  'training',
  'measurements',
  'experiments',
];

export function numericsFingerprint(backend: Backend, sourceFolder = defaultSourceFolder()): string {
  const code = FOLDERS.flatMap((folder) =>
    readdirSync(join(sourceFolder, folder))
      .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'))
      .sort()
      .map((file) => [`${folder}/${file}`, readFileSync(join(sourceFolder, folder, file), 'utf8')]),
  );
  return contentHash({ numerics: backend.numerics, arch: process.arch, code });
}

function defaultSourceFolder(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}
