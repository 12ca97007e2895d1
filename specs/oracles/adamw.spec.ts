// Oracle: five steps of PyTorch's AdamW in double precision (adamw-pytorch.py), on both engines.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { uploadAll } from '../../src/tensors/host-numbers.ts';
import { dispose, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import {
  type AdamWState,
  type AdamWStepInputs,
  adamW,
  adamWStepInputs,
  initialAdamW,
} from '../../src/training/adamw.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import oracle from './adamw-pytorch.json' with { type: 'json' };

const inputsOf = (step: number, learningRates: readonly number[], optimizer: AdamWConfig) =>
  uploadAll(adamWStepInputs({ step, learningRates, optimizer })) as unknown as AdamWStepInputs<Tensor>;

describe.each(['wasm', 'cpu'] as const)("PyTorch's AdamW on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  it.each(oracle.cases.map((example) => [example.weightDecay, example.beta1, example] as const))(
    'is followed for five steps to 1e-6, with weight decay %d and beta1 %d',
    (_, __, { parametersByStep, learningRates, ...optimizer }) => {
      let state: AdamWState = tidy(() => initialAdamW(tensor([oracle.start])));
      for (const [index, expected] of parametersByStep.entries()) {
        const previous = state;
        state = tidy(() => {
          const inputs = inputsOf(index + 1, [learningRates[index] as number], optimizer);
          return adamW(previous, tensor([oracle.gradients[index] as number[]]), inputs, optimizer);
        });
        dispose(Object.values(previous));
        const values = state.parameters.dataSync();
        for (const [place, value] of expected.entries()) {
          expect(Math.abs((values[place] as number) - value), `step ${index + 1}, number ${place}`).toBeLessThan(1e-6);
        }
      }
      dispose(Object.values(state));
    },
  );

  it('updates stacked seeds with their own learning rates, and leaves a seed with rate zero bit for bit', () => {
    const optimizer = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 };
    tidy(() => {
      const rows = [oracle.start, oracle.start, oracle.start];
      const gradient = tensor(rows.map(() => oracle.gradients[0] as number[]));
      const start = tensor(rows);
      const inputs = inputsOf(1, [0.01, 0, 0.02], optimizer);
      const next = adamW(initialAdamW(start), gradient, inputs, optimizer).parameters.arraySync() as number[][];
      const alone = adamW(
        initialAdamW(tensor([oracle.start])),
        tensor([oracle.gradients[0] as number[]]),
        inputsOf(1, [0.02], optimizer),
        optimizer,
      ).parameters.arraySync() as number[][];
      expect(next[1]).toEqual((start.arraySync() as number[][])[1]);
      expect(next[2]).toEqual(alone[0]);
      expect(next[0]).not.toEqual(next[2]);
    });
  });
});
