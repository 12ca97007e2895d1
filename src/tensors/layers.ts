// Layer normalisation over the last axis (Ba, Kiros & Hinton 2016), PyTorch's epsilon, with the closed-form gradient.
import { fused } from './fused.ts';
import {
  add,
  customGrad,
  div,
  erf,
  exp,
  matMul,
  mean,
  mul,
  ones,
  sqrt,
  square,
  sub,
  type Tensor,
} from './tensorflow.ts';

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

// Stacked affine map: S seeds, B rows, I inputs, O outputs. The gradient is written by hand because it is fewer and larger
// ops than autodiff's (the bias gradient is one matmul, not a transpose and a sum), and ops are what costs on a CPU.

/** x [S, B, I], weight [S, I, O], bias [S, 1, O] -> [S, B, O]. */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, w, b, save] = inputs as unknown as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void];
    save([input, w]);
    const [value] = fused('Linear', { x: input, weight: w, bias: b }) ?? [add(matMul(input, w), b)]; // [S, B, O]
    return {
      value: value as Tensor,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedInput, savedWeight] = saved as [Tensor, Tensor];
        const [seeds, rows] = dy.shape as [number, number];
        return (
          fused('LinearGradient', { dy, x: savedInput, weight: savedWeight }) ?? [
            matMul(dy, savedWeight, false, true), // [S, B, I]
            matMul(savedInput, dy, true, false), // [S, I, O]
            matMul(ones([seeds, 1, rows]), dy), // [S, 1, O]
          ]
        );
      },
    };
  });
  return operation(x, weight, bias);
}

const ONE_OVER_ROOT_TWO = Math.SQRT1_2;
const NORMAL_DENSITY_AT_ZERO = 0.3989422804014327;

// GELU with the exact normal distribution function (Hendrycks & Gimpel 2016), as PyTorch's default.

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
