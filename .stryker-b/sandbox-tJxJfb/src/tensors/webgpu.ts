// The backend `webgpu`: GPUs of any vendor through Vulkan, Metal or Direct3D, by Dawn (npm `webgpu`), without a CUDA toolkit.
// TensorFlow.js meets it as it would in a browser; what differs in Node, and what would make runs irreproducible, is set here.
import { createRequire } from 'node:module';
import {
  type BackendValues,
  version_core as coreVersion,
  env,
  findBackend,
  registerBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { firstLine, HarnessError } from '../errors/harness-error.ts';
import { type Backend, backendUnavailable } from './backend-name.ts';
import { eagerEngine } from './step-engine.ts';

/**
 * `MatMulPackedProgram`: every sum in one fixed order. Left to itself the backend also takes split-K, which adds with atomics in
 * whatever order the GPU likes.
 */
const MATMUL_PROGRAM = 3;

/** What an adapter (a GPU, or a driver that plays one) says of itself. */
export type AdapterInfo = Pick<
  GPUAdapterInfo,
  'vendor' | 'architecture' | 'device' | 'description' | 'isFallbackAdapter'
>;

/** @throws HarnessError `backend-unavailable`; it never computes elsewhere instead */
export async function startWebGpu(): Promise<Backend> {
  // A device lives as long as the process, and starting again finds it.
  const running = findBackend('webgpu') as { readonly facts?: Backend } | null;
  const facts = running?.facts ?? (await registerDevice());
  if (!(await setBackend('webgpu'))) throw unavailable('TensorFlow.js did not take the device');
  // Small tensors would be computed by plain JavaScript as long as nothing has moved them to the GPU: other numbers.
  env().set('WEBGPU_CPU_FORWARD', false);
  env().set('WEBGPU_MATMUL_PROGRAM_TYPE', MATMUL_PROGRAM);
  return facts;
}

async function registerDevice(): Promise<Backend> {
  const dawn = await load(() => import('webgpu'), 'webgpu');
  // TensorFlow.js looks for both where a browser has them: globals while it is loaded, the navigator while it starts.
  Object.assign(globalThis, dawn.globals);
  const { WebGPUBackend } = await load(
    () => import('@tensorflow/tfjs-backend-webgpu'),
    '@tensorflow/tfjs-backend-webgpu',
  );
  const gpu = dawn.create([]);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true, writable: true });

  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw unavailable('Dawn finds no GPU: no driver, or one too old');
  const device = await requestDevice(adapter);
  const facts = factsOf(adapter.info);
  const backend = new WebGPUBackend(device, adapter.info);
  guardReads(backend, device);
  // Our own entry and not the package's, whose request for a device is in a form that Dawn refuses (a list inside a list).
  registerBackend('webgpu', () => Object.assign(backend, { facts }));
  return facts;
}

async function load<Module>(loading: () => Promise<Module>, name: string): Promise<Module> {
  try {
    return await loading();
  } catch (error) {
    throw unavailable(`the package ${name} cannot be loaded (${firstLine(error)})`, 'run `npm ci` again');
  }
}

/** As large as the adapter allows: the limits that WebGPU grants by itself are those of a telephone. */
async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  const wanted = [
    'maxComputeWorkgroupStorageSize',
    'maxComputeWorkgroupsPerDimension',
    'maxStorageBufferBindingSize',
    'maxBufferSize',
    'maxComputeWorkgroupSizeX',
    'maxComputeInvocationsPerWorkgroup',
  ] as const;
  try {
    const requiredLimits = Object.fromEntries(wanted.map((name) => [name, limits[name]]));
    return await adapter.requestDevice({ requiredLimits });
  } catch (error) {
    throw unavailable(`the GPU gives no device (${firstLine(error)})`);
  }
}

function factsOf(info: AdapterInfo): Backend {
  const software = isSoftware(info);
  // A step is 175 launches, whatever the number of seeds, and launching them takes 6 to 10 ms of this process (measured on Dawn's
  // `null` adapter, which computes nothing): 8 ms a step for a seed alone, 0.26 ms each for 32, as long as the GPU keeps up. In
  // software it is the arithmetic that costs, 160 ms a seed (width and batch 64), alone or stacked: small cohorts fill the cores.
  const cohortSize = software ? 1 : 32;
  const require = createRequire(import.meta.url);
  const { version: dawn } = require('webgpu/package.json') as { version: string };
  const { version: kernels } = require('@tensorflow/tfjs-backend-webgpu/package.json') as { version: string };
  const { vendor, architecture, device, description } = info;
  return {
    name: 'webgpu',
    device: describeAdapter(info),
    cohortSize,
    numerics: {
      backend: 'webgpu',
      tfjs: coreVersion,
      kernels,
      dawn,
      vendor,
      architecture,
      device,
      description,
      software,
      matMulProgram: MATMUL_PROGRAM,
      cohortSize,
    },
    engine: eagerEngine,
  };
}

/** In words, for people: the adapter's name, or a warning that there is no GPU below. */
export function describeAdapter(info: AdapterInfo): string {
  const names = [info.vendor, info.architecture, info.description].filter((name) => name !== '');
  const name = names.join(', ') || info.device || 'an adapter without a name';
  return isSoftware(info) ? `WebGPU in software, no GPU: for checks only, slow (${name})` : `WebGPU on ${name}`;
}

/** Vulkan's and Direct3D's drivers that compute on the CPU; Dawn itself marks some of them only. */
export function isSoftware({ isFallbackAdapter, architecture, device, description }: AdapterInfo): boolean {
  const words = [architecture, device, description].join(' ');
  return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render|warp\b/i.test(words);
}

function unavailable(
  reason: string,
  next = "install a driver of the GPU: on Linux Vulkan's loader (Debian: libvulkan1) and driver (mesa-vulkan-drivers 23 or newer, or NVIDIA's)",
): HarnessError {
  return backendUnavailable('webgpu', reason, next);
}

/** The part of tfjs-backend-webgpu's WebGPUBackend that is guarded. */
interface Readable {
  read(dataId: object): Promise<BackendValues>;
  readSync(dataId: object): BackendValues;
}

/**
 * WebGPU reports what goes wrong (a shader that does not compile, no memory left, a lost device) as an event beside the program that goes
 * on, and the tensors concerned just hold zeros. A broken run is never a number (architecture.md decision 4), so every read of a tensor
 * asks first whether anything went wrong: events of earlier work arrive before the read does. Changes the backend in place.
 */
function guardReads(backend: Readable, device: GPUDevice): void {
  let failure: string | null = null;
  device.addEventListener('uncapturederror', ({ error }) => {
    failure ??= error.message;
  });
  void device.lost.then(({ message }) => {
    failure ??= `the device was lost (${message})`;
  });
  const refuseFailure = () => {
    if (failure !== null) throw refused(failure);
  };
  const read = backend.read.bind(backend);
  const readSync = backend.readSync.bind(backend);
  backend.read = async (dataId) => {
    refuseFailure();
    try {
      return await read(dataId);
    } finally {
      // Also in place of what a lost device makes of the read.
      refuseFailure();
    }
  };
  backend.readSync = (dataId) => {
    refuseFailure();
    try {
      return readSync(dataId);
    } catch (error) {
      // Upstream's way needs a canvas, which only browsers have.
      throw new HarnessError(
        'internal',
        { what: 'A tensor was read synchronously on WebGPU.', next: 'write `await tensor.data()`' },
        { cause: error },
      );
    }
  };
}

function refused(failure: string): HarnessError {
  return new HarnessError('backend-unavailable', {
    what: 'The GPU did not do what it was told, so nothing that it computed since can be trusted.',
    got: failure.trim().split('\n').slice(0, 3).join(' '),
    next: 'fewer worker processes (`--processes 1`) need less of its memory; other backends need no GPU',
  });
}
