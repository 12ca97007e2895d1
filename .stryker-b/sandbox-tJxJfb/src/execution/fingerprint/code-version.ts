// Which code runs, as version control knows it: the commit that is checked out where the harness lies, and a digest of all that differs from
// it. A commit alone would say of a changed trainer that it was the clean one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../../errors/caused-error.ts';

export interface CodeVersion {
  /** Null outside version control, as where the harness was installed as a package. */
  readonly commit: string | null;
  /** SHA-256 of what was changed, added or removed since the commit, but for what git ignores; null where nothing was. */
  readonly uncommitted: string | null;
}

/** The code that runs is that which was loaded, whatever becomes of its files. */
let ownVersion: CodeVersion | undefined;

/** @param folder of another copy than this one */
export function codeVersion(folder?: string): CodeVersion {
  if (folder !== undefined) return versionOf(folder);
  ownVersion ??= versionOf(fileURLToPath(new URL('../../..', import.meta.url)));
  return ownVersion;
}

/** "commit 0123456789ab, with uncommitted changes (sha256 0123456789ab)". Documents of earlier versions do not say whether there were any. */
export function describeCode({
  commit,
  uncommitted,
}: { readonly [Field in keyof CodeVersion]?: string | null }): string {
  if (typeof commit !== 'string') return 'commit unknown';
  const known = `commit ${commit.slice(0, 12)}`;
  return typeof uncommitted === 'string'
    ? `${known}, with uncommitted changes (sha256 ${uncommitted.slice(0, 12)})`
    : known;
}

function versionOf(folder: string): CodeVersion {
  // Below node_modules the commit that git knows is that of somebody else's repository.
  const isTracked = git(folder, ['ls-files', '--error-unmatch', 'package.json']) !== null;
  const commit = isTracked ? git(folder, ['rev-parse', '--verify', 'HEAD']) : null;
  return commit === null
    ? { commit: null, uncommitted: null }
    : { commit: commit.toString('utf8').trim(), uncommitted: digestOfDifference(folder) };
}

function digestOfDifference(folder: string): string | null {
  const tracked = git(folder, ['diff', 'HEAD', '--binary', '--no-color', '--no-ext-diff', '--no-textconv', '--', '.']);
  const unknown = git(folder, ['ls-files', '--others', '--exclude-standard', '-z']);
  const paths = (unknown?.toString('utf8') ?? '').split('\0').filter((path) => path !== '');
  if (tracked?.length === 0 && paths.length === 0) return null;
  const digest = createHash('sha256').update(tracked ?? '');
  for (const path of paths) {
    const content = contentOf(join(folder, path));
    digest.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

/** Git lists a repository within this one as a folder, and a file may be gone by now: then the name has to do. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'EISDIR' || codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** What git prints; null where it fails, or is not there. */
function git(folder: string, words: readonly string[]): Buffer | null {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...words], { maxBuffer: 2 ** 30 });
  return status === 0 ? stdout : null;
}
