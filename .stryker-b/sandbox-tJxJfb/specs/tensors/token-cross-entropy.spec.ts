// Cross-entropy of the next token against float64: each seed's weighted mean, by value and gradient, and places of no weight that
// say nothing.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { tokenCrossEntropy } from '../../src/tensors/layers/cross-entropy.ts';
import { grads, mul, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { worstError } from '../oracles/model-reference.ts';
import { BACKENDS, checkOperation, normals } from './check-operation.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';

const sizes = fc.record({
  seeds: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 4 }),
  words: fc.integer({ min: 2, max: 6 }),
  chance: fc.nat(),
});

/** Answers and weights [S R]; about a third of the weights are zero. */
function asked({ seeds, rows, words, chance }: { seeds: number; rows: number; words: number; chance: number }) {
  const stream = randomStream([chance | 1, 31, 32, 33]);
  const answers = Array.from({ length: seeds * rows }, () => stream.integerBelow(words));
  const weights = answers.map(() => (stream.integerBelow(3) === 0 ? 0 : Math.fround(stream.uniform())));
  return { answers, weights };
}

/** Loss of each seed. */
function lossReference(
  logits: readonly number[],
  {
    answers,
    weights,
    seeds,
  }: { readonly answers: readonly number[]; readonly weights: readonly number[]; seeds: number },
): number[] {
  const words = logits.length / answers.length;
  const losses = new Array<number>(seeds).fill(0);
  for (const [row, answer] of answers.entries()) {
    const own = logits.slice(row * words, (row + 1) * words);
    const largest = Math.max(...own);
    const logSum = largest + Math.log(own.reduce((total, value) => total + Math.exp(value - largest), 0));
    const seed = Math.floor((row * seeds) / answers.length);
    losses[seed] = (losses[seed] as number) + (weights[row] as number) * (logSum - (own[answer] as number));
  }
  return losses;
}

describe.each(BACKENDS)('cross-entropy of tokens on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  law.prop([sizes], { numRuns: 60 })(
    'is the weighted loss of each seed, and no seed moves the gradient of another',
    ({ seeds, rows, words, chance }) => {
      const { answers, weights } = asked({ seeds, rows, words, chance });
      checkOperation(
        (logits) => tokenCrossEntropy(logits as Tensor, tensor(answers, [seeds, rows]), tensor(weights, [seeds, rows])),
        ([logits]) => lossReference(logits ?? [], { answers, weights, seeds }),
        { inputs: [normals([seeds, rows, words], chance)], outputShape: [seeds], tolerance: 1e-5 },
      );
    },
  );

  law.prop([sizes], { numRuns: 30 })(
    'leaves the logits of places without weight alone, whatever they are',
    ({ seeds, rows, words, chance }) => {
      const { answers, weights } = asked({ seeds, rows, words, chance });
      tidy(() => {
        const plain = normals([seeds, rows, words], chance).values;
        const wild = plain.map((value, index) => (weights[Math.floor(index / words)] === 0 ? 1000 * value : value));
        const [losses, gradients] = [plain, wild].map((values) => {
          const z = tensor([...values], [seeds, rows, words]);
          const [a, w] = [tensor(answers, [seeds, rows]), tensor(weights, [seeds, rows])];
          const [gradient] = grads((logits: Tensor) => sum(tokenCrossEntropy(logits, a, w)))([z]);
          // A zero may have either sign.
          const numbers = (x: Tensor) => [...x.dataSync()].map((value) => value + 0);
          return [numbers(tokenCrossEntropy(z, a, w)), numbers(gradient as Tensor)] as const;
        }) as [readonly [number[], number[]], readonly [number[], number[]]];
        expect(gradients).toEqual(losses);
        for (const [index, value] of gradients[1].entries()) {
          if (weights[Math.floor(index / words)] === 0) expect(Math.abs(value)).toBe(0);
        }
      });
    },
  );

  it('is the logarithm of the vocabulary where nothing is known, and stays finite for logits of a thousand', () => {
    tidy(() => {
      const one = tensor([1], [1, 1]);
      const loss = (logits: number[], answer: number) =>
        tokenCrossEntropy(tensor(logits, [1, 1, logits.length]), tensor([answer], [1, 1]), one).dataSync()[0] as number;
      expect(loss([7, 7, 7, 7, 7], 3)).toBeCloseTo(Math.log(5), 6);
      expect(loss([1000, -1000], 1)).toBe(2000);
      expect(loss([1000, -1000], 0)).toBeCloseTo(0, 6);
    });
  });

  it('has the gradient of share less answer, for each seed by its own factor', () => {
    tidy(() => {
      const [answers, weights] = [tensor([1, 2], [2, 1]), tensor([1, 1], [2, 1])];
      const logits = tensor([0.1, 0.2, 0.3, 0.1, 0.2, 0.3], [2, 1, 3]);
      const [gradient] = grads((z: Tensor) => sum(mul(tokenCrossEntropy(z, answers, weights), tensor([1, 10]))))([
        logits,
      ]);
      const found = [...(gradient as Tensor).dataSync()];
      const total = Math.exp(0.1) + Math.exp(0.2) + Math.exp(0.3);
      const share = (value: number) => Math.exp(value) / total;
      const wanted = [share(0.1), share(0.2) - 1, share(0.3), 10 * share(0.1), 10 * share(0.2), 10 * (share(0.3) - 1)];
      expect(worstError(found, wanted)).toBeLessThan(1e-6);
    });
  });
});
