// The bundle itself: at most 45 MB; and in a root folder with busybox and libc, libstdc++ and libgcc, and nothing else, it says what works
// there and trains one claim, whose runs have the digests that source gives on WebAssembly. Making it takes minutes (xz).
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { type Experiment, showsHandwriting } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import { readCohorts } from '../../src/ledger/open-ledger-to-read.ts';
import { startBackend } from '../../src/tensors/backend.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LIMIT_BYTES = 45e6;
/** glibc is several files. */
const LIBRARIES = [
  'ld-linux-x86-64.so.2',
  'libc.so.6',
  'libm.so.6',
  'libdl.so.2',
  'libpthread.so.0',
  'libresolv.so.2',
  'libstdc++.so.6',
  'libgcc_s.so.1',
];
const LIBRARY_FOLDERS = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64'];
/** By its path: inside, PATH names folders of the new root. */
const CHROOT = ['/usr/sbin/chroot', '/sbin/chroot', '/usr/bin/chroot'].find(existsSync);
const BUSYBOX = ['/bin/busybox', '/usr/bin/busybox'].find(existsSync);
const libraries = LIBRARIES.map((name) => LIBRARY_FOLDERS.map((folder) => join(folder, name)).find(existsSync));

function missingPart(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the bundle is for Linux x64';
  if (execaSync('strip', ['--version'], { reject: false }).failed) return 'no strip: apt-get install binutils';
  if (execaSync('xz', ['--version'], { reject: false }).failed) return 'no xz: apt-get install xz-utils';
  if (BUSYBOX === undefined) return 'no busybox: apt-get install busybox';
  if (CHROOT === undefined) return 'no chroot';
  if (libraries.includes(undefined)) return 'the libraries lie elsewhere';
  return process.getuid?.() === 0 ? null : 'chroot and mknod are for root';
}
const missing = missingPart();

describe.skipIf(missing !== null)(`the bundle${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let folder: string;
  let place: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'iml-root-'));
    place = join(folder, 'root');
    for (const name of ['bin', 'lib64', 'lib/x86_64-linux-gnu', 'dev', 'tmp', 'home'])
      mkdirSync(join(place, name), { recursive: true });
    copyFileSync(realpathSync(BUSYBOX as string), join(place, 'bin/busybox'));
    const { stdout: applets } = await execa(BUSYBOX as string, ['--list']);
    for (const applet of applets.split('\n').filter((name) => name !== 'busybox'))
      symlinkSync('busybox', join(place, 'bin', applet));
    for (const library of libraries as string[])
      copyFileSync(realpathSync(library), join(place, 'lib/x86_64-linux-gnu', basename(library)));
    copyFileSync(join(place, 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'), join(place, 'lib64/ld-linux-x86-64.so.2'));
    execaSync('chmod', ['-R', 'a+rx', place]);
    execaSync('mknod', ['-m', '666', join(place, 'dev/null'), 'c', '1', '3']);
    execaSync('mknod', ['-m', '666', join(place, 'dev/urandom'), 'c', '1', '9']);
    const file = join(ROOT, 'scripts/bundle/main.ts');
    const made = await execa(
      process.execPath,
      [...loaderOptions(file), file, '--output', join(place, 'iml-bundle.run')],
      { cwd: ROOT, all: true, reject: false },
    );
    expect(made.exitCode, made.all).toBe(0);
  }, 1_500_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const inside = (...words: string[]) =>
    execa(CHROOT as string, [place, '/bin/sh', '-c', 'cd /home && exec sh /iml-bundle.run "$@"', 'sh', ...words], {
      env: { PATH: '/bin', HOME: '/home', NO_COLOR: '1' },
      extendEnv: false,
      reject: false,
    });

  it('is one file of at most 45 MB', () => {
    expect(statSync(join(place, 'iml-bundle.run')).size).toBeLessThanOrEqual(LIMIT_BYTES);
  });

  it('says what works where there is nothing but busybox and three libraries', { timeout: 300_000 }, async () => {
    const { exitCode, stdout, stderr } = await inside('doctor', '--json');
    expect(exitCode, stderr).toBe(0);
    const facts = JSON.parse(stdout) as {
      bestBackend: string;
      fingerprint: string;
      backends: { name: string; works: boolean; reason?: string }[];
    };
    expect(facts.bestBackend).toBe('wasm');
    expect(facts.fingerprint).toBe(codeFingerprint());
    // Dawn itself is there and can be loaded: what it lacks is a GPU.
    expect(facts.backends.find(({ name }) => name === 'webgpu')).toMatchObject({
      works: false,
      reason: expect.stringContaining('finds no GPU'),
    });
  });

  it('trains one claim there, with the bytes of source, and prints a command that works there', {
    timeout: 900_000,
  }, async () => {
    const { exitCode, stdout, stderr } = await inside(
      'run',
      '--claim',
      'iml-appears',
      '--seeds',
      '2',
      '--backend',
      'wasm',
      '--processes',
      '2',
    );
    // Two seeds confirm nothing.
    expect(exitCode, stderr).toBe(18);
    expect(stdout + stderr).toContain('sh /iml-bundle.run run');
    const { engine } = await startBackend('wasm');
    let compared = 0;
    for (const found of readCohorts(join(place, 'home/.iml/ledger'))) {
      if (found.kind !== 'valid') throw new Error(`${found.path}: ${found.kind}`);
      const { seeds, records } = found.payload;
      const experiment = JSON.parse(readFileSync(join(found.path, '../experiment.json'), 'utf8')) as Experiment;
      const images = showsHandwriting(experiment) ? loadImages(null) : null;
      const own = await runCohort({ experiment, seeds: [...seeds], images, engine });
      expect(records.map(contentHash)).toEqual(own.map(contentHash));
      compared += records.length;
    }
    expect(compared).toBeGreaterThanOrEqual(2);
  });
});
