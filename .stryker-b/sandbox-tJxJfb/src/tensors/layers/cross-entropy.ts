// Weighted cross-entropy of stacked classifiers. `targets` holds the weight of each question at its right answer and zero
// elsewhere; weights of a seed sum to one, so a seed's loss is its mean, and the sum over seeds changes no seed's gradient.

import { cast, exp, logSoftmax, mul, oneHot, reshape, sub, sum, type Tensor, type Tensor1D } from '../tensorflow.ts';
import { hasFused, kernel, withGradient } from './with-gradient.ts';

/** logits and targets [S, B, C, 2] -> loss of each seed [S] (nats a question). */
export function crossEntropy(logits: Tensor, targets: Tensor): Tensor {
  return (hasFused('CrossEntropy') ? fusedEntropy : composedEntropy)(logits, targets);
}

function fusedEntropy(logits: Tensor, targets: Tensor): Tensor {
  return withGradient([logits, targets], (z, t) => ({
    value: kernel('CrossEntropy', { logits: z, targets: t })[0],
    saved: [z, t],
    gradient: (dy, savedLogits, savedTargets) => [
      ...kernel('CrossEntropyGradient', { dy, logits: savedLogits, targets: savedTargets }),
      mul(savedTargets, 0),
    ],
  }));
}

function composedEntropy(logits: Tensor, targets: Tensor): Tensor {
  return withGradient([logits, targets], (z, t) => {
    const logProbabilities = logSoftmax(z, -1);
    return {
      value: mul(sum(mul(logProbabilities, t), [1, 2, 3]), -1), // [S]
      saved: [logProbabilities, t],
      gradient: (dy, logs, savedTargets) => {
        const weights = sum(savedTargets, -1, true); // [S, B, C, 1]
        const gradient = sub(mul(exp(logs), weights), savedTargets);
        const scale = reshape(dy, [dy.shape[0] as number, 1, 1, 1]);
        return [mul(gradient, scale), mul(savedTargets, 0)];
      },
    };
  });
}

/**
 * Weighted cross-entropy of the next token, with right answers as numbers: a vocabulary is too long for targets of its length.
 * @param logits [S, R, V]
 * @param answers whole numbers as floats [S, R]
 * @param weights [S, R]: those of a seed sum to one, so that a seed's loss is its mean, and zero where nothing is asked
 * @returns loss of each seed [S], nats a question
 */
export function tokenCrossEntropy(logits: Tensor, answers: Tensor, weights: Tensor): Tensor {
  return (hasFused('TokenCrossEntropy') ? fusedTokenEntropy : composedTokenEntropy)(logits, answers, weights);
}

function fusedTokenEntropy(logits: Tensor, answers: Tensor, weights: Tensor): Tensor {
  return withGradient([logits, answers, weights], (z, a, w) => {
    const [value, powers] = kernel('TokenCrossEntropy', { logits: z, answers: a, weights: w }) as [Tensor, Tensor];
    return {
      value,
      saved: [powers, a, w],
      gradient: (dy, savedPowers, savedAnswers, savedWeights) => {
        const given = { dy, powers: savedPowers, answers: savedAnswers, weights: savedWeights };
        return [...kernel('TokenCrossEntropyGradient', given), mul(savedAnswers, 0), mul(savedWeights, 0)];
      },
    };
  });
}

/** With targets as long as the vocabulary. */
function composedTokenEntropy(logits: Tensor, answers: Tensor, weights: Tensor): Tensor {
  const [seeds, rows, words] = logits.shape as [number, number, number];
  const indices: Tensor1D = cast(reshape(answers, [seeds * rows]), 'int32');
  const targets = reshape(oneHot(indices, words), logits.shape);
  return withGradient([logits, targets, weights], (z, t, w) => {
    const logProbabilities = logSoftmax(z, -1);
    return {
      value: mul(sum(mul(sum(mul(logProbabilities, t), 2), w), 1), -1), // [S]
      saved: [logProbabilities, t, w],
      gradient: (dy, logs, savedTargets, savedWeights) => {
        // Of a row: a pass over [S, R, V] fewer for each.
        const scale = mul(reshape(savedWeights, [seeds, rows, 1]), reshape(dy, [seeds, 1, 1]));
        // Only the logits are parameters' doing.
        return [mul(sub(exp(logs), savedTargets), scale), mul(savedTargets, 0), mul(savedWeights, 0)];
      },
    };
  });
}
