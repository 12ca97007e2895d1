// Stacked affine map: S seeds, B rows, I inputs, O outputs. The gradient is written by hand because it is fewer and larger
// ops than autodiff's (the bias gradient is one matmul, not a transpose and a sum), and ops are what costs on a CPU.
import { fused } from './fused.ts';
import { add, customGrad, matMul, ones, type Tensor } from './tensorflow.ts';

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
