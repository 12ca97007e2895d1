// Compiles the addon: the two C++ files that come with @tensorflow/tfjs-node-gpu, which use some sixty functions of TensorFlow's C
// interface, and our session-options.cc, linked to the libraries beside it by a path relative to itself; and quiet.cc.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { ADDON_FILE, type NativeKind, QUIET_FILE } from '../../src/tensors/native/native-files.ts';
import { type Ran, runProgram } from '../wheels/run-program.ts';
import type { Workshop } from '../wheels/workshop.ts';
import type { Compiler } from './compiler.ts';
import { LIBRARIES } from './wheels.ts';

const require = createRequire(import.meta.url);
const BINDING = '@tensorflow/tfjs-node-gpu/package.json';

export function tfjsNodeVersion(): string {
  return (JSON.parse(readFileSync(require.resolve(BINDING), 'utf8')) as { version: string }).version;
}

/** @param folder holds tensorflow/ with its libraries and headers, and gets the addon; @throws HarnessError `native-build` */
export async function compileAddon(
  folder: string,
  kind: NativeKind,
  compiler: Compiler,
  workshop: Workshop,
): Promise<void> {
  const bindingPackage = dirname(require.resolve(BINDING));
  const headers = (require('node-api-headers') as { include_dir: string }).include_dir;
  const shared = ['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8', `-I${headers}`];
  // A compiler's temporary files and zig's caches go where ours are, so that nothing is left of them, whatever happens.
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const environment = {
    ...workshop.environment,
    TMPDIR: scratch,
    ZIG_GLOBAL_CACHE_DIR: scratch,
    ZIG_LOCAL_CACHE_DIR: scratch,
  };
  const compile = async (words: readonly string[]) =>
    insist(await runProgram([...compiler.command, ...shared, ...words], { ...workshop, environment }), compiler);
  const ours = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  await compile([ours('./quiet.cc'), '-o', join(folder, QUIET_FILE), '-ldl']);
  await compile([
    ...[bindingPackage, dirname(bindingPackage), join(folder, 'tensorflow/include')].map((path) => `-I${path}`),
    ...['-include', ours('./session-options.h')],
    // A GPU's kernels are asynchronous, which that executor does not take.
    ...(kind === 'cpu' ? ['-DIML_SINGLE_THREADED_EXECUTOR'] : []),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(bindingPackage, 'binding', file)),
    ours('./session-options.cc'),
    ...['-o', join(folder, ADDON_FILE)],
    ...LIBRARIES.map((file) => join(folder, file)),
    '-Wl,-rpath,$ORIGIN/tensorflow',
  ]);
}

function insist({ succeeded, stderr, end }: Ran, compiler: Compiler): void {
  if (succeeded) return;
  const complaints = stderr.split('\n').filter((line) => /error|undefined|cannot|No space/i.test(line));
  throw new HarnessError('native-build', {
    what: 'The addon could not be compiled: what was there before stays as it was.',
    where: compiler.name,
    got: [end, ...complaints.slice(0, 4)].join(' | '),
    next: 'g++ 9 or clang++ 10 or newer is needed; CXX names one',
  });
}
