// Finds a native build and checks it without loading it. The one file below the ledger that reads the disk: a library has to be
// found to be loaded. It imports no TensorFlow.js, so that `npm run native` starts fast.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { checked } from '../../schemas/checked.ts';
import { closed } from '../../schemas/parts.ts';

export const NATIVE_KINDS = ['cuda', 'cpu'] as const;

export const BUILD_FILE = 'build.json';
export const ADDON_FILE = 'tfjs_binding.node';
/** Loads the library without its greeting (scripts/native/quiet.cc). */
export const QUIET_FILE = 'quiet.node';
export const LIBRARY_FILE = 'tensorflow/libtensorflow_cc.so.2';

/** Counts up whenever the way of building changes, so that an older build is built anew. */
export const NATIVE_RECIPE = 2;

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

const NativeBuildSchema = closed({
  format: Type.Literal('iml-native-build-1'),
  recipe: Type.Integer({ minimum: 1 }),
  kind: Type.Union([Type.Literal('cpu'), Type.Literal('cuda')]),
  tensorflow: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
  /** Version of @tensorflow/tfjs-node-gpu, whose two C++ files are the addon. */
  tfjsNode: Type.String(),
  compiler: Type.String(),
  wheels: Type.Array(Type.Object({ file: Type.String(), sha256: Sha256 }), { minItems: 1 }),
  /** Everything that is loaded, the addon among it; paths are relative to the folder, so that it may move. */
  files: Type.Array(Type.Object({ path: Type.String(), sizeBytes: Type.Integer({ minimum: 0 }), sha256: Sha256 }), {
    minItems: 1,
  }),
});

const isNativeBuild = checked<NativeBuild>(NativeBuildSchema);

/** What NVIDIA's driver leaves on the machine: a device of its own, or in Windows' Linux the shared one. */
export const TRACES_OF_A_GPU = ['/dev/nvidiactl', '/dev/nvidia0', '/dev/dxg'];

/** The package's folder of native builds, from source and from dist/ alike. */
export function nativeFolder(): string {
  return fileURLToPath(new URL('../../../.native/', import.meta.url));
}

/**
 * Reads and checks one build, without loading it: build.json, the sizes of all files, and the addon's hash. The libraries'
 * hashes take seconds and are left to `npm run native -- --check`.
 * @throws HarnessError `backend-unavailable`
 */
export function readNativeBuild(folder: string, kind: NativeKind): NativeBuild {
  const file = join(folder, BUILD_FILE);
  if (!existsSync(file)) throw refuseNative('its addon is not built', kind);
  const build = parseNativeBuild(readFileSync(file, 'utf8'));
  if (build === null || build.kind !== kind) throw refuseNative(`${file} is damaged`, kind, 'rebuild');
  if (build.recipe !== NATIVE_RECIPE) throw refuseNative('it was built by another version of the harness', kind);
  for (const { path, sizeBytes } of build.files) {
    const size = statSync(join(folder, path), { throwIfNoEntry: false })?.size;
    if (size === undefined) throw refuseNative(`${join(folder, path)} is missing`, kind, 'rebuild');
    if (size !== sizeBytes)
      throw refuseNative(`${join(folder, path)} has ${size} bytes, not ${sizeBytes}`, kind, 'rebuild');
  }
  const expected = build.files.find(({ path }) => path === ADDON_FILE)?.sha256;
  const found = createHash('sha256')
    .update(readFileSync(join(folder, ADDON_FILE)))
    .digest('hex');
  if (found !== expected)
    throw refuseNative(`${join(folder, ADDON_FILE)} was changed after it was built`, kind, 'rebuild');
  return build;
}

export function showsGpu(): boolean {
  return TRACES_OF_A_GPU.some((path) => existsSync(path));
}

/** Whether there is something to try, whole or not. */
export function hasNativeBuild(folder: string): boolean {
  return existsSync(folder);
}

/** The one form of "no": what is wrong, and the command that mends it. */
export function refuseNative(
  reason: string,
  kind: NativeKind | 'any',
  remedy: 'build' | 'rebuild' | 'new process' = 'build',
): HarnessError {
  // An installed package has no sources to build from.
  const isClone = existsSync(new URL('../../../scripts/native/main.ts', import.meta.url));
  const options = [...(kind === 'cuda' ? ['--cuda'] : []), ...(remedy === 'rebuild' ? ['--force'] : [])];
  const command = ['npm run native', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
  return new HarnessError('backend-unavailable', {
    what: `TensorFlow's native library (${kind === 'cuda' ? 'for CUDA' : 'for the CPU'}) cannot be used.`,
    got: reason,
    next:
      remedy === 'new process'
        ? 'start a process of its own'
        : isClone
          ? `\`${command}\` builds it; WebAssembly needs nothing`
          : `\`${command}\` in a clone of iml-verify builds it, and its .native/ can be copied to ${nativeFolder()}; the package @tensorflow/tfjs-node-gpu must be there, too. WebAssembly needs nothing`,
  });
}

export type NativeKind = (typeof NATIVE_KINDS)[number];

export type NativeBuild = Static<typeof NativeBuildSchema>;

/**
 * What `npm run native` leaves in .native/cpu or .native/cuda and the loader checks: TensorFlow's libraries, the addon linked to them, and
 * build.json, which says what they are. The form is one TypeBox schema for the one who writes and the one who reads.
 * @returns null where the text is no build.json of ours
 */
function parseNativeBuild(text: string): NativeBuild | null {
  try {
    const value: unknown = JSON.parse(text);
    return isNativeBuild(value) ? value : null;
  } catch {
    return null;
  }
}
