// The words of `npm run native`, and where it runs.
import { describe, expect, it } from 'vitest';
import { parseNativeOptions } from '../../scripts/native/options.ts';
import { requireGpu, requireSupported, thisPlatform } from '../../scripts/native/platform.ts';
import { requireSpace } from '../../scripts/wheels/disk-space.ts';
import { refusal } from '../refusal.ts';

describe('the options of npm run native', () => {
  it('build for the CPU where nothing is said', () => {
    expect(parseNativeOptions([])).toEqual({
      kind: 'cpu',
      check: false,
      force: false,
      offline: false,
      wheels: [],
      withoutGpu: false,
      help: false,
    });
  });

  it('take several wheels', () => {
    const options = parseNativeOptions(['--cuda', '--wheel', 'a.whl', '--wheel=b.whl', '--offline', '--force']);
    expect(options).toMatchObject({ kind: 'cuda', wheels: ['a.whl', 'b.whl'], offline: true, force: true });
  });

  it.each([[['--gpu']], [['cuda']], [['--wheel']], [['--without-gpu']], [['--check', '--force']], [['--cuda=yes']]])(
    'refuse %s and list what there is',
    (words) => {
      expect(() => parseNativeOptions(words)).toThrow(refusal('invalid-option', '--cuda, --without-gpu'));
    },
  );
});

describe('the platform', () => {
  const linux = { system: 'linux', processor: 'x64', glibc: '2.36' };

  it('is supported on Linux x64 with the GNU C library', () => {
    expect(() => requireSupported(linux)).not.toThrow();
    expect(() => requireSupported({ ...linux, glibc: '2.27' })).not.toThrow();
    if (process.platform === 'linux') expect(thisPlatform().processor).toBe(process.arch);
  });

  it.each([
    [{ system: 'darwin', processor: 'arm64', glibc: null }, 'darwin arm64'],
    [{ ...linux, processor: 'arm64' }, 'linux arm64'],
    [{ ...linux, glibc: null }, 'another C library'],
    [{ ...linux, glibc: '2.17' }, 'glibc 2.17'],
  ])('is refused as %o, with wasm as the way out', (platform, got) => {
    expect(() => requireSupported(platform)).toThrow(
      expect.objectContaining({
        code: 'native-build',
        parts: expect.objectContaining({ got, next: expect.stringContaining('wasm') }),
      }),
    );
  });

  it('has a GPU, or says before gigabytes are fetched that it has none', () => {
    expect(() => requireGpu(true)).not.toThrow();
    expect(() => requireGpu(false)).toThrow(/this machine shows none.*\n.*nvidia/);
  });

  it('has space, or says how much is missing', () => {
    expect(() => requireSpace('/somewhere', 1e9, () => 1e9)).not.toThrow();
    expect(() => requireSpace('/somewhere', 1.2e9, () => 0.3e9)).toThrow(
      expect.objectContaining({ parts: expect.objectContaining({ got: '0.3 GB free', where: '/somewhere' }) }),
    );
  });
});
