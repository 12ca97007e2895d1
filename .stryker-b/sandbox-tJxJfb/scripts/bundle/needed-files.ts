// Which files of node_modules the built package can reach, told by esbuild, which follows every import and require as Node does; and
// what no import names: data that is read by path, and package.json, by which Node resolves.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';

/** Read by path, or required under a name that is made up while running. */
const BY_PATH = [
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm',
  'webgpu/dist/linux-x64/dawn.node',
  // What compiles a user's configuration or model in TypeScript.
  'jiti/dist/babel.cjs',
];
/** Not carried: optional peers, and what packages try and do without. */
const LEFT_OUT = ['@tensorflow/tfjs-node-gpu', 'vitest', 'fast-check', '@fast-check/vitest', 'canvas'];
const LICENCE = /^(licen[cs]e|copying|notice)/i;

export interface NeededFiles {
  /** Below `node_modules`, with slashes. */
  readonly files: readonly string[];
  /** Folders of packages below `node_modules`. */
  readonly packages: readonly string[];
}

/** @param entries compiled files whose imports are followed; they lie in `root`, where node_modules is */
export async function neededFiles(root: string, entries: readonly string[]): Promise<NeededFiles> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outdir: 'never-written',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    // As Node resolves: no `module` field, and no condition but its own.
    mainFields: ['main'],
    conditions: [],
    external: LEFT_OUT,
    logLevel: 'silent',
    loader: { '.node': 'copy' },
  });
  const modules = join(root, 'node_modules');
  const traced = Object.keys(metafile.inputs)
    .filter((path) => path.startsWith('node_modules/'))
    .map((path) => path.slice('node_modules/'.length));
  const reached = [...new Set([...traced, ...BY_PATH])];
  const packages = [...new Set(reached.map((file) => packageOf(modules, file)))].sort();
  const licences = packages.flatMap((folder) =>
    readdirSync(join(modules, folder))
      .filter((name) => LICENCE.test(name))
      .map((name) => `${folder}/${name}`),
  );
  // Of the package, and of folders in it that hold modules of another kind.
  const manifests = reached
    .flatMap(foldersAround)
    .map((folder) => `${folder}/package.json`)
    .filter((file) => existsSync(join(modules, file)));
  return { files: [...new Set([...reached, ...licences, ...manifests])].sort(), packages };
}

/** The innermost folder with a named package around a file. */
function packageOf(modules: string, file: string): string {
  const parts = file.split('/');
  const start = parts.lastIndexOf('node_modules') + 1;
  const length = parts[start]?.startsWith('@') ? 2 : 1;
  const folder = parts.slice(0, start + length).join('/');
  if (!existsSync(join(modules, folder, 'package.json'))) throw new Error(`no package.json around ${file}`);
  return folder;
}

function foldersAround(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Every file below a folder, relative to it, with slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
