// Oracle: ten steps of transformers' Adafactor in double precision (adafactor-transformers.py): a matrix, two matrices that are one array
// here, and a vector, for one seed and for two beside each other.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { uploadAll } from '../../src/tensors/host-numbers.ts';
import { dispose, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import {
  type AdafactorStepInputs,
  type ArrayShape,
  adafactor,
  adafactorStepInputs,
  initialAdafactor,
} from '../../src/training/adafactor.ts';
import { BACKENDS } from '../tensors/check-operation.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import oracle from './adafactor-transformers.json' with { type: 'json' };
import { worstError } from './model-reference.ts';

type Name = keyof typeof oracle.starts;
const NAMES: readonly Name[] = ['matrix', 'two', 'vector'];

/** As the house has it: rows one below the other; of a vector a row. */
function arrayOf(name: Name): ArrayShape {
  const shapes: readonly (readonly number[])[] = oracle.shapes[name];
  const [first = []] = shapes;
  if (first.length === 1) return { shape: [1, ...first], rows: [1] };
  const rows = shapes.map(([count]) => count as number);
  return { shape: [rows.reduce((sum, count) => sum + count), first[1] as number], rows };
}

/** Largest difference of any parameter in any step. */
function worstOf(name: Name, { weightDecay, parametersByStep }: (typeof oracle.cases)[number], seeds: number): number {
  const optimizer = { kind: 'adafactor', decayExponent: -0.8, updateClip: 1, weightDecay } as const;
  const stacked = (values: readonly number[]) => tensor(Array.from({ length: seeds }, () => [...values]));
  const own = { ...arrayOf(name), updateClip: optimizer.updateClip };
  let state = tidy(() => initialAdafactor(stacked(oracle.starts[name]), own));
  let worst = 0;
  for (const [index, expected] of parametersByStep.entries()) {
    const learningRates = Array<number>(seeds).fill(oracle.learningRates[index] as number);
    const previous = state;
    state = tidy(() => {
      const at = { step: index + 1, learningRates, optimizer };
      const inputs = uploadAll(adafactorStepInputs(at)) as unknown as AdafactorStepInputs<Tensor>;
      const decay = name === 'vector' ? tensor(learningRates.map(() => [1])) : inputs.decay;
      return adafactor(previous, stacked(oracle.gradients[index]?.[name] ?? []), { ...inputs, decay }, own);
    });
    dispose(Object.values(previous));
    const values = (state.parameters as Tensor).dataSync<'float32'>();
    worst = Math.max(worst, worstError(values, Array.from({ length: seeds }, () => expected[name]).flat()));
  }
  dispose(Object.values(state));
  return worst;
}

describe.each(BACKENDS)("transformers' Adafactor on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  it.each(oracle.cases.flatMap((example) => NAMES.map((name) => [name, example.weightDecay, example] as const)))(
    'is followed for ten steps to 1e-6: %s, weight decay %d',
    (name, _, example) => {
      for (const seeds of [1, 2]) expect(worstOf(name, example, seeds), `${seeds} seeds`).toBeLessThan(1e-6);
    },
  );

  it('would not be followed if two matrices were taken for one', () => {
    const [example] = oracle.cases as [(typeof oracle.cases)[number]];
    const { shape } = arrayOf('two');
    const state = tidy(() => initialAdafactor(tensor([oracle.starts.two]), { shape, rows: [shape[0] as number] }));
    const next = tidy(() => {
      const optimizer = { kind: 'adafactor', decayExponent: -0.8, updateClip: 1, weightDecay: 0 } as const;
      const at = { step: 1, learningRates: [oracle.learningRates[0] as number], optimizer };
      const inputs = uploadAll(adafactorStepInputs(at)) as unknown as AdafactorStepInputs<Tensor>;
      const gradient = tensor([oracle.gradients[0]?.two ?? []]);
      return adafactor(state, gradient, inputs, { shape, rows: [shape[0] as number], updateClip: 1 });
    });
    const values = (next.parameters as Tensor).dataSync<'float32'>();
    dispose([...Object.values(state), ...Object.values(next)]);
    expect(worstError(values, example.parametersByStep[0]?.two ?? [])).toBeGreaterThan(1e-4);
  });
});
