// What stands between goldens and a change that nobody answers for: an author, a reason, and a tree whose commit is all of its code.
import { type GitTree, splitChanges } from './git-tree.ts';
import { refuseGolden } from './refuse-golden.ts';
import { isLeftover } from './write-promotion.ts';

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
