// Weighted cross-entropy of the next token, with right answers as numbers: a vocabulary is too long for targets of its length.
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
