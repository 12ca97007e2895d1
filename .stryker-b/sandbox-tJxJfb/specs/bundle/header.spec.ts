// The text that a bundle begins with, on an archive of a few bytes whose `node` is a script: it unpacks once, whole or not at all, and
// says in words what is in its way. The real bundle is tried in bundle.nightly.spec.ts.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleOf } from '../../scripts/bundle/header.ts';
import { sharedFolder } from '../temporary-folder.ts';

const FAKE_NODE = `#!/bin/sh
[ "$1" = --version ] && { echo v0; exit; }
echo "bundle=\${IML_BUNDLE:-none}"
for word in "$@"; do echo "<$word>"; done
exit 11
`;
const here = process.platform === 'linux' && process.arch === 'x64' ? null : 'the bundle is for Linux x64';
const missing = here ?? (execaSync('xz', ['--version'], { reject: false }).failed ? 'no xz' : null);

describe.skipIf(missing !== null)(`the header of a bundle${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  const folder = sharedFolder('header');
  let bundle: string;
  let whole: Buffer;
  let caches = 0;

  beforeAll(() => {
    bundle = join(folder, 'iml bundle.run');
    whole = bundleFrom(FAKE_NODE, ['app', 'node', 'complete']);
    writeFileSync(bundle, whole);
  });

  function bundleFrom(node: string, names: readonly string[], unpackedBytes = 1000): Buffer {
    const inside = mkdtempSync(join(folder, 'inside-'));
    mkdirSync(join(inside, 'app/bin'), { recursive: true });
    writeFileSync(join(inside, 'node'), node);
    chmodSync(join(inside, 'node'), 0o755);
    writeFileSync(join(inside, 'complete'), '');
    const packed = join(folder, 'payload.tar.xz');
    execaSync('tar', ['-I', 'xz', '-cf', packed, ...names], { cwd: inside });
    return bundleOf({ payload: readFileSync(packed), unpackedBytes, version: '0', nodeVersion: 'v0' });
  }

  const newCache = () => join(folder, `cache-${caches++}`);
  const start = (words: readonly string[], environment: Record<string, string>, file = bundle) =>
    execa('sh', [file, ...words], { env: environment, reject: false });

  it('unpacks once, and passes words, exit code and its own name on', async () => {
    const IML_BUNDLE_CACHE = newCache();
    const first = await start(['run', '--claim', 'a b', ''], { IML_BUNDLE_CACHE });
    expect(first.exitCode).toBe(11);
    expect(first.stderr).toContain('unpacking into');
    expect(first.stdout).toMatch(/^bundle=.*iml bundle\.run\n<.*app\/bin\/iml\.mjs>\n<run>\n<--claim>\n<a b>\n<>$/);
    const second = await start(['doctor'], { IML_BUNDLE_CACHE });
    expect(second.stderr).toBe('');
    expect(second.stdout).toContain('<doctor>');
    expect(readdirSync(join(IML_BUNDLE_CACHE, 'iml-bundle'))).toHaveLength(1);
  });

  it('gives gpu-evidence to its own program', async () => {
    const { stdout } = await start(['gpu-evidence', '--seeds', '2'], { IML_BUNDLE_CACHE: newCache() });
    expect(stdout).toMatch(/app\/scripts\/gpu-evidence\/main\.js>\n<--seeds>\n<2>$/);
  });

  it('prefers the cache of the user, and takes the folder for temporary files where there is none', async () => {
    const [XDG_CACHE_HOME, TMPDIR] = [newCache(), newCache()];
    await start([], { IML_BUNDLE_CACHE: '', XDG_CACHE_HOME, TMPDIR });
    expect([existsSync(XDG_CACHE_HOME), existsSync(TMPDIR)]).toEqual([true, false]);
    // A file, where nobody makes a folder, not even root.
    await start([], { IML_BUNDLE_CACHE: '', XDG_CACHE_HOME: bundle, TMPDIR });
    expect(existsSync(TMPDIR)).toBe(true);
  });

  it('leaves one folder where many start at once', async () => {
    const IML_BUNDLE_CACHE = newCache();
    const ends = await Promise.all(Array.from({ length: 6 }, () => start(['x'], { IML_BUNDLE_CACHE })));
    expect(ends.map(({ exitCode }) => exitCode)).toEqual(Array.from({ length: 6 }, () => 11));
    const [only, ...others] = readdirSync(join(IML_BUNDLE_CACHE, 'iml-bundle'));
    expect(others).toEqual([]);
    expect(readdirSync(join(IML_BUNDLE_CACHE, 'iml-bundle', only as string)).sort()).toEqual([
      'app',
      'complete',
      'node',
    ]);
  });

  async function refused(bytes: Buffer, environment: Record<string, string> = {}) {
    const IML_BUNDLE_CACHE = newCache();
    const file = join(folder, 'other.run');
    writeFileSync(file, bytes);
    const ended = await start(['doctor'], { IML_BUNDLE_CACHE, ...environment }, file);
    const left = existsSync(IML_BUNDLE_CACHE) ? readdirSync(join(IML_BUNDLE_CACHE, 'iml-bundle')) : [];
    return { code: ended.exitCode, words: ended.stderr, out: ended.stdout, left };
  }

  it('refuses a damaged file, wherever the damage is, and leaves nothing behind', async () => {
    const start = whole.indexOf('# The archive follows.\n') + '# The archive follows.\n'.length;
    for (const place of [start, Math.floor((start + whole.length) / 2), whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[place] = (damaged[place] as number) ^ 1;
      const { code, words, left } = await refused(damaged);
      expect(words).toContain('this file is damaged');
      expect([code, left]).toEqual([16, []]);
    }
    const { code, words, left } = await refused(whole.subarray(0, whole.length - 40));
    expect(words).toContain('this file is damaged');
    expect([code, left]).toEqual([16, []]);
  });

  it('refuses an archive that lacks its end', async () => {
    const { code, words, left } = await refused(bundleFrom(FAKE_NODE, ['app', 'node']));
    expect(words).toContain('could not be unpacked');
    expect([code, left]).toEqual([16, []]);
  });

  it('refuses where there is no room', async () => {
    const { code, words, left } = await refused(bundleFrom(FAKE_NODE, ['app', 'node', 'complete'], 2 ** 50));
    expect(words).toMatch(/has \d+ MiB free, and unpacked this takes \d+/);
    expect([code, left]).toEqual([16, []]);
  });

  it('says that programs cannot be run there, with the reason', async () => {
    const { code, words, left } = await refused(bundleFrom('#!/nowhere/sh\n', ['app', 'node', 'complete']));
    expect(words).toMatch(/programs cannot be run from .*not found/s);
    expect(words).toContain('noexec');
    expect([code, left]).toEqual([16, []]);
  });

  it('refuses where no folder can be written to', async () => {
    const { code, words } = await refused(whole, { IML_BUNDLE_CACHE: bundle });
    expect(words).toContain('no folder can be written to');
    expect(code).toBe(16);
  });
});
