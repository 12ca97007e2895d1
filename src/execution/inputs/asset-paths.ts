// Where things lie that an experiment knows by their digest alone: the request says it, and what lies there must still be that.
import { HarnessError } from '../../errors/harness-error.ts';
import type { Assets } from './run-request.ts';

/** @param asked `what` the request does not say, and what is `expected` there */
export function assetPath(
  digest: string,
  { pathsByDigest = {} }: Assets,
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

/** @param about `what` has changed, and what that has `made` another one of: a model */
export function refuseOtherAsset(
  { what, made }: { readonly what: string; readonly made: string },
  { path, found, digest }: { readonly path: string; readonly found: string; readonly digest: string },
): void {
  if (found === digest) return;
  throw new HarnessError('invalid-configuration', {
    what,
    where: path,
    got: `sha256 ${found}`,
    expected: `sha256 ${digest}`,
    next: `start again: what changed is another ${made}, and its runs are kept apart`,
  });
}
