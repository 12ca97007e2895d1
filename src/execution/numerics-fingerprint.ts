// Under which numerics a run was made: a digest of the backend, its versions, its cohort size, and the code that makes
// numbers. Change the trainer, and the ledger's old runs are no longer taken for the new trainer's (defect "stale cache").
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../errors/harness-error.ts';
import { contentHash } from '../experiments/content-hash.ts';
import type { Backend } from '../tensors/backend.ts';

/** Layers below the ledger: everything that a number of a run can depend on. `errors` holds words alone. */
const FOLDERS = ['randomness', 'statistics', 'tasks', 'tensors', 'models', 'training', 'measurements', 'experiments'];

export function numericsFingerprint(backend: Pick<Backend, 'numerics'>, sourceFolder = defaultSourceFolder()): string {
  const code = FOLDERS.flatMap((folder) =>
    readdirSync(join(sourceFolder, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'))
      .sort()
      .map((file) => [`${folder}/${file}`, readFileSync(join(sourceFolder, folder, file), 'utf8')]),
  );
  return contentHash({ numerics: backend.numerics, arch: process.arch, code });
}

/** Its runs would be filed under numerics that did not make them. @throws HarnessError `other-numerics` */
export function refuseOtherNumerics(planned: string, here: string): void {
  if (planned === here) return;
  throw new HarnessError('other-numerics', {
    what: 'Another code, library version or device computes here than the one that the runs were planned with.',
    got: `fingerprint ${here}`,
    expected: planned,
    next: 'give all machines the same copy of iml-verify and the same kind of device, name one with --backend, and plan again',
  });
}

function defaultSourceFolder(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}
