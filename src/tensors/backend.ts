// Which engine computes (design decision 5): the best that is installed, or exactly the one that was asked for, never another.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { version_core as coreVersion, enableProdMode, engine, getBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';
import { HarnessError } from '../errors/harness-error.ts';
import { installWasmKernels } from './wasm-kernels.ts';
import { startWebGpu } from './webgpu.ts';

/** Those that are tried when none is asked for, best first. */
const CHOSEN_BY_ITSELF = ['tensorflow', 'wasm', 'cpu'] as const;
/** WebGPU only when asked for: whether a GPU that it finds is faster than the cores depends on the GPU. */
export const BACKEND_NAMES = [...CHOSEN_BY_ITSELF, 'webgpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface Backend {
  readonly name: BackendName;
  /** What it computes on, in words. */
  readonly device: string;
  /** Seeds trained together as one tensor program: as many as pay on this backend (engine.md sections 1 and 3). */
  readonly cohortSize: number;
  /** Everything about the engine that can change a bit of a result. */
  readonly numerics: Readonly<Record<string, string | number | boolean>>;
}

/** Narrows a word of the user's to a backend, or says which there are. */
export function parseBackendName(word: string): BackendName {
  const name = BACKEND_NAMES.find((known) => known === word);
  if (name !== undefined) return name;
  throw new HarnessError('unknown-backend', {
    what: `There is no backend named "${word}".`,
    expected: BACKEND_NAMES.join(', '),
    next: '`iml doctor` shows which of them work on this machine',
  });
}

/**
 * Starts a backend for this process.
 * @param asked a name, which is then used or refused; or null for the best that works here
 */
export async function startBackend(asked: BackendName | null): Promise<Backend> {
  enableProdMode();
  if (asked !== null) return start(asked);
  for (const name of CHOSEN_BY_ITSELF) {
    try {
      return await start(name);
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'backend-unavailable') throw error;
    }
  }
  throw unavailable('cpu', 'no backend could be started', 'run `npm ci` again');
}

async function start(name: BackendName): Promise<Backend> {
  const starters = { tensorflow: startTensorFlow, wasm: startWasm, cpu: startCpu, webgpu: startWebGpu };
  const backend = await starters[name]();
  if (getBackend() !== name) throw unavailable(name, `TensorFlow.js runs "${getBackend()}" instead`);
  return backend;
}

async function startWasm(): Promise<Backend> {
  const require = createRequire(import.meta.url);
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  if (!(await setBackend('wasm'))) throw unavailable('wasm', 'WebAssembly did not start');
  installWasmKernels();
  return {
    name: 'wasm',
    device: 'WebAssembly, one thread a process',
    cohortSize: 1,
    numerics: { backend: 'wasm', tfjs: coreVersion, wasm: wasm.version_wasm, cohortSize: 1 },
  };
}

async function startCpu(): Promise<Backend> {
  if (!(await setBackend('cpu'))) throw unavailable('cpu', 'the plain JavaScript backend did not start');
  return {
    name: 'cpu',
    device: 'plain JavaScript (reference, slow)',
    cohortSize: 1,
    numerics: { backend: 'cpu', tfjs: coreVersion, cohortSize: 1 },
  };
}

async function startTensorFlow(): Promise<Backend> {
  const require = createRequire(import.meta.url);
  // oneDNN and the number of threads change the last bits (engine.md section 4), so they are ours to set.
  process.env.TF_ENABLE_ONEDNN_OPTS = '1';
  process.env.TF_NUM_INTRAOP_THREADS = '1';
  process.env.TF_NUM_INTEROP_THREADS = '1';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  try {
    require('@tensorflow/tfjs-node-gpu');
    await setBackend('tensorflow');
  } catch (error) {
    throw unavailable('tensorflow', firstLine(error), 'its native addon is not built; WebAssembly needs nothing');
  }
  const native = engine().findBackend('tensorflow') as unknown as { isUsingGpuDevice?: boolean };
  const gpu = native.isUsingGpuDevice === true;
  return {
    name: 'tensorflow',
    device: gpu ? 'TensorFlow on a GPU' : 'TensorFlow on the CPU, one thread a process',
    cohortSize: gpu ? 32 : 4,
    numerics: { backend: 'tensorflow', tfjs: coreVersion, gpu, oneDnn: true, threads: 1, cohortSize: gpu ? 32 : 4 },
  };
}

function unavailable(name: BackendName, reason: string, next?: string): HarnessError {
  return new HarnessError('backend-unavailable', {
    what: `The backend "${name}" does not work here.`,
    got: reason,
    next: next ?? '`iml doctor` shows which backends work on this machine and what to do for a better one',
  });
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
