// Loads TensorFlow's C library through the addon that `npm run native` built, and registers it as TensorFlow.js's backend
// `tensorflow`. It stands in for the index.js of @tensorflow/tfjs-node-gpu, which looks for the addon inside node_modules,
// where `npm ci` would delete it.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { engine, type KernelBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import { firstLine, HarnessError } from '../../errors/harness-error.ts';
import {
  ADDON_FILE,
  hasNativeBuild,
  LIBRARY_FILE,
  type NativeKind,
  nativeFolder,
  QUIET_FILE,
  readNativeBuild,
  refuseNative,
  showsGpu,
} from './native-files.ts';

export interface NativeAddon {
  readonly tensorflowVersion: string;
  readonly kind: NativeKind;
  /** Whether TensorFlow found a GPU that it can use; a CUDA build without one computes on the CPU. */
  readonly isUsingGpu: boolean;
  readonly threads: number;
}

export interface NativeAddonOptions {
  /** Threads of one operation; they may change the last bits (engine.md 4), so they are never left to the machine. */
  readonly threads: number;
  /** Where the builds are; the package's own .native unless a spec or a self-test says otherwise. */
  readonly folder?: string;
}

type LoadedBackend = KernelBackend & { readonly native?: NativeAddon };

/** Of Node's module `util`, called by the JavaScript of tfjs-node 4.22: Node 23 removed the one and warns of the other. */
const HELPERS = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
};

/**
 * Loads a native build into this process and makes it TensorFlow.js's backend `tensorflow`. A process can hold one: a second
 * call returns the first one's.
 * @param kind which build; `any` takes the CUDA build where the machine shows a GPU and it loads, else the CPU build
 * @throws HarnessError `backend-unavailable` that says what to run
 */
export async function loadNativeAddon(kind: NativeKind | 'any', options: NativeAddonOptions): Promise<NativeAddon> {
  const loaded = (engine().findBackend('tensorflow') as LoadedBackend | null)?.native;
  const addon = loaded === undefined ? loadFirst(kind, options) : checkLoaded(loaded, kind, options);
  if (!(await setBackend('tensorflow'))) throw refuseNative('TensorFlow.js did not take the backend', kind);
  return addon;
}

/** What TensorFlow reads from its environment, and only when it is loaded: everything here can change bits, or hide talk. */
export function nativeEnvironment(kind: NativeKind, threads: number): Record<string, string> {
  return {
    TF_ENABLE_ONEDNN_OPTS: '1',
    // Kernels that every processor of the last ten years has: with AVX-512 where it exists, sums are rounded otherwise, and bytes are those of the machine.
    ONEDNN_MAX_CPU_ISA: 'AVX2',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    // Deterministic kernels, full float32 in matrix products, and no more of the GPU's memory than is used.
    ...(kind === 'cuda' && {
      TF_DETERMINISTIC_OPS: '1',
      NVIDIA_TF32_OVERRIDE: '0',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    }),
  };
}

function loadFirst(kind: NativeKind | 'any', { threads, folder = nativeFolder() }: NativeAddonOptions): NativeAddon {
  if (kind !== 'any') return load(join(folder, kind), kind, threads);
  const refusals: HarnessError[] = [];
  // Without a GPU the CUDA build computes, too, but on the CPU and with complaints.
  const kinds: readonly NativeKind[] = showsGpu() ? ['cuda', 'cpu'] : ['cpu', 'cuda'];
  for (const candidate of kinds.filter((name) => hasNativeBuild(join(folder, name)))) {
    try {
      return load(join(folder, candidate), candidate, threads);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      refusals.push(error);
    }
  }
  throw refusals[0] ?? refuseNative('its addon is not built', 'cpu');
}

function load(folder: string, kind: NativeKind, threads: number): NativeAddon {
  const build = readNativeBuild(folder, kind);
  const before = { ...process.env };
  const environment = { TF_CPP_MIN_LOG_LEVEL: '2', ...process.env, ...nativeEnvironment(kind, threads) };
  Object.assign(process.env, environment);
  try {
    return register(folder, { kind, threads, tensorflowVersion: build.tensorflow });
  } catch (error) {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    throw refuseNative(firstLine(error), kind, 'rebuild');
  }
}

function register(folder: string, facts: Omit<NativeAddon, 'isUsingGpu'>): NativeAddon {
  const require = createRequire(import.meta.url);
  const level = Number(process.env.TF_CPP_MIN_LOG_LEVEL);
  if (level >= 2) {
    // Who asks for TensorFlow's talk gets its greeting, too.
    const loadQuietly = require(join(folder, QUIET_FILE)) as (library: string) => string | null;
    const problem = loadQuietly(join(folder, LIBRARY_FILE));
    if (problem !== null) throw new Error(problem);
  }
  const binding: unknown = require(join(folder, ADDON_FILE));
  giveRemovedHelpers();
  // What index.js of the package does, less its handlers for model files and its progress bar, which nothing here uses.
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend') as {
    NodeJSKernelBackend: new (binding: unknown, packageName: string) => KernelBackend & { isUsingGpuDevice: boolean };
  };
  const backend = new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu');
  const native: NativeAddon = { ...facts, isUsingGpu: backend.isUsingGpuDevice };
  // The facts travel on the backend itself, since the library can be loaded once a process, whoever asks again.
  registerBackend('tensorflow', () => Object.assign(backend, { native }), 3);
  return native;
}

function checkLoaded(loaded: NativeAddon, kind: NativeKind | 'any', { threads }: NativeAddonOptions): NativeAddon {
  if (kind !== 'any' && loaded.kind !== kind)
    throw refuseNative(
      `this process has loaded the ${loaded.kind} build, and a process can hold one`,
      kind,
      'new process',
    );
  if (loaded.threads !== threads)
    throw refuseNative(
      `TensorFlow runs with ${loaded.threads} threads in this process, not ${threads}`,
      kind,
      'new process',
    );
  return loaded;
}

/** To a process that is about to load that JavaScript; not enumerable, so that who copies or lists `util` finds what Node gives. */
export function giveRemovedHelpers(module: object = util): void {
  for (const [name, value] of Object.entries(HELPERS)) {
    Object.defineProperty(module, name, { value, configurable: true, writable: true, enumerable: false });
  }
}
