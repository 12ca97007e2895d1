// The folder that the bundle carries: `node`; `app`, which is the package as `npm run build` makes it, with the programs of scripts/
// and lab/ that run without a clone, and node_modules cut down to what can be reached; `LICENCES.txt`; and last `complete`.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { filesBelow, neededFiles } from './needed-files.ts';

/** Programs that are compiled beside the package, by folder; and what they read. */
const PROGRAMS = ['scripts/gpu-evidence', 'lab/bench', 'lab/shared'];
const BESIDE_PROGRAMS = ['lab/bench/pytorch-child.py', 'lab/bench/pytorch_decoder.py'];

/** Required only when it is needed, in a way that esbuild does not see (src/schemas/checked.ts). */
const LATE = ['./node_modules/ajv/dist/2020.js'];

export interface LayOutRequest {
  readonly root: string;
  /** Made anew. */
  readonly folder: string;
  readonly node: string;
  readonly say: (words: string) => void;
}

export async function layOut({ root, folder, node, say }: LayOutRequest): Promise<void> {
  const app = join(folder, 'app');
  mkdirSync(app, { recursive: true });
  say('npm run build');
  await run(process.execPath, ['--import', './scripts/from-source.mjs', 'scripts/package/build.ts'], root);
  copyPackage(root, app);
  say('compiling the programs of scripts/ and lab/');
  await compilePrograms(root, app);
  const compiled = join(root, 'dist');
  const entries = filesBelow(compiled).filter((file) => file.endsWith('.js') && !file.startsWith('vitest/'));
  const { files, packages } = await neededFiles(root, [...entries.map((file) => join('dist', file)), ...LATE]);
  say(`${files.length} files of ${packages.length} packages`);
  for (const file of files) copy(join(root, 'node_modules', file), join(app, 'node_modules', file));
  writeFileSync(join(folder, 'LICENCES.txt'), licences(root, packages, node));
  copy(node, join(folder, 'node'));
  // Symbols of its own functions, which nothing here looks for; those that addons bind to stay.
  await run('strip', ['--strip-all', join(folder, 'node')], folder);
  writeFileSync(join(folder, 'complete'), '');
}

/** What `files` of package.json names, without declarations. */
function copyPackage(root: string, app: string): void {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  for (const name of [...manifest.files, 'package.json', 'LICENSE']) {
    const from = join(root, name);
    if (!existsSync(from)) throw new Error(`${name} of package.json's files is not there`);
    cpSync(from, join(app, name), { recursive: true, filter: (path) => !path.endsWith('.d.ts') });
  }
}

/** Into app/scripts and app/lab; where they import ../../src, a link leads to the package's own modules. */
async function compilePrograms(root: string, app: string): Promise<void> {
  const out = join(root, 'node_modules/.cache/iml-bundle');
  rmSync(out, { recursive: true, force: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '--project', 'scripts/bundle/tsconfig.json', '--outDir', out], root);
  for (const name of PROGRAMS) cpSync(join(out, name), join(app, name), { recursive: true });
  for (const name of BESIDE_PROGRAMS) copy(join(root, name), join(app, name));
  symlinkSync('dist', join(app, 'src'));
  rmSync(out, { recursive: true, force: true });
}

function licences(root: string, packages: readonly string[], node: string): string {
  const sections = [`Node.js\n\n${licenceOfNode(node)}`];
  for (const name of packages) {
    const folder = join(root, 'node_modules', name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    const file = filesBelow(folder).find((path) => /^(licen[cs]e|copying)[^/]*$/i.test(path));
    const text =
      file === undefined ? 'Its package brings no text of it.' : readFileSync(join(folder, file), 'utf8').trim();
    sections.push(`${name} ${manifest.version}: ${JSON.stringify(manifest.license ?? 'not named')}\n\n${text}`);
  }
  return `${sections.join(`\n\n${'='.repeat(100)}\n\n`)}\n`;
}

function licenceOfNode(node: string): string {
  const prefix = dirname(dirname(node));
  const places = [
    join(prefix, 'LICENSE'),
    join(prefix, 'share/doc/node/LICENSE'),
    join(prefix, 'share/doc/nodejs/LICENSE'),
  ];
  const found = places.find(existsSync);
  if (found === undefined) throw new Error(`No licence of Node.js beside ${node}: looked for ${places.join(', ')}.`);
  return readFileSync(found, 'utf8').trim();
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}

async function run(program: string, words: readonly string[], cwd: string): Promise<void> {
  const { failed, all } = await execa(program, [...words], { cwd, all: true, reject: false });
  if (failed) throw new Error(`${program} ${words.join(' ')} failed:\n${all}`);
}
