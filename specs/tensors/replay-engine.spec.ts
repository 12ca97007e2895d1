// Replayed steps: the same bits as op by op, refusals of what a graph cannot hold, and recordings that are found out when
// they no longer fit. Whole trainings are compared in replay-trainings.spec.ts.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import type { HostNumbers, NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { nativeBackend } from '../../src/tensors/native/native-binding.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { PLAN_BYTES, type ReplayOptions, replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine, type StepEngine, type StepProgram } from '../../src/tensors/step-engine.ts';
import {
  add,
  dispose,
  expandDims,
  grad,
  matMul,
  mul,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  unique,
} from '../../src/tensors/tensorflow.ts';
import { leavesNoTensors } from './leaves-no-tensors.ts';
import { HAS_NATIVE } from './native-available.ts';

const column = (...values: number[]): HostNumbers => ({ shape: [values.length, 1], values: Float32Array.from(values) });
const refusal = (words: RegExp) =>
  expect.objectContaining({ code: 'unrecordable-step', message: expect.stringMatching(words) });

/** x <- x - rate (A x - b), a descent with one output. */
const descent: StepProgram = {
  key: 'descent',
  step({ x }, { a, b, rate }) {
    const residual = sub(matMul(a as Tensor, x as Tensor), b as Tensor);
    return {
      state: { x: sub(x as Tensor, mul(residual, rate as Tensor)) },
      outputs: { error: sum(mul(residual, residual)) },
    };
  },
};
const inputs = (rate: number): NamedNumbers => ({
  a: { shape: [2, 2], values: Float32Array.of(2, 0.5, 0.5, 1) },
  b: column(1, -1),
  rate: column(rate),
});

function run(engine: StepEngine, program: StepProgram, steps: readonly NamedNumbers[]): number[] {
  const start = tensor([0.3, -0.7], [2, 1]);
  const runner = engine.start(program, { x: start });
  const errors: number[] = [];
  try {
    for (const given of steps) {
      const outputs = runner.step(given);
      errors.push(...Object.values(outputs).flatMap((output) => [...output.dataSync<'float32'>()]));
      dispose(Object.values(outputs));
    }
    const state = runner.state();
    errors.push(...(state.x as Tensor).dataSync<'float32'>());
    dispose(Object.values(state));
    return errors;
  } finally {
    runner.dispose();
    start.dispose();
  }
}

describe.skipIf(!HAS_NATIVE)('a replayed step (needs `npm run native`)', () => {
  beforeAll(() => startBackend('tensorflow'));
  leavesNoTensors();
  const withEngine = <Result>(use: (engine: StepEngine) => Result, options: Partial<ReplayOptions> = {}): Result => {
    const engine = replayEngine({ recordStep, keptBytes: 2 ** 28, unrecordable: 'refused', ...options });
    try {
      return use(engine);
    } finally {
      engine.dispose();
    }
  };
  const steps = Array.from({ length: 20 }, (_, index) => inputs(0.3 / (index + 1)));

  it('gives the bits of the same step op by op, and carries its state', () => {
    const replayed = withEngine((engine) => run(engine, descent, steps));
    expect(replayed).toEqual(run(eagerEngine, descent, steps));
    expect(replayed[20 - 1]).toBeLessThan(replayed[0] as number);
  });

  it('starts each runner from its own state, also where it finds a recording', () => {
    withEngine((engine) => {
      const first = run(engine, descent, steps);
      expect(run(engine, descent, steps)).toEqual(first);
      expect(run(engine, descent, steps.slice(0, 3))).toEqual(run(eagerEngine, descent, steps.slice(0, 3)));
    });
  });

  it('keeps runners that are under way at once apart', () => {
    withEngine((engine) => {
      const start = tensor([1, 2], [2, 1]);
      const [one, two] = [engine.start(descent, { x: start }), engine.start(descent, { x: start })];
      const step = (runner: typeof one, rate: number) => {
        const { error } = runner.step(inputs(rate));
        const value = error?.dataSync()[0];
        error?.dispose();
        return value;
      };
      const interleaved = [0.1, 0.1, 0.1].map((rate) => [step(one, rate), step(two, 0)]);
      expect(new Set(interleaved.map(([, still]) => still)).size).toBe(1);
      expect(new Set(interleaved.map(([moving]) => moving)).size).toBe(3);
      one.dispose();
      two.dispose();
      start.dispose();
    });
  });

  it('updates a variable that its new value does not depend on only after everyone has read it', () => {
    const program: StepProgram = {
      key: 'overwrite',
      step: ({ x }, { b }) => ({ state: { x: mul(b as Tensor, 2) }, outputs: { seen: add(x as Tensor, 0) } }),
    };
    const given = [1, 2, 3, 4, 5, 6].map((value) => ({ b: column(value, -value) }));
    expect(withEngine((engine) => run(engine, program, given))).toEqual(run(eagerEngine, program, given));
  });

  it.each([
    ['1 step', 1],
    ['2 steps', 2],
    ['9 steps', 9],
  ])('holds no more tensors of TensorFlow after %s than before', (_, count) => {
    const binding = nativeBackend().binding as unknown as { getNumOfTensors(): number; getNumOfSavedModels(): number };
    withEngine((engine) => run(engine, descent, steps));
    const counts = () => [binding.getNumOfTensors(), binding.getNumOfSavedModels()];
    const held = counts();
    withEngine((engine) => run(engine, descent, steps.slice(0, count)));
    expect(counts()).toEqual(held);
  });

  it('forgets the recordings that were unused longest, once they take more than they may', () => {
    const binding = nativeBackend().binding as unknown as { getNumOfSavedModels(): number };
    const held = binding.getNumOfSavedModels();
    // A state of two numbers.
    const keptBytes = 3 * (PLAN_BYTES + 8);
    withEngine(
      (engine) => {
        for (let index = 0; index < 5; index += 1) run(engine, { ...descent, key: `copy ${index}` }, steps.slice(0, 1));
        expect(binding.getNumOfSavedModels() - held).toBe(3);
      },
      { keptBytes },
    );
    expect(binding.getNumOfSavedModels()).toBe(held);
    withEngine(
      (engine) => {
        run(engine, descent, steps.slice(0, 1));
        expect(binding.getNumOfSavedModels()).toBe(held);
      },
      { keptBytes: PLAN_BYTES + 7 },
    );
  });

  describe('whose state is too large to be held twice', () => {
    /** The step is counted: recorded once, and never run op by op. */
    const large = (twin: StepProgram) => {
      let calls = 0;
      const program: StepProgram = {
        key: 'large',
        step(state, given) {
          calls += 1;
          return descent.step(state, given);
        },
        twin: () => ({
          program: twin,
          initial: { x: tensor([1, 1], [2, 1]) },
        }),
      };
      return { program, calls: () => calls };
    };

    it('goes by its recording alone, after its twin was taken both ways', () => {
      const { program, calls } = large(descent);
      const replayed = withEngine((engine) => run(engine, program, steps), { comparedBytes: 7 });
      expect(calls()).toBe(1);
      expect(replayed).toEqual(run(eagerEngine, descent, steps));
    });

    it('is refused where its twin gives other bits, whatever becomes of steps that cannot be recorded', () => {
      let calls = 0;
      const frozen: StepProgram['step'] = ({ x }) => {
        calls += 1;
        return { state: { x: mul(x as Tensor, calls) }, outputs: { x: add(x as Tensor, 0) } };
      };
      const { program } = large({ key: 'frozen twin', step: frozen });
      const attempt = () =>
        withEngine((engine) => run(engine, program, steps), { comparedBytes: 7, unrecordable: 'op by op' });
      expect(attempt).toThrow(refusal(/other bits than the same step op by op/));
    });

    it('is taken both ways itself where it has no twin, or where the state is small', () => {
      const { program, calls } = large(descent);
      withEngine((engine) => run(engine, program, steps), { comparedBytes: 8 });
      expect(calls()).toBe(3);
    });
  });

  it('may give back what it was given, and constants of its own', () => {
    const step: StepProgram['step'] = ({ x }) => ({
      state: { x: x as Tensor },
      outputs: { constant: tensor([7, 8]), same: add(x as Tensor, 0) },
    });
    const given = [1, 2, 3].map(() => ({}));
    expect(withEngine((engine) => run(engine, { key: 'constant', step }, given))).toEqual(
      run(eagerEngine, { key: 'constant', step }, given),
    );
  });

  it('goes op by op where it may, when nothing is known of the shapes of one of its ops', () => {
    const outside = tensor([0.5, 0.25], [2, 1]);
    const programs: Record<string, StepProgram['step']> = {
      'the op Unique': ({ x }, { b }) => {
        try {
          unique(b as Tensor);
        } catch (error) {
          throw new Error('as a model might', { cause: error });
        }
        return { state: { x: x as Tensor }, outputs: { x: add(x as Tensor, 1) } };
      },
      // Within a gradient, whose tape keeps tensors to its end.
      'the op ExpandDims': ({ x }, { b }) => {
        const gradient = grad((at: Tensor) => sum(mul(square(expandDims(at, 0)), b as Tensor)))(x as Tensor);
        return { state: { x: sub(x as Tensor, gradient) }, outputs: { gradient: add(gradient, 0) } };
      },
      'made before the step': ({ x }) => ({ state: { x: mul(x as Tensor, outside) }, outputs: { x: add(outside, 1) } }),
    };
    for (const [words, step] of Object.entries(programs)) {
      const program = { key: words, step };
      expect(() => withEngine((engine) => run(engine, program, steps))).toThrow(refusal(new RegExp(words)));
      const replayed = withEngine((engine) => run(engine, program, steps), { unrecordable: 'op by op' });
      expect(replayed).toEqual(run(eagerEngine, program, steps));
    }
    outside.dispose();
  });

  describe('is refused', () => {
    const refuses = (program: StepProgram, words: RegExp, given = steps) => {
      const attempt = () => withEngine((engine) => run(engine, program, given));
      expect(attempt).toThrow(refusal(words));
      // The refusal leaves the backend as it was.
      expect(tidy(() => add(tensor([1]), 1).dataSync()[0])).toBe(2);
    };

    it('when it uses a tensor from outside, uploaded or not', () => {
      for (const uploaded of [false, true]) {
        const outside = tensor([0.5, 0.5], [2, 1]);
        if (uploaded) tidy(() => add(outside, 1).dataSync());
        const step: StepProgram['step'] = ({ x }, { b }) => ({
          state: { x: add(x as Tensor, outside) },
          outputs: { b: add(b as Tensor, 0) },
        });
        refuses({ key: `outside ${uploaded}`, step }, /made before the step and is not one of its inputs/);
        outside.dispose();
      }
    });

    it('when it reads numbers, on which its ops could depend', () => {
      const step: StepProgram['step'] = ({ x }, { rate }) => {
        const positive = ((rate as Tensor).dataSync()[0] as number) > 0;
        return { state: { x: mul(x as Tensor, positive ? 1 : 2) }, outputs: { x: add(x as Tensor, 0) } };
      };
      refuses({ key: 'reading', step }, /reading the numbers/);
    });

    it('when a number of JavaScript changes from step to step', () => {
      let calls = 0;
      const step: StepProgram['step'] = ({ x }) => {
        calls += 1;
        return { state: { x: mul(x as Tensor, calls) }, outputs: { x: add(x as Tensor, 0) } };
      };
      refuses({ key: 'frozen', step }, /other bits than the same step op by op/);
    });

    it('when a key names two different steps', () => {
      const other: StepProgram = {
        key: descent.key,
        step(state, given) {
          const { state: next, outputs } = descent.step(state, given);
          return { state: { x: mul(next.x as Tensor, 1.5) }, outputs };
        },
      };
      expect(() =>
        withEngine((engine) => {
          run(engine, descent, steps);
          run(engine, other, steps);
        }),
      ).toThrow(refusal(/state "x"/));
    });

    it('when an input changes its shape, or is missing', () => {
      const wide = { ...inputs(0.1), rate: { shape: [2, 1], values: Float32Array.of(0.1, 0.2) } };
      refuses(descent, /where: +rate[\s\S]*\[2,1\][\s\S]*\[1,1\]/, [...steps.slice(0, 3), wide]);
      const { rate: _, ...missing } = inputs(0.1);
      refuses(descent, /where: +rate[\s\S]*nothing/, [...steps.slice(0, 3), missing]);
    });
  });
});
