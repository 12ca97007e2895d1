// WebGPU reports what goes wrong (a shader that does not compile, no memory left, a lost device) as an event beside the program
// that goes on, and the tensors concerned just hold zeros. A broken run is never a number (architecture.md decision 4), so every read of a
// tensor asks first whether anything went wrong: events of earlier work arrive before the read does.
import type { BackendValues } from '@tensorflow/tfjs-core';
import { HarnessError } from '../errors/harness-error.ts';

/** The part of tfjs-backend-webgpu's WebGPUBackend that is guarded. */
interface Readable {
  read(dataId: object): Promise<BackendValues>;
  readSync(dataId: object): BackendValues;
}

/** Changes the backend in place. */
export function guardReads(backend: Readable, device: GPUDevice): void {
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
