// Where things lie that an experiment knows by their digest alone: the request says it, and what lies there must still be that.
import { HarnessError } from '../../errors/harness-error.ts';
import type { Assets } from './run-request.ts';

/** @param asked `what` the request does not say, and what is `expected` there */
export function assetPath(
  digest: string,
  { pathsByDigest = {} }: Pick<Assets, 'pathsByDigest'>,
  asked: { readonly what: string; readonly expected: string },
): string {
  const path = pathsByDigest[digest];
  if (path !== undefined) return path;
  throw new HarnessError('invalid-configuration', {
    ...asked,
    got: `paths: ${Object.values(pathsByDigest).join(', ') || 'none'}`,
    next: 'name the configuration again, and plan anew',
  });
}

/** @param about `what` has changed, and what to do `next` */
export function refuseOtherAsset(
  about: { readonly what: string; readonly next: string },
  { path, found, digest }: { readonly path: string; readonly found: string; readonly digest: string },
): void {
  if (found === digest) return;
  throw new HarnessError('invalid-configuration', {
    ...about,
    where: path,
    got: `sha256 ${found}`,
    expected: `sha256 ${digest}`,
  });
}

/** @param made what the change has made another one of: a model */
export const startAgain = (made: string) => `start again: what changed is another ${made}, and its runs are kept apart`;
