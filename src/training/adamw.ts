// AdamW (Loshchilov & Hutter 2019) as a pure function of stacked flat parameters, in PyTorch's form (epsilon outside the
// root of the corrected second moment, decay decoupled). Everything that changes is a tensor, so that the step can be recorded.

import type { HostNumbers } from '../tensors/host-numbers.ts';
import { fused } from '../tensors/layers/with-gradient.ts';
import {
  add,
  concat,
  div,
  minimum,
  mul,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  zerosLike,
} from '../tensors/tensorflow.ts';
import type { AdamWConfig } from './protocol-config.ts';
import { ofEachSeed, type StepRequest } from './step-request.ts';

// A type and not an interface: only types fit TensorFlow.js' containers of tensors (`tidy`).
export type AdamWState = {
  readonly parameters: Tensor; // [S, P]
  readonly firstMoment: Tensor; // [S, P]
  readonly secondMoment: Tensor; // [S, P]
};

/** What changes from step to step: per seed [S, 1], so that one seed can rest while others go on. */
export type AdamWStepInputs<Kind> = {
  /** learning rate / (1 - beta1^t); zero leaves the seed's parameters as they are. */
  readonly stepSize: Kind;
  /** 1 / sqrt(1 - beta2^t). */
  readonly secondMomentScale: Kind;
  /** 1 - learning rate * weight decay. */
  readonly decay: Kind;
};

export function initialAdamW(parameters: Tensor): AdamWState {
  return { parameters, firstMoment: zerosLike(parameters), secondMoment: zerosLike(parameters) };
}

export function adamWStepInputs(at: StepRequest & { readonly optimizer: AdamWConfig }): AdamWStepInputs<HostNumbers> {
  const { beta1, beta2, weightDecay } = at.optimizer;
  return {
    stepSize: ofEachSeed(at, (rate) => rate / (1 - beta1 ** at.step)),
    secondMomentScale: ofEachSeed(at, () => 1 / Math.sqrt(1 - beta2 ** at.step)),
    decay: ofEachSeed(at, (rate) => 1 - rate * weightDecay),
  };
}

/**
 * One update. Disposes nothing: call it inside `tidy`.
 * @param decayed weight decay shrinks the first so many parameters of a row; left out: all
 */
export function adamW(
  state: AdamWState,
  unclipped: Tensor,
  inputs: AdamWStepInputs<Tensor>,
  { beta1, beta2, epsilon, weightDecay, gradientClip }: AdamWConfig,
  decayed = unclipped.shape[1] as number,
): AdamWState {
  const { stepSize, secondMomentScale, decay } = inputs;
  const gradient = gradientClip === undefined ? unclipped : clipped(unclipped, gradientClip);
  const tensors = { ...state, gradient, stepSize, secondMomentScale, decay };
  // Without weight decay the factor is one for all.
  const shrinks = weightDecay === 0 ? (unclipped.shape[1] as number) : decayed;
  const whole = fused('AdamW', tensors, { beta1, beta2, epsilon, decayed: shrinks });
  if (whole !== null) {
    const [parameters, firstMoment, secondMoment] = whole as [Tensor, Tensor, Tensor];
    return { parameters, firstMoment, secondMoment };
  }
  // m + (1 - beta)(g - m) is beta m + (1 - beta) g with one op fewer.
  const firstMoment = add(state.firstMoment, mul(sub(gradient, state.firstMoment), 1 - beta1));
  const secondMoment = add(state.secondMoment, mul(sub(square(gradient), state.secondMoment), 1 - beta2));
  const denominator = add(mul(sqrt(secondMoment), inputs.secondMomentScale), epsilon);
  const update = mul(div(firstMoment, denominator), inputs.stepSize);
  const shrunk = weightDecay === 0 ? state.parameters : decayFirst(state.parameters, decay, decayed);
  return { parameters: sub(shrunk, update), firstMoment, secondMoment };
}

/** [S, P] with the first columns multiplied by [S, 1]. */
function decayFirst(parameters: Tensor, decay: Tensor, columns: number): Tensor {
  const [seeds, size] = parameters.shape as [number, number];
  if (columns === size) return mul(parameters, decay);
  const part = (start: number, length: number) => slice(parameters, [0, start], [seeds, length]);
  return concat([mul(part(0, columns), decay), part(columns, size - columns)], 1);
}

/** Each seed's gradient [S, P] scaled down to at most this norm, as PyTorch's clip_grad_norm_. */
function clipped(gradient: Tensor, norm: number): Tensor {
  const [whole] = fused('ClipRows', { x: gradient }, { norm }) ?? [];
  if (whole !== undefined) return whole;
  const size = sqrt(sum(square(gradient), 1, true)); // [S, 1]
  return mul(gradient, clipScale(size, norm));
}

/** What gradients of these sizes are multiplied by. */
export function clipScale(size: Tensor, norm: number): Tensor {
  return minimum(div(norm, add(size, 1e-6)), 1);
}
