// Checks a differentiable operation on whole stacked tensors: values against float64 on plain arrays, gradients against central
// differences of it.
import { expect } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { grads, mul, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import * as reference from '../oracles/model-reference.ts';
import { HAS_NATIVE } from './native-available.ts';

/** The native build is tried where it is there. */
export const BACKENDS = [...(['wasm', 'cpu'] as const), ...(HAS_NATIVE ? (['tensorflow'] as const) : [])];

export interface Input {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export const elements = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Standard normal numbers that 32 bits hold. */
export function normals(shape: readonly number[], seed: number): Input {
  const chance = randomStream([seed | 1, 21, 22, 23]);
  return { shape, values: Array.from({ length: elements(shape) }, () => Math.fround(chance.normal())) };
}

/**
 * Values, and the gradient by every input of the output weighted by fixed random numbers.
 * @param expected the output, flat, from the flat inputs
 */
export function checkOperation(
  operation: (...inputs: Tensor[]) => Tensor,
  expected: (inputs: readonly (readonly number[])[]) => readonly number[],
  {
    inputs,
    outputShape,
    tolerance,
  }: { readonly inputs: readonly Input[]; readonly outputShape: readonly number[]; readonly tolerance: number },
): void {
  const given = inputs.map(({ values }) => values);
  const weights = normals(outputShape, 77).values;
  const wanted = inputs.map(({ values }, moved) =>
    reference.finiteDifferences((at) => {
      const output = expected(given.map((own, index) => (index === moved ? at : own)));
      return output.reduce((total, value, place) => total + value * (weights[place] as number), 0);
    }, values),
  );
  tidy(() => {
    const tensors = inputs.map(({ shape, values }) => tensor([...values], [...shape]));
    const output = operation(...tensors);
    expect(output.shape).toEqual(outputShape);
    expect(reference.worstError(output.dataSync(), expected(given)), 'values').toBeLessThan(tolerance);
    const scale = tensor([...weights], [...outputShape]);
    const found = grads((...values: Tensor[]) => sum(mul(operation(...values), scale)))(tensors);
    for (const [index, gradient] of found.entries()) {
      expect(gradient.shape).toEqual(inputs[index]?.shape);
      expect(
        reference.worstError(gradient.dataSync(), wanted[index] as number[]),
        `gradient by input ${index}`,
      ).toBeLessThan(tolerance);
    }
  });
}
