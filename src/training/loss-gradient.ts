// Loss of stacked models on a batch, and its gradient as one flat tensor: what a training step and an analysis of
// per-example gradients both need.
import type { BatchTensors, Model } from '../models/model.ts';
import { type NamedTensors, stack, unstack } from '../tensors/parameter-layout.ts';
import { grads, keep, sum, type Tensor, tensorOf } from '../tensors/tensorflow.ts';

/**
 * @param parameters [S, P]
 * @returns losses [S] and their gradient [S, P], each row of its own seed. Disposes nothing: call it inside `tidy`
 */
export function lossGradient(
  model: Model,
  parameters: Tensor,
  batch: BatchTensors,
): { readonly losses: Tensor; readonly gradient: Tensor } {
  const { losses, gradients } = lossGradients(model, unstack(parameters, model.layout), batch);
  return { losses, gradient: stack(gradients, model.layout) };
}

/**
 * The same, array by array.
 * @param parameters [S, ...shape] each
 */
export function lossGradients(
  model: Model,
  parameters: NamedTensors,
  batch: BatchTensors,
): { readonly losses: Tensor; readonly gradients: NamedTensors } {
  const names = model.layout.entries.map(({ name }) => name);
  const byName = (tensors: readonly Tensor[]) =>
    Object.fromEntries(names.map((name, index) => [name, tensorOf(tensors, index)]));
  const losses: Tensor[] = [];
  const totalLoss = (...values: Tensor[]) => {
    // `keep`: the tape of `grads` disposes what its function does not return.
    const own = keep(model.losses(byName(values), batch));
    losses.push(own);
    return sum(own);
  };
  const gradients = grads(totalLoss)(names.map((name) => tensorOf(parameters, name)));
  return { losses: tensorOf(losses, 0), gradients: byName(gradients) };
}
