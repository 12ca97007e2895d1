// Layer normalisation over the last axis (Ba, Kiros & Hinton 2016), PyTorch's epsilon, with the closed-form gradient.
import { fused } from './fused.ts';
import { add, customGrad, div, matMul, mean, mul, ones, sqrt, square, sub, type Tensor } from './tensorflow.ts';

const EPSILON = 1e-5;

/** x [S, B, D], gain and bias [S, 1, D] -> [S, B, D]. */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, g, b, save] = inputs as unknown as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void];
    const outputs = fused('LayerNorm', { x: input, gain: g, bias: b }) ?? composed(input, g, b);
    const [value, normalised, deviation] = outputs as [Tensor, Tensor, Tensor];
    save([normalised, deviation, g]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [unit, scale, savedGain] = saved as [Tensor, Tensor, Tensor];
        return (
          fused('LayerNormGradient', { dy, unit, scale, gain: savedGain }) ??
          composedGradient(dy, { unit, scale, gain: savedGain })
        );
      },
    };
  });
  return operation(x, gain, bias);
}

/** Value, normalised x [S, B, D], and the deviation it was divided by [S, B, 1]. */
function composed(x: Tensor, gain: Tensor, bias: Tensor): Tensor[] {
  const centred = sub(x, mean(x, -1, true));
  const deviation = sqrt(add(mean(square(centred), -1, true), EPSILON));
  const normalised = div(centred, deviation);
  return [add(mul(normalised, gain), bias), normalised, deviation];
}

/** By x, gain and bias. */
function composedGradient(dy: Tensor, { unit, scale, gain }: Record<'unit' | 'scale' | 'gain', Tensor>): Tensor[] {
  const [seeds, rows] = dy.shape as [number, number];
  const dUnit = mul(dy, gain);
  const along = mul(unit, mean(mul(dUnit, unit), -1, true));
  const dx = div(sub(sub(dUnit, mean(dUnit, -1, true)), along), scale);
  const sumRows = ones([seeds, 1, rows]);
  return [dx, matMul(sumRows, mul(dy, unit)), matMul(sumRows, dy)];
}
