// Softmax over the last axis, as the exponential of the log-softmax: TensorFlow's own kernel for it is another one in a graph than
// op by op (oneDNN), so that a recorded step would give other bits.
import { customGrad, exp, logSoftmax, mul, sub, sum, type Tensor } from './tensorflow.ts';

/** Any shape. */
export function softmax(x: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [input, save] = inputs as unknown as [Tensor, (saved: Tensor[]) => void];
    const value = exp(logSoftmax(input, -1));
    save([value]);
    return {
      value,
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
        const weighted = mul(dy, saved as Tensor);
        return [sub(weighted, mul(sum(weighted, -1, true), saved as Tensor))];
      },
    };
  });
  return operation(x);
}
