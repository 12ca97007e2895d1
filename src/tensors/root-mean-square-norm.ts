// Root mean square normalisation over the last axis (Zhang & Sennrich 2019), with the closed-form gradient.
import { add, customGrad, div, matMul, mean, mul, ones, sqrt, square, sub, type Tensor } from './tensorflow.ts';

const EPSILON = 1e-6;

/** x [S, R, D], gain [S, 1, D] -> [S, R, D]. */
export function rootMeanSquareNorm(x: Tensor, gain: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, g, save] = inputs as unknown as [Tensor, Tensor, (saved: Tensor[]) => void];
    const size = sqrt(add(mean(square(input), -1, true), EPSILON)); // [S, R, 1]
    const unit = div(input, size);
    save([unit, size, g]);
    return {
      value: mul(unit, g),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedUnit, savedSize, savedGain] = saved as [Tensor, Tensor, Tensor];
        const [seeds, rows] = dy.shape as [number, number];
        const dUnit = mul(dy, savedGain);
        const along = mul(savedUnit, mean(mul(dUnit, savedUnit), -1, true));
        return [div(sub(dUnit, along), savedSize), matMul(ones([seeds, 1, rows]), mul(dy, savedUnit))];
      },
    };
  });
  return operation(x, gain);
}
