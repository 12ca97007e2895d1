// The harness's own WebAssembly module (kernels/*.ts), started on the memory of TensorFlow.js' one: both see the same tensors.
import { engine, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { WASM_MODULE_BASE64 } from './wasm-module-binary.ts';

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** The language's own object, of which neither TypeScript's ES2023 nor Node's types know more than the name. */
declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: unknown };
};

/** The part of BackendWasm that kernels use; its own type is not exported. */
export interface WasmBackend extends KernelBackend {
  readonly wasm: { readonly asm: { readonly memory: WasmMemory } };
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo;
  getMemoryOffset(dataId: TensorInfo['dataId']): number;
}

/** Exported functions take addresses, counts and factors, and give nothing back: what they compute lies in memory. */
export type WasmFunction = (...values: number[]) => void;

export interface WasmModule {
  readonly adamW: WasmFunction;
  readonly add: WasmFunction;
  readonly addRepeated: WasmFunction;
  readonly addedRows: WasmFunction;
  readonly causalAttention: WasmFunction;
  readonly causalAttentionGradient: WasmFunction;
  readonly clipRow: WasmFunction;
  readonly crossEntropy: WasmFunction;
  readonly crossEntropyGradient: WasmFunction;
  readonly fill: WasmFunction;
  readonly gatherRows: WasmFunction;
  readonly gelu: WasmFunction;
  readonly geluGradient: WasmFunction;
  readonly layerNorm: WasmFunction;
  readonly layerNormGradient: WasmFunction;
  readonly product: WasmFunction;
  readonly multiply: WasmFunction;
  readonly relu: WasmFunction;
  readonly rootMeanSquareNorm: WasmFunction;
  readonly rootMeanSquareNormGradient: WasmFunction;
  readonly rotatePositions: WasmFunction;
  readonly rowCosines: WasmFunction;
  readonly scale: WasmFunction;
  readonly step: WasmFunction;
  readonly sumBlocks: WasmFunction;
  readonly sumRows: WasmFunction;
  readonly tokenCrossEntropy: WasmFunction;
  readonly tokenCrossEntropyGradient: WasmFunction;
  readonly copyRows: WasmFunction;
  readonly transpose: WasmFunction;
}

/** The running backend, which must be the WebAssembly one. */
export function wasmBackend(): WasmBackend {
  return engine().backend as WasmBackend;
}

export function startWasmModule(memory: WasmMemory): WasmModule {
  const module = new WebAssembly.Module(Buffer.from(WASM_MODULE_BASE64, 'base64'));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as WasmModule;
}
