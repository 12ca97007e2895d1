// Weighted cross-entropy of stacked classifiers. `targets` holds the weight of each question at its right answer and zero
// elsewhere; weights of a seed sum to one, so a seed's loss is its mean, and the sum over seeds changes no seed's gradient.
import { fused } from './fused.ts';
import { customGrad, exp, logSoftmax, mul, reshape, sub, sum, type Tensor } from './tensorflow.ts';

/** logits and targets [S, B, C, 2] -> loss of each seed [S] (nats a question). */
export function crossEntropy(logits: Tensor, targets: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [z, t, save] = inputs as unknown as [Tensor, Tensor, (saved: Tensor[]) => void];
    const whole = fused('CrossEntropy', { logits: z, targets: t });
    if (whole !== null) {
      save([z, t]);
      return {
        value: whole[0] as Tensor,
        gradFunc: (dy: Tensor, saved: Tensor[]) => {
          const [savedLogits, savedTargets] = saved as [Tensor, Tensor];
          const given = { dy, logits: savedLogits, targets: savedTargets };
          return [...(fused('CrossEntropyGradient', given) as Tensor[]), mul(savedTargets, 0)];
        },
      };
    }
    const logProbabilities = logSoftmax(z, -1);
    save([logProbabilities, t]);
    return {
      value: mul(sum(mul(logProbabilities, t), [1, 2, 3]), -1), // [S]
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [logs, savedTargets] = saved as [Tensor, Tensor];
        const weights = sum(savedTargets, -1, true); // [S, B, C, 1]
        const gradient = sub(mul(exp(logs), weights), savedTargets);
        const scale = reshape(dy, [dy.shape[0] as number, 1, 1, 1]);
        return [mul(gradient, scale), mul(savedTargets, 0)];
      },
    };
  });
  return operation(logits, targets);
}
