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

/** @returns the outputs of the kernel, or null where the current backend has none of that name */
export function fused(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap = {}): Tensor[] | null {
  if (getKernel(name, getBackend()) === undefined) return null;
  // Not for the tape: callers stand within `customGrad`, or are no part of a gradient.
  return engine().runKernel(name, inputs, attributes) as unknown as Tensor[];
}
