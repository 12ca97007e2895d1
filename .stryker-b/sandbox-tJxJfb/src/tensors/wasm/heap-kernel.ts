// Kernels of the WebAssembly backend as data: a kernel says which shapes come out and which calls of the module compute them,
// by the addresses of its tensors. So a kernel can run now, and its calls can be kept and run again (heap-recording.ts).
import {
  getKernel,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { startWasmModule, type WasmBackend, type WasmModule } from './wasm-module.ts';

export type Shape = readonly number[];

/** A float32 tensor in the heap. */
export interface Place {
  readonly shape: Shape;
  readonly address: number;
}

/** One call of the module: a function and the addresses, counts and factors that it takes. */
export type WasmCall = readonly [name: keyof WasmModule, ...values: number[]];

export interface KernelCalls {
  readonly outputs: readonly Shape[];
  /** Memory needed while the kernel runs. */
  readonly scratch?: readonly Shape[];
  /** @param places of the outputs, then of the scratch */
  readonly calls: (places: readonly Place[]) => readonly WasmCall[];
}

/** @returns null for what is left to the kernel of TensorFlow.js */
export type HeapKernel<Name extends string = string> = (
  inputs: Readonly<Record<Name, Place>>,
  attributes: Readonly<Record<string, unknown>>,
) => KernelCalls | null;

/** Hears of every call while a step is recorded. */
export interface Recorder {
  /** @param tensors what the calls read or write: memory that must stay theirs */
  note(calls: readonly WasmCall[], tensors: readonly TensorInfo[]): void;
  /** A kernel runs of which nobody knows the calls. The step goes on to its end all the same. */
  refuse(kernelName: string): void;
}

type KernelCall<Name extends string> = {
  inputs: Record<Name, TensorInfo>;
  attrs: Record<string, unknown>;
  backend: WasmBackend;
};
type KernelFunction<Name extends string> = (call: KernelCall<Name>) => TensorInfo | TensorInfo[];

const modules = new WeakMap<WasmBackend, WasmModule>();
const recorders = new WeakMap<WasmBackend, Recorder>();

export function moduleOf(backend: WasmBackend): WasmModule {
  const module = modules.get(backend) ?? startWasmModule(backend.wasm.asm.memory);
  modules.set(backend, module);
  return module;
}

export function runCalls(module: WasmModule, calls: readonly WasmCall[]): void {
  for (const [name, ...values] of calls) module[name](...values);
}

/** Runs `action` while `recorder` hears of every kernel's calls. */
export function whileRecording<Result>(backend: WasmBackend, recorder: Recorder, action: () => Result): Result {
  recorders.set(backend, recorder);
  try {
    return action();
  } finally {
    recorders.delete(backend);
  }
}

/** Registers a kernel of our own, which gives a list of tensors. */
export function registerHeapKernel<Name extends string>(kernelName: string, kernel: HeapKernel<Name>): void {
  const kernelFunc: KernelFunction<string> = (call) => {
    const outputs = run(kernel, call);
    if (outputs === null) throw new TypeError(`The kernel ${kernelName} has no form for these tensors.`);
    return outputs;
  };
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernelFunc as KernelFunc });
}

/** Puts a kernel before one of TensorFlow.js, which still does what ours leaves to it; but no recording can contain that. */
export function replaceKernel<Name extends string>(
  kernelName: string,
  kernel: HeapKernel<Name>,
  result: 'one' | 'list' = 'one',
): void {
  wrapKernel(kernelName, (original) => (call) => {
    const outputs = run(kernel, call);
    if (outputs === null) {
      refuseIfRecording(call.backend, kernelName);
      return original(call);
    }
    const [only] = outputs;
    return result === 'list' || only === undefined ? outputs : only;
  });
}

/** A kernel of TensorFlow.js as it is; but no recording can contain it. */
export function refuseWhileRecording(kernelName: string): void {
  wrapKernel(kernelName, (original) => (call) => {
    refuseIfRecording(call.backend, kernelName);
    return original(call);
  });
}

/** Says so where a step is being recorded: there will be no recording of it. */
export function refuseIfRecording(backend: WasmBackend, kernelName: string): void {
  recorders.get(backend)?.refuse(kernelName);
}

export function wrapKernel<Name extends string = string>(
  kernelName: string,
  wrap: (original: KernelFunction<Name>) => KernelFunction<Name>,
): void {
  const original = getKernel(kernelName, 'wasm') as KernelConfig;
  const kernelFunc = wrap(original.kernelFunc as KernelFunction<Name>);
  unregisterKernel(kernelName, 'wasm');
  registerKernel({ ...original, kernelFunc: kernelFunc as KernelFunc });
}

function run<Name extends string>(
  kernel: HeapKernel<Name>,
  { inputs, attrs, backend }: KernelCall<string>,
): TensorInfo[] | null {
  const tensors = Object.values(inputs);
  if (tensors.some(({ dtype }) => dtype !== 'float32')) return null;
  const placeOf = ({ shape, dataId }: TensorInfo): Place => ({ shape, address: backend.getMemoryOffset(dataId) });
  const places = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, placeOf(tensor)]));
  const plan = kernel(places as Record<Name, Place>, attrs);
  if (plan === null) return null;
  const made = [...plan.outputs, ...(plan.scratch ?? [])].map((shape) => backend.makeOutput(shape, 'float32'));
  const calls = plan.calls(made.map(placeOf));
  runCalls(moduleOf(backend), calls);
  recorders.get(backend)?.note(calls, [...tensors, ...made]);
  for (const { dataId } of made.slice(plan.outputs.length)) backend.disposeData(dataId);
  return made.slice(0, plan.outputs.length);
}
