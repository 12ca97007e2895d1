// GELU with the exact normal distribution function (Hendrycks & Gimpel 2016), as PyTorch's default.
import { fused } from './fused.ts';
import { add, customGrad, erf, exp, mul, square, type Tensor } from './tensorflow.ts';

const ONE_OVER_ROOT_TWO = Math.SQRT1_2;
const NORMAL_DENSITY_AT_ZERO = 0.3989422804014327;

/** Any shape; x Phi(x). */
export function gelu(x: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, save] = inputs as unknown as [Tensor, (saved: Tensor[]) => void];
    const whole = fused('Gelu', { x: input });
    if (whole !== null) {
      save([input]);
      const gradFunc = (dy: Tensor, [savedInput]: Tensor[]) =>
        fused('GeluGradient', { dy, x: savedInput as Tensor }) as Tensor[];
      return { value: whole[0] as Tensor, gradFunc };
    }
    const distribution = add(mul(erf(mul(input, ONE_OVER_ROOT_TWO)), 0.5), 0.5); // Phi(x)
    save([input, distribution]);
    return {
      value: mul(input, distribution),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedInput, phi] = saved as [Tensor, Tensor];
        const density = mul(exp(mul(square(savedInput), -0.5)), NORMAL_DENSITY_AT_ZERO);
        return [mul(dy, add(phi, mul(savedInput, density)))];
      },
    };
  });
  return operation(x);
}
