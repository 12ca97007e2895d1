// A step recorded on WebAssembly (architecture.md decision 1): while it runs op by op, every kernel's calls of the module are written
// down with their addresses, and the memory they speak of is kept. A further step writes its inputs into the same places and
// makes the same calls: no tape, no bookkeeping of tensors.
import { engine, type TensorInfo } from '@tensorflow/tfjs-core';
import { HarnessError } from '../../errors/harness-error.ts';
import { type NamedNumbers, recordedValues, uploadAll } from '../host-numbers.ts';
import type { NamedTensors } from '../parameter-layout.ts';
import type { RecordStep } from '../replay-engine.ts';
import { dispose, keep, type Tensor, tensor, tensorOf, tidy } from '../tensorflow.ts';
import { sizeOf } from './heap-calls.ts';
import { moduleOf, type Recorder, runCalls, type WasmCall, whileRecording } from './heap-kernel.ts';
import { type WasmBackend, wasmBackend } from './wasm-module.ts';

export const recordHeapStep: RecordStep = (program, state, inputs) => {
  const backend = wasmBackend();
  const recorder = new HeapRecorder(backend);
  const [ownState, ownInputs] = [copyAll(state), uploadAll(inputs)];
  try {
    const { state: next, outputs } = whileRecording(backend, recorder, () =>
      tidy(() => program.step(ownState, ownInputs)),
    );
    if (recorder.refused !== null) {
      dispose([...Object.values(next), ...Object.values(outputs)]);
      throw unrecordable(recorder.refused);
    }
    const calls = [...recorder.calls, ...copying(next, ownState, backend)];
    const tensors = new Set([ownState, ownInputs, next, outputs].flatMap((group) => Object.values(group)));
    return {
      load: (values) => runCalls(moduleOf(backend), copying(values, ownState, backend)),
      step(numbers) {
        writeAll(numbers, ownInputs, backend);
        runCalls(moduleOf(backend), calls);
        return copyAll(outputs);
      },
      state: () => copyAll(ownState),
      dispose: () => dispose([...recorder.held.values(), ...tensors]),
    };
  } catch (error) {
    dispose([...recorder.held.values(), ...Object.values(ownState), ...Object.values(ownInputs)]);
    throw error;
  }
};

class HeapRecorder implements Recorder {
  readonly calls: WasmCall[] = [];
  /** The first kernel of unknown calls: known at once, but told at the step's end, where gradients free what they keep. */
  refused: string | null = null;
  /** All that the calls read or write, so that no one else gets its memory. */
  readonly held = new Map<TensorInfo['dataId'], Tensor>();
  readonly #backend: WasmBackend;

  constructor(backend: WasmBackend) {
    this.#backend = backend;
  }

  note(calls: readonly WasmCall[], tensors: readonly TensorInfo[]): void {
    this.calls.push(...calls);
    for (const info of tensors) {
      if (this.held.has(info.dataId)) continue;
      this.#backend.incRef(info.dataId);
      this.held.set(info.dataId, keep(engine().makeTensorFromTensorInfo(info)));
    }
  }

  refuse(kernelName: string): void {
    this.refused ??= kernelName;
  }
}

function unrecordable(kernelName: string): HarnessError {
  return new HarnessError('unrecordable-step', {
    what: 'A step cannot be recorded on WebAssembly: nothing is known of the calls of one of its kernels.',
    got: kernelName,
    next: 'give the kernel a form in src/tensors/wasm-kernels.ts, or let the step run op by op',
  });
}

/** Calls that copy each tensor over the one of the same name. */
function copying(from: NamedTensors, to: NamedTensors, backend: WasmBackend): WasmCall[] {
  const addressOf = ({ dataId }: Tensor) => backend.getMemoryOffset(dataId);
  return Object.entries(to).map(([name, target]) => {
    return ['copyRows', addressOf(tensorOf(from, name)), 0, addressOf(target), 0, 1, sizeOf(target.shape)];
  });
}

function writeAll(inputs: NamedNumbers, places: NamedTensors, backend: WasmBackend): void {
  const heap = new Float32Array(backend.wasm.asm.memory.buffer);
  for (const [name, { dataId, shape }] of Object.entries(places)) {
    heap.set(recordedValues(inputs, name, shape), backend.getMemoryOffset(dataId) / heap.BYTES_PER_ELEMENT);
  }
}

/** With memory of their own: what is replayed writes over its tensors. */
function copyAll(tensors: NamedTensors): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, original]) => [name, tensor(original.dataSync<'float32'>(), original.shape)]),
  );
}
