// Oracle: six steps of PyTorch's AdamW with a clipped gradient and with decay of the first parameters only, in double precision
// (adamw-clipped-pytorch.py), two seeds stacked and each alone.
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
import { BACKENDS } from '../tensors/check-operation.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import oracle from './adamw-clipped-pytorch.json' with { type: 'json' };
import { worstError } from './model-reference.ts';

type FrozenCase = (typeof oracle.cases)[number];

function optimizerOf({ gradientClip, weightDecay }: Pick<FrozenCase, 'gradientClip' | 'weightDecay'>): AdamWConfig {
  const plain = { ...oracle.optimizer, weightDecay };
  return gradientClip === null ? plain : { ...plain, gradientClip };
}

/** Largest difference of any parameter after each step, for the seeds asked for. */
function errorsByStep(
  optimizer: AdamWConfig,
  { parametersByStep }: FrozenCase,
  { decayed, seeds }: { readonly decayed: number; readonly seeds: readonly number[] },
): number[] {
  const pick = (rows: readonly (readonly number[])[]) => seeds.map((seed) => [...(rows[seed] as readonly number[])]);
  let state: AdamWState = tidy(() => initialAdamW(tensor(pick(oracle.starts))));
  const errors = parametersByStep.map((expected, index) => {
    const previous = state;
    const rate = oracle.learningRates[index] as number;
    state = tidy(() => {
      const learningRates = seeds.map(() => rate);
      const inputs = uploadAll(adamWStepInputs({ step: index + 1, learningRates, optimizer }));
      const gradient = tensor(pick(oracle.gradients[index] as number[][]));
      return adamW(previous, gradient, inputs as unknown as AdamWStepInputs<Tensor>, optimizer, decayed);
    });
    dispose(Object.values(previous));
    return worstError(state.parameters.dataSync(), pick(expected).flat());
  });
  dispose(Object.values(state));
  return errors;
}

describe.each(BACKENDS)("PyTorch's AdamW with clipping and two groups, on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  it.each(
    oracle.cases.map((example) => [example.gradientClip, example.weightDecay, example.decayed, example] as const),
  )('is followed for six steps to 1e-6: norm at most %d, decay %d of the first %d of 7', (_, __, decayed, example) => {
    for (const seeds of [[0], [1], [0, 1], [1, 0, 1]]) {
      const errors = errorsByStep(optimizerOf(example), example, { decayed, seeds });
      expect(Math.max(...errors), `seeds ${seeds}`).toBeLessThan(1e-6);
    }
  });

  it.each([
    ['nothing is clipped', { gradientClip: null }, {}],
    ['the norm is another', { gradientClip: 1.1 }, {}],
    ['nothing decays', { weightDecay: 0 }, {}],
    ['one more parameter decays', {}, { decayed: 5 }],
    ['everything decays', {}, { decayed: 7 }],
  ])('is not followed where %s', (_, change, places) => {
    const example = oracle.cases[3] as FrozenCase;
    const optimizer = optimizerOf({ ...example, ...change });
    const errors = errorsByStep(optimizer, example, { decayed: example.decayed, seeds: [0, 1], ...places });
    expect(Math.max(...errors)).toBeGreaterThan(1e-5);
  });
});
