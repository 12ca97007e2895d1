// Fused kernels: a layer's arithmetic in one pass over memory, where the current backend has such a kernel. Nothing depends on
// it: a layer asks by name, and composes TensorFlow.js ops where the answer is null. Those ops are the definition.
import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** One tensor or more. */
export type Outputs = [Tensor, ...Tensor[]];

/** Whether the current backend has the kernel: for a layer whose gradient is another one where the ops are composed. */
export function hasFused(name: string): boolean {
  return getKernel(name, getBackend()) !== undefined;
}

/** The outputs of a kernel that the current backend has. */
export function kernel(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap = {}): Outputs {
  // Not for the tape: callers stand within `withGradient`, or are no part of a gradient.
  return engine().runKernel(name, inputs, attributes);
}

/** @returns the outputs of the kernel, or null where the current backend has none of that name */
export function fused(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap = {}): Outputs | null {
  return hasFused(name) ? kernel(name, inputs, attributes) : null;
}
