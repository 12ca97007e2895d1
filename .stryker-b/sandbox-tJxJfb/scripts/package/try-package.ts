// `npm run try-package`: packs the package, puts it into an empty project and uses it there as a stranger would: the command line,
// its workers, the matchers in a spec of their own, the declarations. Without a network: the packages that ours declares, and
// nothing else of this clone, are linked beside it. With `-- --install` npm installs the tarball instead, and first by itself:
// without its optional parts it has to be small.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { codeFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { installedSize } from './installed-size.ts';
import { projectFiles } from './project-files.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
/** What a user of the matchers has installed beside ours. */
const beside = ['vitest', '@fast-check/vitest', 'fast-check', 'typescript', '@types/node'];

/** Without optional parts; twice as much was @tensorflow/tfjs with its parts for browsers alone. */
const LARGEST_INSTALL = 150 * 2 ** 20;

const project = mkdtempSync(join(tmpdir(), 'iml-package-'));
const say = (words: string) => process.stderr.write(`[try-package] ${words}\n`);
const run = (file: string, words: readonly string[], cwd = project) =>
  execa(file, words, { cwd, all: true, reject: false, env: { CI: '1' } });

try {
  await tryPackage();
  say('the package works from its tarball.');
} finally {
  rmSync(project, { recursive: true, force: true });
}

async function tryPackage(): Promise<void> {
  await demand('npm run pack', await run('npm', ['run', 'pack', '--', '--pack-destination', project], root), [0]);
  const tarball = join(project, `iml-verify-${manifest.version}.tgz`);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  if (process.argv.includes('--install')) {
    await demandSmall(tarball);
    await installFromRegistry(tarball);
  } else await linkDeclared(tarball);

  const iml = join(project, 'node_modules/iml-verify/bin/iml.mjs');
  // Two seeds confirm nothing (18), but all of it runs: workers, pictures, ledger, report.
  const words = [iml, 'run', '--claim', 'iml-appears', '--seeds', '2', '--processes', '2'];
  await demand('iml run', await run(process.execPath, words), [18]);
  const [place = ''] = readdirSync(join(project, 'reports'));
  if (!existsSync(join(project, 'reports', place, 'report.html'))) throw new Error('iml run left no report.');
  const report = readFileSync(join(project, 'reports', place, 'report.json'), 'utf8');
  if (!report.includes('npx iml run')) throw new Error('The report names a command that does not work here.');

  // Runs of a clone and of the package are each other's.
  const doctor = await run(process.execPath, [iml, 'doctor', '--json']);
  await demand('iml doctor', doctor, [0]);
  if (!doctor.all?.includes(codeFingerprint())) throw new Error('The package has another fingerprint than its source.');

  for (const [name, text] of Object.entries(projectFiles)) writeFileSync(join(project, name), text);
  await demand('vitest', await run(process.execPath, [bin('vitest/vitest.mjs'), 'run']), [0]);
  await demand('tsc', await run(process.execPath, [bin('typescript/bin/tsc'), '--noEmit']), [0]);
}

function bin(path: string): string {
  return join(project, 'node_modules', path);
}

async function installFromRegistry(tarball: string): Promise<void> {
  await demand('npm install', await run('npm', ['install', tarball, ...beside]), [0]);
}

/** In a folder of its own, with nothing that the package can do without. */
async function demandSmall(tarball: string): Promise<void> {
  const alone = join(project, 'alone');
  mkdirSync(alone);
  writeFileSync(join(alone, 'package.json'), '{ "name": "alone", "private": true }');
  const words = ['install', '--omit=optional', '--omit=dev', '--omit=peer', tarball];
  await demand('npm install, without optional parts', await run('npm', words, alone), [0]);
  const { bytes, packages } = installedSize(join(alone, 'node_modules'));
  const megabytes = (size: number) => (size / 2 ** 20).toFixed(1);
  const parts = packages.slice(0, 6).map(([name, size]) => `${name} ${megabytes(size)}`);
  const found = `${megabytes(bytes)} MB installed without optional parts (${parts.join(', ')})`;
  if (bytes > LARGEST_INSTALL) throw new Error(`${found}: more than ${megabytes(LARGEST_INSTALL)}.`);
  say(`${found}.`);
  rmSync(alone, { recursive: true });
}

/** What is not declared cannot be found from there: links are only made to what the package asks for. */
async function linkDeclared(tarball: string): Promise<void> {
  const target = join(project, 'node_modules/iml-verify');
  mkdirSync(target, { recursive: true });
  await demand('tar', await run('tar', ['-xzf', tarball, '--strip-components', '1', '-C', target]), [0]);
  for (const name of [...Object.keys(manifest.dependencies), ...beside]) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
}

async function demand(
  what: string,
  { exitCode, all }: Pick<Awaited<ReturnType<typeof run>>, 'exitCode' | 'all'>,
  expected: readonly number[],
): Promise<void> {
  if (exitCode !== undefined && expected.includes(exitCode)) {
    say(`${what}: as it should be (${exitCode}).`);
    return;
  }
  throw new Error(`${what} ended with ${exitCode}, not ${expected.join(' or ')}:\n${all}`);
}
