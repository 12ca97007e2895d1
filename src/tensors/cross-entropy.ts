// Weighted cross-entropy of stacked classifiers. `targets` holds the weight of each question at its right answer and zero
// elsewhere; weights of a seed sum to one, so a seed's loss is its mean, and the sum over seeds changes no seed's gradient.
import { fused } from './fused.ts';
import { customGrad, logSoftmax, mul, reshape, softmax, sub, sum, type Tensor } from './tensorflow.ts';

/** logits and targets [S, B, C, 2] -> loss of each seed [S] (nats a question). */
export function crossEntropy(logits: Tensor, targets: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [z, t, save] = inputs as unknown as [Tensor, Tensor, (saved: Tensor[]) => void];
    save([z, t]);
    const [value] = fused('CrossEntropy', { logits: z, targets: t }) ?? [
      mul(sum(mul(logSoftmax(z, -1), t), [1, 2, 3]), -1), // [S]
    ];
    return {
      value: value as Tensor,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedLogits, savedTargets] = saved as [Tensor, Tensor];
        const [gradient] = fused('CrossEntropyGradient', { dy, logits: savedLogits, targets: savedTargets }) ?? [
          composedGradient(dy, savedLogits, savedTargets),
        ];
        return [gradient as Tensor, mul(savedTargets, 0)];
      },
    };
  });
  return operation(logits, targets);
}

/** By the logits. */
function composedGradient(dy: Tensor, logits: Tensor, targets: Tensor): Tensor {
  const weights = sum(targets, -1, true); // [S, B, C, 1]
  const gradient = sub(mul(softmax(logits, -1), weights), targets);
  return mul(gradient, reshape(dy, [dy.shape[0] as number, 1, 1, 1]));
}
