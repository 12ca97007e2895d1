// Loss of stacked models on a batch, and its gradient as one flat tensor: what a training step and an analysis of
// per-example gradients both need.
import type { BatchTensors, Model } from '../models/model.ts';
import { stack, unstack } from '../tensors/parameter-layout.ts';
import { grads, keep, sum, type Tensor } from '../tensors/tensorflow.ts';

/**
 * @param parameters [S, P]
 * @returns losses [S] and their gradient [S, P], each row of its own seed. Disposes nothing: call it inside `tidy`
 */
export function lossGradient(
  model: Model,
  parameters: Tensor,
  batch: BatchTensors,
): { readonly losses: Tensor; readonly gradient: Tensor } {
  const { layout } = model;
  const named = unstack(parameters, layout);
  const names = layout.entries.map(({ name }) => name);
  const byName = (tensors: readonly Tensor[]) =>
    Object.fromEntries(names.map((name, index) => [name, tensors[index] as Tensor]));
  let losses: Tensor | null = null;
  const totalLoss = (...values: Tensor[]) => {
    // `keep`: the tape of `grads` disposes what its function does not return.
    losses = keep(model.losses(byName(values), batch));
    return sum(losses);
  };
  const gradients = grads(totalLoss)(names.map((name) => named[name] as Tensor));
  return { losses: losses as unknown as Tensor, gradient: stack(byName(gradients), layout) };
}
