// Under which numerics a run was made: a digest of the backend, its versions, its cohort size, and the meaning of the code that makes
// numbers. Change the trainer, and the ledger's old runs are no longer taken for the new trainer's (defect "stale cache"); reword a
// comment, and they still are.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../errors/harness-error.ts';
import { contentHash } from '../../experiments/content-hash.ts';
import type { Backend } from '../../tensors/backend.ts';
import { codeDigest } from './code-digest.ts';

/** The code that runs is that which was loaded, whatever becomes of its files; to read it takes half a second. */
let ownCode: string | undefined;

export function numericsFingerprint({ numerics }: Pick<Backend, 'numerics'>, code = codeFingerprint()): string {
  return contentHash({ numerics, arch: process.arch, code });
}

/**
 * Of the code alone, the same on every machine and in every form that it is shipped in.
 * @param folder `src` or `dist` of another copy than this one
 */
export function codeFingerprint(folder?: string): string {
  if (folder !== undefined) return codeDigest({ folder, packages: demandedPackages() });
  ownCode ??= codeDigest({ folder: ownFolder(), packages: demandedPackages() });
  return ownCode;
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

/** `src` or `dist`, whichever this file lies in. */
function ownFolder(): string {
  return dirname(dirname(dirname(fileURLToPath(import.meta.url))));
}

/** Name -> version, from the package.json of this copy. */
function demandedPackages(): Readonly<Record<string, string>> {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Partial<
    Record<'dependencies' | 'optionalDependencies' | 'peerDependencies', Record<string, string>>
  >;
  return { ...manifest.peerDependencies, ...manifest.optionalDependencies, ...manifest.dependencies };
}
