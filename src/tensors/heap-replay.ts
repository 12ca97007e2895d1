// The training step on WebAssembly, recorded once and replayed (design decision 1): at the first step every kernel's calls of
// the module are written down with their addresses, and the memory they speak of is kept; a further step writes its inputs
// into the same places and makes the same calls. No tape, no bookkeeping of tensors, the same numbers bit for bit.
import { engine, type TensorInfo } from '@tensorflow/tfjs-core';
import { HarnessError } from '../errors/harness-error.ts';
import { sizeOf } from './heap-calls.ts';
import { moduleOf, runCalls, type WasmCall, whileRecording } from './heap-kernel.ts';
import { type HostNumbers, type NamedNumbers, uploadAll } from './host-numbers.ts';
import type { NamedTensors } from './parameter-layout.ts';
import type { StepEngine, StepProgram, StepRunner } from './step-engine.ts';
import { dispose, keep, type Tensor, tensor, tidy } from './tensorflow.ts';
import { type WasmBackend, wasmBackend } from './wasm-module.ts';

export const heapReplayEngine: StepEngine = { start, dispose: () => {} };

interface Recording {
  readonly shapes: string;
  readonly inputs: NamedTensors;
  readonly outputs: NamedTensors;
  /** One step, the copying of the next state over the old one included. */
  readonly calls: readonly WasmCall[];
  /** Everything that the calls read or write. */
  readonly held: readonly Tensor[];
}

function start(program: StepProgram, initial: NamedTensors): StepRunner {
  const backend = wasmBackend();
  const state = copyAll(initial);
  let recording: Recording | null = null;
  const forget = () => {
    if (recording !== null) dispose([...recording.held]);
    recording = null;
  };
  return {
    step(inputs) {
      if (recording?.shapes === shapesOf(inputs)) {
        writeAll(inputs, recording.inputs, backend);
        runCalls(moduleOf(backend), recording.calls);
      } else {
        forget();
        recording = record(program, { state, inputs, backend });
      }
      return copyAll(recording.outputs);
    },
    state: () => copyAll(state),
    dispose() {
      forget();
      dispose(Object.values(state));
    },
  };
}

/** Takes the first step kernel by kernel and writes down how. */
function record(
  program: StepProgram,
  {
    state,
    inputs,
    backend,
  }: { readonly state: NamedTensors; readonly inputs: NamedNumbers; readonly backend: WasmBackend },
): Recording {
  const calls: WasmCall[] = [];
  const held = new Map<TensorInfo['dataId'], Tensor>();
  const hold = (info: TensorInfo) => {
    if (held.has(info.dataId)) return;
    backend.incRef(info.dataId);
    held.set(info.dataId, keep(engine().makeTensorFromTensorInfo(info)));
  };
  const recorder = {
    note(made: readonly WasmCall[], tensors: readonly TensorInfo[]) {
      calls.push(...made);
      tensors.forEach(hold);
    },
    refuse(kernelName: string): never {
      throw new HarnessError('internal', {
        what: 'A step cannot be recorded on WebAssembly: nothing is known of the calls of one of its kernels.',
        got: kernelName,
        next: 'give it a form in src/tensors/wasm-kernels.ts',
      });
    },
  };
  const uploaded = uploadAll(inputs);
  try {
    const { state: next, outputs } = whileRecording(backend, recorder, () => tidy(() => program.step(state, uploaded)));
    const copies = Object.entries(next).map(([name, { dataId, shape }]): WasmCall => {
      const [from, to] = [dataId, (state[name] as Tensor).dataId].map((id) => backend.getMemoryOffset(id));
      return ['copyRows', from as number, 0, to as number, 0, 1, sizeOf(shape)];
    });
    runCalls(moduleOf(backend), copies);
    // A step may hand a tensor of the old state on; that one is the runner's.
    const old = new Set(Object.values(state));
    const ends = [uploaded, next, outputs].flatMap((tensors) => Object.values(tensors)).filter((end) => !old.has(end));
    return {
      shapes: shapesOf(inputs),
      inputs: uploaded,
      outputs,
      calls: [...calls, ...copies],
      held: [...held.values(), ...ends],
    };
  } catch (error) {
    dispose([...held.values(), ...Object.values(uploaded)]);
    throw error;
  }
}

function writeAll(inputs: NamedNumbers, places: NamedTensors, backend: WasmBackend): void {
  const heap = new Float32Array(backend.wasm.asm.memory.buffer);
  for (const [name, { values }] of Object.entries(inputs)) {
    heap.set(values, backend.getMemoryOffset((places[name] as Tensor).dataId) / heap.BYTES_PER_ELEMENT);
  }
}

/** With memory of their own: what is replayed writes over its tensors. */
function copyAll(tensors: NamedTensors): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, original]) => [name, tensor(original.dataSync<'float32'>(), original.shape)]),
  );
}

function shapesOf(inputs: Readonly<Record<string, HostNumbers>>): string {
  return Object.entries(inputs)
    .map(([name, { shape }]) => `${name} ${shape}`)
    .join();
}
