// Adafactor (Shazeer & Stern 2018) as transformers has it with a learning rate from outside: second moments of a matrix as the mean of its
// rows and of its columns, updates clipped by their root mean square, no first moment. A pure function, so that the step can be recorded.
import type { HostNumbers } from '../tensors/host-numbers.ts';
import {
  add,
  concat,
  div,
  maximum,
  mean,
  mul,
  reshape,
  rsqrt,
  split,
  sqrt,
  square,
  sub,
  type Tensor,
  tensorOf,
  zeros,
} from '../tensors/tensorflow.ts';
import type { AdafactorConfig } from './protocol-config.ts';
import { ofEachSeed, type StepRequest } from './step-request.ts';

/** Of one array: its parameters [S, numbers], and second moments by name. */
export type AdafactorState = Readonly<Record<string, Tensor>>;

/** What changes from step to step, a number a seed [S, 1]. */
export type AdafactorStepInputs<Kind> = {
  readonly rate: Kind;
  /** What is kept of the moments so far: 1 - t^exponent. */
  readonly kept: Kind;
  /** 1 - learning rate * weight decay. */
  readonly decay: Kind;
};

/** Keeps a square above zero; transformers' first epsilon. */
const LEAST_SQUARE = 1e-30;

/** @param rows of an array that its makers have as several, one below the other: so many each */
export interface ArrayShape {
  readonly shape: readonly number[];
  readonly rows: readonly number[];
}

export function adafactorStepInputs(
  at: StepRequest & { readonly optimizer: AdafactorConfig },
): AdafactorStepInputs<HostNumbers> {
  const { decayExponent, weightDecay } = at.optimizer;
  return {
    rate: ofEachSeed(at, (rate) => rate),
    kept: ofEachSeed(at, () => 1 - at.step ** decayExponent),
    decay: ofEachSeed(at, (rate) => 1 - rate * weightDecay),
  };
}

/** @param parameters [S, numbers] of one array */
export function initialAdafactor(parameters: Tensor, { shape, rows }: ArrayShape): Record<string, Tensor> {
  const [seeds] = parameters.shape as [number];
  if (!isMatrix(shape)) return { parameters, squares: zeros(parameters.shape) };
  const moments = rows.flatMap((count, index) => [
    [`rows ${index}`, zeros([seeds, count, 1])] as const,
    [`columns ${index}`, zeros([seeds, 1, shape[1] as number])] as const,
  ]);
  return { parameters, ...Object.fromEntries(moments) };
}

/**
 * One update. Disposes nothing: call it inside `tidy`.
 * @param gradient [S, numbers]
 * @param inputs `decay` null: weight decay does not shrink this array
 */
export function adafactor(
  state: AdafactorState,
  gradient: Tensor,
  { rate, kept, decay }: Omit<AdafactorStepInputs<Tensor>, 'decay'> & { readonly decay: Tensor | null },
  { shape, rows, updateClip }: ArrayShape & Pick<AdafactorConfig, 'updateClip'>,
): Record<string, Tensor> {
  const parameters = tensorOf(state, 'parameters');
  const [seeds] = parameters.shape as [number];
  const shrunk = decay === null ? parameters : mul(parameters, decay);
  const stepped = (change: Tensor) => sub(shrunk, mul(change, rate));
  // m + (1 - kept)(new - m)
  const share = sub(1, kept);
  const grown = (moment: Tensor, now: Tensor, factor: Tensor) => add(moment, mul(sub(now, moment), factor));
  if (!isMatrix(shape)) {
    const squares = grown(tensorOf(state, 'squares'), add(square(gradient), LEAST_SQUARE), share);
    return { parameters: stepped(clipped(mul(rsqrt(squares), gradient), updateClip, [1])), squares };
  }
  const ofMatrix = reshape(share, [seeds, 1, 1]);
  const next: Record<string, Tensor> = {};
  const parts = split(reshape(gradient, [seeds, ...shape]), [...rows], 1).map((part, index) => {
    const squares = add(square(part), LEAST_SQUARE);
    const own = grown(tensorOf(state, `rows ${index}`), mean(squares, 2, true), ofMatrix); // [S, r, 1]
    const columns = grown(tensorOf(state, `columns ${index}`), mean(squares, 1, true), ofMatrix); // [S, 1, c]
    Object.assign(next, { [`rows ${index}`]: own, [`columns ${index}`]: columns });
    const scaled = mul(mul(rsqrt(div(own, mean(own, 1, true))), rsqrt(columns)), part);
    return clipped(scaled, updateClip, [1, 2]);
  });
  const change = reshape(parts.length === 1 ? tensorOf(parts, 0) : concat(parts, 1), parameters.shape);
  return { parameters: stepped(change), ...next };
}

const isMatrix = (shape: readonly number[]) => shape.length === 2 && shape.every((length) => length > 1);

/** Scaled down to this root mean square at most. */
function clipped(update: Tensor, most: number, axes: number[]): Tensor {
  return div(update, maximum(div(sqrt(mean(square(update), axes, true)), most), 1));
}
