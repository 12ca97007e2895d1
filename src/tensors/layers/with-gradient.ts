// An operation whose gradient is written by hand: fewer and larger ops than autodiff's, or what a fused kernel gives.
import { customGrad, type Tensor } from '../tensorflow.ts';

export interface Forward<Saved extends readonly Tensor[]> {
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
