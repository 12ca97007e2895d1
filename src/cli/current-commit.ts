// What is checked out where the harness lies: for records that say which code made them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Null where it does not lie under version control, as when it was installed as a package. */
export function currentCommit(folder = fileURLToPath(new URL('../..', import.meta.url))): string | null {
  const { status, stdout } = spawnSync('git', ['-C', folder, 'rev-parse', '--verify', 'HEAD'], { encoding: 'utf8' });
  const commit = stdout?.trim() ?? '';
  return status === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
}
