// Which engine computes (architecture.md decision 5): the best that is installed, or exactly the one that was asked for, never another.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { version_core as coreVersion, enableProdMode, getBackend, setBackend } from '@tensorflow/tfjs-core';
import { HarnessError } from '../errors/harness-error.ts';
import { AUTOMATIC_BACKENDS, type Backend, type BackendName, backendUnavailable } from './backend-name.ts';
import { loadNativeAddon } from './native/native-addon.ts';
import { recordStep } from './native/recorded-step.ts';
import { replayEngine } from './replay-engine.ts';
import { eagerEngine } from './step-engine.ts';
import { recordHeapStep } from './wasm/heap-recording.ts';
import './tensorflow.ts';
import { installWasmKernels } from './wasm/wasm-kernels.ts';
import { startWebGpu } from './webgpu.ts';

export type { Backend };

/** For recordings of native TensorFlow that are kept for later: sixty small ones, or none of a large model's. */
const KEPT_BYTES = 256 * 2 ** 20;

export interface BackendOptions {
  /** Threads of one operation of native TensorFlow: one a process and one process a core is fastest (engine.md 3). */
  readonly threads?: number;
}

/**
 * Starts a backend for this process.
 * @param asked a name, which is then used or refused; or null for the best that works here
 */
export async function startBackend(asked: BackendName | null, { threads = 1 }: BackendOptions = {}): Promise<Backend> {
  enableProdMode();
  if (asked !== null) return start(asked, threads);
  for (const name of AUTOMATIC_BACKENDS) {
    try {
      return await start(name, threads);
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'backend-unavailable') throw error;
    }
  }
  throw backendUnavailable('cpu', 'no backend could be started', 'run `npm ci` again');
}

async function start(name: BackendName, threads: number): Promise<Backend> {
  const starters = {
    tensorflow: () => startTensorFlow(threads),
    'tensorflow-gpu': () => startTensorFlowOnGpu(threads),
    webgpu: startWebGpu,
    wasm: startWasm,
    cpu: startCpu,
  };
  const backend = await starters[name]();
  const engineName = name === 'tensorflow-gpu' ? 'tensorflow' : name;
  if (getBackend() !== engineName) throw backendUnavailable(name, `TensorFlow.js runs "${getBackend()}" instead`);
  return backend;
}

async function startWasm(): Promise<Backend> {
  const require = createRequire(import.meta.url);
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  if (!(await setBackend('wasm'))) throw backendUnavailable('wasm', 'WebAssembly did not start');
  installWasmKernels();
  return {
    name: 'wasm',
    device: 'WebAssembly, one thread a process',
    cohortSize: 1,
    numerics: { backend: 'wasm', tfjs: coreVersion, wasm: wasm.version_wasm, cohortSize: 1 },
    // A recording is made in the time of a few steps, and holds all of a step's memory: none is kept.
    engine: replayEngine({ recordStep: recordHeapStep, keptBytes: 0, unrecordable: 'op by op' }),
  };
}

async function startCpu(): Promise<Backend> {
  if (!(await setBackend('cpu'))) throw backendUnavailable('cpu', 'the plain JavaScript backend did not start');
  return {
    name: 'cpu',
    device: 'plain JavaScript (reference, slow)',
    cohortSize: 1,
    numerics: { backend: 'cpu', tfjs: coreVersion, cohortSize: 1 },
    engine: eagerEngine,
  };
}

async function startTensorFlow(threads: number): Promise<Backend> {
  const { tensorflowVersion, kind, isUsingGpu } = await loadNativeAddon('any', { threads });
  const cohortSize = isUsingGpu ? 32 : 4;
  const threadWords = threads === 1 ? 'one thread' : `${threads} threads`;
  return {
    name: 'tensorflow',
    device: `TensorFlow ${tensorflowVersion} on ${isUsingGpu ? 'a GPU' : 'the CPU'}, ${threadWords} a process, oneDNN on`,
    cohortSize,
    numerics: {
      backend: 'tensorflow',
      tfjs: coreVersion,
      tensorflow: tensorflowVersion,
      kind,
      gpu: isUsingGpu,
      oneDnn: true,
      threads,
      cohortSize,
    },
    engine: replayEngine({ recordStep, keptBytes: KEPT_BYTES, unrecordable: 'op by op' }),
  };
}

/** Never the CPU: whoever names the GPU gets it, or is told what is missing. */
async function startTensorFlowOnGpu(threads: number): Promise<Backend> {
  const { isUsingGpu } = await loadNativeAddon('cuda', { threads });
  if (!isUsingGpu)
    throw backendUnavailable(
      'tensorflow-gpu',
      'TensorFlow for CUDA loads, but finds no GPU that it can use',
      '`nvidia-smi` must list a GPU (driver 525 or newer); TF_CPP_MIN_LOG_LEVEL=0 makes TensorFlow say what it misses',
    );
  return { ...(await startTensorFlow(threads)), name: 'tensorflow-gpu' };
}
