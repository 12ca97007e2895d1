// Weighted cross-entropy of stacked classifiers. `targets` holds the weight of each question at its right answer and zero
// elsewhere; weights of a seed sum to one, so a seed's loss is its mean, and the sum over seeds changes no seed's gradient.
import { fused, hasFused } from './fused.ts';
import {
  cast,
  customGrad,
  exp,
  logSoftmax,
  mul,
  oneHot,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
} from './tensorflow.ts';

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

// Weighted cross-entropy of the next token, with right answers as numbers: a vocabulary is too long for targets of its length.

/**
 * @param logits [S, R, V]
 * @param answers whole numbers as floats [S, R]
 * @param weights [S, R]: those of a seed sum to one, so that a seed's loss is its mean, and zero where nothing is asked
 * @returns loss of each seed [S], nats a question
 */
export function tokenCrossEntropy(logits: Tensor, answers: Tensor, weights: Tensor): Tensor {
  return (hasFused('TokenCrossEntropy') ? whole : composed)(logits, answers, weights);
}

function whole(logits: Tensor, answers: Tensor, weights: Tensor): Tensor {
  const operation = customGrad((...inputs) => {
    const [z, a, w, save] = inputs as unknown as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void];
    const [value, powers] = fused('TokenCrossEntropy', { logits: z, answers: a, weights: w }) as [Tensor, Tensor];
    save([powers, a, w]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedPowers, savedAnswers, savedWeights] = saved as [Tensor, Tensor, Tensor];
        const given = { dy, powers: savedPowers, answers: savedAnswers, weights: savedWeights };
        const slopes = fused('TokenCrossEntropyGradient', given) as Tensor[];
        return [...slopes, mul(savedAnswers, 0), mul(savedWeights, 0)];
      },
    };
  });
  return operation(logits, answers, weights);
}

/** With targets as long as the vocabulary. */
function composed(logits: Tensor, answers: Tensor, weights: Tensor): Tensor {
  const [seeds, rows, words] = logits.shape as [number, number, number];
  const indices = cast(reshape(answers, [seeds * rows]), 'int32') as Tensor1D;
  const targets = reshape(oneHot(indices, words), logits.shape);
  const operation = customGrad((...inputs) => {
    const [z, t, w, save] = inputs as unknown as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void];
    const logProbabilities = logSoftmax(z, -1);
    save([logProbabilities, t, w]);
    return {
      value: mul(sum(mul(sum(mul(logProbabilities, t), 2), w), 1), -1), // [S]
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [logs, savedTargets, savedWeights] = saved as [Tensor, Tensor, Tensor];
        // Of a row: a pass over [S, R, V] fewer for each.
        const scale = mul(reshape(savedWeights, [seeds, rows, 1]), reshape(dy, [seeds, 1, 1]));
        // Only the logits are parameters' doing.
        return [mul(sub(exp(logs), savedTargets), scale), mul(savedTargets, 0), mul(savedWeights, 0)];
      },
    };
  });
  return operation(logits, targets, weights);
}
