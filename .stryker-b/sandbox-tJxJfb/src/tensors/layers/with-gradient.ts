// An operation whose gradient is written by hand: fewer and larger ops than autodiff's, or what a fused kernel gives.
import {
  customGrad,
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from '../tensorflow.ts';

interface Forward<Saved extends readonly Tensor[]> {
  readonly value: Tensor;
  /** What the gradient needs of the forward pass. */
  readonly saved: readonly [...Saved];
  /** One slope an input, in their order. @param dy by the value */
  readonly gradient: (dy: Tensor, ...saved: Saved) => readonly Tensor[];
}

export function withGradient<Inputs extends readonly Tensor[], Saved extends readonly Tensor[]>(
  inputs: readonly [...Inputs],
  forward: (...inputs: Inputs) => Forward<Saved>,
): Tensor {
  const operation = customGrad((...given) => {
    // TensorFlow.js hands over the inputs, and after them what saves; its type knows of one list only.
    const [save, ...reversed] = [...given].reverse() as unknown as [(tensors: readonly Tensor[]) => void, ...Inputs];
    const { value, saved, gradient } = forward(...(reversed.reverse() as unknown as Inputs));
    save(saved);
    return { value, gradFunc: (dy: Tensor, kept: Tensor[]) => [...gradient(dy, ...(kept as unknown as Saved))] };
  });
  return operation(...inputs);
}

// Fused kernels: a layer's arithmetic in one pass over memory, where the current backend has such a kernel. Nothing depends on
// it: a layer asks by name, and composes TensorFlow.js ops where the answer is null. Those ops are the definition.

/** One tensor or more. */
type Outputs = [Tensor, ...Tensor[]];

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
