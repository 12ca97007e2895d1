// Layer normalisation over the last axis (Ba, Kiros & Hinton 2016), PyTorch's epsilon, with the closed-form gradient.
import { add, customGrad, div, matMul, mean, mul, ones, sqrt, square, sub, type Tensor } from './tensorflow.ts';

const EPSILON = 1e-5;

/** x [S, B, D], gain and bias [S, 1, D] -> [S, B, D]. */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, g, b, save] = inputs as unknown as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void];
    const centred = sub(input, mean(input, -1, true));
    const deviation = sqrt(add(mean(square(centred), -1, true), EPSILON)); // [S, B, 1]
    const normalised = div(centred, deviation); // [S, B, D]
    save([normalised, deviation, g]);
    return {
      value: add(mul(normalised, g), b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [unit, scale, savedGain] = saved as [Tensor, Tensor, Tensor];
        const [seeds, rows] = dy.shape as [number, number];
        const dUnit = mul(dy, savedGain);
        const along = mul(unit, mean(mul(dUnit, unit), -1, true));
        const dx = div(sub(sub(dUnit, mean(dUnit, -1, true)), along), scale);
        const sumRows = ones([seeds, 1, rows]);
        return [dx, matMul(sumRows, mul(dy, unit)), matMul(sumRows, dy)];
      },
    };
  });
  return operation(x, gain, bias);
}
