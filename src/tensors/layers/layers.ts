// The layers of stacked models with their gradients in closed form: S seeds, B or R rows, I inputs, O outputs, D width. Each asks for
// its fused kernel, and is composed of TensorFlow.js ops where there is none.

import { add, div, erf, exp, matMul, mean, mul, ones, sigmoid, sqrt, square, sub, type Tensor } from '../tensorflow.ts';
import { fused, hasFused, kernel, withGradient } from './with-gradient.ts';

/** PyTorch's. */
const LAYER_NORM_EPSILON = 1e-5;
const ROOT_MEAN_SQUARE_EPSILON = 1e-6;
const ONE_OVER_ROOT_TWO = Math.SQRT1_2;
const ROOT_OF_TWO_OVER_PI = 0.7978845608028654;
/** Of x^3 in the approximation of GELU. */
const CUBIC = 0.044715;
const NORMAL_DENSITY_AT_ZERO = 0.3989422804014327;

/**
 * The affine map: x [S, B, I], weight [S, I, O], bias [S, 1, O] -> [S, B, O]. By hand, because the bias gradient then is one matmul,
 * not a transpose and a sum, and ops are what costs on a CPU.
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  return withGradient([x, weight, bias], (input, w, b) => {
    const [value] = fused('Linear', { x: input, weight: w, bias: b }) ?? [add(matMul(input, w), b)]; // [S, B, O]
    return {
      value,
      saved: [input, w],
      gradient: (dy, savedInput, savedWeight) => {
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
}

/** GELU with the exact normal distribution function (Hendrycks & Gimpel 2016), as PyTorch's default: any shape; x Phi(x). */
export function gelu(x: Tensor): Tensor {
  return hasFused('Gelu') ? fusedGelu(x) : composedGelu(x);
}

function fusedGelu(x: Tensor): Tensor {
  return withGradient([x], (input) => ({
    value: kernel('Gelu', { x: input })[0],
    saved: [input],
    gradient: (dy, saved) => kernel('GeluGradient', { dy, x: saved }),
  }));
}

function composedGelu(x: Tensor): Tensor {
  return withGradient([x], (input) => {
    const distribution = add(mul(erf(mul(input, ONE_OVER_ROOT_TWO)), 0.5), 0.5); // Phi(x)
    return {
      value: mul(input, distribution),
      saved: [input, distribution],
      gradient: (dy, savedInput, phi) => {
        const density = mul(exp(mul(square(savedInput), -0.5)), NORMAL_DENSITY_AT_ZERO);
        return [mul(dy, add(phi, mul(savedInput, density)))];
      },
    };
  });
}

/** SiLU, the gate of Llama's MLP (Elfwing et al. 2018), any shape: x σ(x). */
export function silu(x: Tensor): Tensor {
  return withGradient([x], (input) => {
    const open = sigmoid(input);
    const value = mul(input, open);
    return {
      value,
      saved: [open, value],
      gradient: (dy, savedOpen, savedValue) => [
        mul(dy, add(savedOpen, mul(savedValue, sub(1, savedOpen)))), // σ + x σ (1 - σ)
      ],
    };
  });
}

/** GELU by its approximation with a tanh (Hendrycks & Gimpel 2016), as GPT-2's, any shape: x (1 + tanh u) / 2 = x σ(2 u). */
export function geluTanh(x: Tensor): Tensor {
  return withGradient([x], (input) => {
    const squared = square(input);
    // 2 u = x (a + b x^2)
    const [a, b] = [2 * ROOT_OF_TWO_OVER_PI, 2 * ROOT_OF_TWO_OVER_PI * CUBIC];
    const open = sigmoid(mul(input, add(mul(squared, b), a)));
    return {
      value: mul(input, open),
      saved: [squared, open, input],
      gradient: (dy, savedSquared, savedOpen, savedInput) => {
        const slope = mul(savedInput, add(mul(savedSquared, 3 * b), a)); // x (2 u)'
        return [mul(dy, mul(savedOpen, add(mul(slope, sub(1, savedOpen)), 1)))];
      },
    };
  });
}

/** Layer normalisation over the last axis (Ba, Kiros & Hinton 2016): x [S, B, D], gain and bias [S, 1, D] -> [S, B, D]. */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor, epsilon = LAYER_NORM_EPSILON): Tensor {
  return withGradient([x, gain, bias], (input, g, b) => {
    const outputs =
      fused('LayerNorm', { x: input, gain: g, bias: b }, { epsilon }) ??
      composedLayerNorm({ x: input, gain: g, bias: b }, epsilon);
    return normOf(outputs, g, (given) => fused('LayerNormGradient', given) ?? layerNormGradient(given));
  });
}

function composedLayerNorm({ x, gain, bias }: Record<'x' | 'gain' | 'bias', Tensor>, epsilon: number): Tensor[] {
  const centred = sub(x, mean(x, -1, true));
  const deviation = sqrt(add(mean(square(centred), -1, true), epsilon));
  const normalised = div(centred, deviation);
  return [add(mul(normalised, gain), bias), normalised, deviation];
}

/** Root mean square normalisation over the last axis (Zhang & Sennrich 2019): x [S, R, D], gain [S, 1, D] -> [S, R, D]. */
export function rootMeanSquareNorm(x: Tensor, gain: Tensor, epsilon = ROOT_MEAN_SQUARE_EPSILON): Tensor {
  return withGradient([x, gain], (input, g) => {
    const outputs =
      fused('RootMeanSquareNorm', { x: input, gain: g }, { epsilon }) ?? composedRootMeanSquareNorm(input, g, epsilon);
    return normOf(
      outputs,
      g,
      (given) => fused('RootMeanSquareNormGradient', given) ?? rootMeanSquareNormGradient(given),
    );
  });
}

function composedRootMeanSquareNorm(x: Tensor, gain: Tensor, epsilon: number): Tensor[] {
  const size = sqrt(add(mean(square(x), -1, true), epsilon));
  const unit = div(x, size);
  return [mul(unit, gain), unit, size];
}

type NormGradient = Record<'dy' | 'unit' | 'scale' | 'gain', Tensor>;

/** @param outputs the value [S, R, D], x normalised [S, R, D], and what it was divided by [S, R, 1] */
function normOf(outputs: readonly Tensor[], gain: Tensor, gradientOf: (given: NormGradient) => readonly Tensor[]) {
  const [value, unit, scale] = outputs as [Tensor, Tensor, Tensor];
  return {
    value,
    saved: [unit, scale, gain] as const,
    gradient: (dy: Tensor, savedUnit: Tensor, savedScale: Tensor, savedGain: Tensor) =>
      gradientOf({ dy, unit: savedUnit, scale: savedScale, gain: savedGain }),
  };
}

/** By x, gain and bias. */
function layerNormGradient({ dy, unit, scale, gain }: NormGradient): Tensor[] {
  const [seeds, rows] = dy.shape as [number, number];
  const dUnit = mul(dy, gain);
  const along = mul(unit, mean(mul(dUnit, unit), -1, true));
  const dx = div(sub(sub(dUnit, mean(dUnit, -1, true)), along), scale);
  const sumRows = ones([seeds, 1, rows]);
  return [dx, matMul(sumRows, mul(dy, unit)), matMul(sumRows, dy)];
}

/** By x and gain. */
function rootMeanSquareNormGradient({ dy, unit, scale, gain }: NormGradient): Tensor[] {
  const [seeds, rows] = dy.shape as [number, number];
  const dUnit = mul(dy, gain);
  const along = mul(unit, mean(mul(dUnit, unit), -1, true));
  return [div(sub(dUnit, along), scale), matMul(ones([seeds, 1, rows]), mul(dy, unit))];
}
