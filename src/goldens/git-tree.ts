// What git knows of the folder with the goldens: which commit its tree stands at, and what differs from it. Provenance is a commit.
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { execa } from 'execa';
import { refuseGolden } from './refuse-golden.ts';

export interface GitTree {
  readonly root: string;
  readonly commit: string;
  /** Paths from the root, with forward slashes: changed, staged, or neither known nor ignored. */
  readonly changes: readonly string[];
}

/** @throws HarnessError `golden-refused` where there is no git, no repository or no commit yet */
export async function gitTree(folder: string): Promise<GitTree> {
  // Before the first goldens their folder need not be there.
  const inside = existsSync(folder) ? folder : dirname(folder);
  const root = (await git(inside, ['rev-parse', '--show-toplevel'])).trim();
  const commit = (await git(inside, ['rev-parse', '--verify', 'HEAD'])).trim();
  const status = await git(root, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames']);
  const changes = status.split('\0').filter((entry) => entry !== '');
  return { root: resolve(root), commit, changes: changes.map((entry) => entry.slice(3)) };
}

/** Milliseconds since the epoch. @param folder one of the tree */
export async function commitTime(folder: string, commit: string): Promise<number> {
  return Number((await git(folder, ['show', '--no-patch', '--format=%ct', commit])).trim()) * 1000;
}

/** Whether the tree stands at the commit or has come from it. */
export async function descendsFrom(folder: string, commit: string): Promise<boolean> {
  try {
    await git(folder, ['merge-base', '--is-ancestor', commit, 'HEAD']);
    return true;
  } catch {
    return false;
  }
}

/** Of the changes, those inside the folder and those elsewhere. */
export function splitChanges(
  { root, changes }: GitTree,
  folder: string,
): { readonly inside: readonly string[]; readonly outside: readonly string[] } {
  const place = existsSync(folder) ? realpathSync(folder) : join(realpathSync(dirname(folder)), basename(folder));
  const prefix = `${relative(realpathSync(root), place).split(sep).join('/')}/`;
  return {
    inside: changes.filter((path) => path.startsWith(prefix)),
    outside: changes.filter((path) => !path.startsWith(prefix)),
  };
}

async function git(folder: string, words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execa('git', ['-C', folder, ...words], { stripFinalNewline: false });
    return stdout;
  } catch (cause) {
    throw refuseGolden(
      {
        what: 'Goldens say from which commit they come, and git cannot tell.',
        where: folder,
        got: cause instanceof Error ? (cause.message.split('\n').at(-1) ?? cause.message) : String(cause),
        expected: 'a clone with git, and a commit',
        next: 'record and promote goldens in a clone of iml-verify; those of a configuration of your own (`--configuration`) need no git',
      },
      cause,
    );
  }
}

/** What stands between goldens and a change that nobody answers for: an author, a reason, and a tree whose commit is all of its code. */
export function refuseEmpty(option: string, word: string): void {
  if (word.trim() !== '') return;
  throw refuseGolden({
    what: 'Goldens are changed by someone, for a reason.',
    where: option,
    got: 'an empty text',
    expected: option === '--author' ? 'who answers for it' : 'why',
  });
}

export function refuseDirtyTree(
  tree: GitTree,
  { folder, isBegun }: { readonly folder: string; readonly isBegun: boolean },
): void {
  const { inside, outside } = splitChanges(tree, folder);
  const touched = isBegun ? [] : inside.filter((path) => !isLeftover(path));
  const changes = [...outside, ...touched];
  if (changes.length === 0) return;
  throw refuseGolden({
    what: 'Goldens change in a clean tree, so that their commit says which code made them.',
    where: tree.root,
    got: `${changes.length} changed or unknown files: ${changes.slice(0, 5).join(', ')}`,
    expected: 'nothing that `git status --porcelain` lists',
    next:
      touched.length > 0
        ? `commit or take back what is changed in ${folder} first`
        : 'commit, stash or ignore them first',
  });
}

/** As writeAtomically names its temporary files. */
export function isLeftover(path: string): boolean {
  return /(^|[\\/])\.[^\\/]+\.\d+-\d+\.tmp$/.test(path);
}
