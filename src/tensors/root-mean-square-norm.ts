// Root mean square normalisation over the last axis (Zhang & Sennrich 2019), with the closed-form gradient.
import { fused } from './fused.ts';
import { add, customGrad, div, matMul, mean, mul, ones, sqrt, square, sub, type Tensor } from './tensorflow.ts';

const EPSILON = 1e-6;

/** x [S, R, D], gain [S, 1, D] -> [S, R, D]. */
export function rootMeanSquareNorm(x: Tensor, gain: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, g, save] = inputs as unknown as [Tensor, Tensor, (saved: Tensor[]) => void];
    const outputs = fused('RootMeanSquareNorm', { x: input, gain: g }) ?? composed(input, g);
    const [value, unit, scale] = outputs as [Tensor, Tensor, Tensor];
    save([unit, scale, g]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedUnit, savedScale, savedGain] = saved as [Tensor, Tensor, Tensor];
        const given = { unit: savedUnit, scale: savedScale, gain: savedGain };
        return fused('RootMeanSquareNormGradient', { dy, ...given }) ?? composedGradient(dy, given);
      },
    };
  });
  return operation(x, gain);
}

/** Value, normalised x [S, R, D], and the size it was divided by [S, R, 1]. */
function composed(x: Tensor, gain: Tensor): Tensor[] {
  const size = sqrt(add(mean(square(x), -1, true), EPSILON));
  const unit = div(x, size);
  return [mul(unit, gain), unit, size];
}

/** By x and gain. */
function composedGradient(dy: Tensor, { unit, scale, gain }: Record<'unit' | 'scale' | 'gain', Tensor>): Tensor[] {
  const [seeds, rows] = dy.shape as [number, number];
  const dUnit = mul(dy, gain);
  const along = mul(unit, mean(mul(dUnit, unit), -1, true));
  return [div(sub(dUnit, along), scale), matMul(ones([seeds, 1, rows]), mul(dy, unit))];
}
