// What recording needs of tfjs-node: the backend's call into TensorFlow's C library, which its own types hide.
import { engine, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core';

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export interface TensorMetadata {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

export type HostArray = Float32Array | Int32Array | Uint8Array;

/** The addon's functions: tensors are numbered, ops run at once, a saved model is a session. */
export interface NativeBinding {
  createTensor(shape: readonly number[], dtype: number, values: HostArray): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): HostArray;
  executeOp(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: readonly number[], inputNames: string, outputNames: string): TensorMetadata[];
  readonly TF_BOOL: number;
  readonly TF_FLOAT: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

export interface NativeBackend extends KernelBackend {
  binding: NativeBinding;
  write(values: HostArray, shape: readonly number[], dtype: string): object;
  /** Uploads what is not yet with TensorFlow, and gives the numbers. */
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

/** The backend `tensorflow`, once it is started. */
export function nativeBackend(): NativeBackend {
  return engine().findBackend('tensorflow') as NativeBackend;
}
