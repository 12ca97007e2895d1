// Which code ran: a commit, and a digest of what no commit holds.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeVersion, describeCode } from '../../src/execution/fingerprint/code-version.ts';
import { ownFolder } from '../temporary-folder.ts';

let folder = '';
beforeEach(() => {
  folder = ownFolder('version');
  git('init', '--quiet');
  write('package.json', '{}');
  write('.gitignore', 'ignored\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'all there is');
});

const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=spec', '-c', 'user.email=spec@localhost', '-C', folder, ...words], {
    encoding: 'utf8',
  }).trim();
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const uncommitted = () => codeVersion(folder).uncommitted;

describe('the version of the code', () => {
  it('is the commit alone where nothing differs from it', () => {
    write('ignored', 'what git does not look at');
    expect(codeVersion(folder)).toEqual({ commit: git('rev-parse', 'HEAD'), uncommitted: null });
  });

  it('has a digest of its own for each change, and none once it is taken back', () => {
    const commit = git('rev-parse', 'HEAD');
    const seen = new Set<string | null>([null]);
    const changes = [
      () => write('package.json', '{ "changed": 1 }'),
      () => write('package.json', '{ "changed": 2 }'),
      () => git('add', 'package.json'),
      () => write('package.json', '{}'),
      () => write('new.ts', 'one'),
      () => write('new.ts', 'other'),
      () => rmSync(join(folder, 'new.ts')),
    ];
    const digests = changes.map((change) => {
      change();
      return uncommitted();
    });
    expect(codeVersion(folder).commit).toBe(commit);
    const [first, second, staged, back, added, rewritten, gone] = digests;
    // Staging is no change of what runs.
    expect(staged).toBe(second);
    expect([back, gone]).toEqual([null, null]);
    for (const digest of [first, second, added, rewritten]) {
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(seen.has(digest ?? null)).toBe(false);
      seen.add(digest ?? null);
    }
  });

  it('is unknown outside version control, and within the repository of someone who installed the package', () => {
    const nothing = { commit: null, uncommitted: null };
    expect(codeVersion(ownFolder('outside'))).toEqual(nothing);
    write('.gitignore', 'node_modules\n');
    mkdirSync(join(folder, 'node_modules/iml-verify'), { recursive: true });
    write('node_modules/iml-verify/package.json', '{}');
    expect(codeVersion(join(folder, 'node_modules/iml-verify'))).toEqual(nothing);
  });

  it.each([
    [{ commit: 'c'.repeat(40), uncommitted: null }, 'commit cccccccccccc'],
    [{ commit: 'c'.repeat(40) }, 'commit cccccccccccc'],
    [
      { commit: 'c'.repeat(40), uncommitted: 'd'.repeat(64) },
      'commit cccccccccccc, with uncommitted changes (sha256 dddddddddddd)',
    ],
    [{ commit: null, uncommitted: null }, 'commit unknown'],
    [{}, 'commit unknown'],
  ])('is said in words', (version, words) => {
    expect(describeCode(version)).toBe(words);
  });
});
