// Trains as src/training does, step after step, and times blocks of steps: uploads are part of it, and reading the losses, which
// waits until everything is done.
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import type { StepEngine, StepRunner } from '../../src/tensors/step-engine.ts';
import { concat, dispose, type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { sizedTraining } from './cell-training.ts';
import { MOST_STEPS_OF_A_TRAINING, UNTIMED_STEPS } from './child-messages.ts';
import { readTraining, type TrainingFile } from './training-file.ts';

export interface TimedTraining {
  /** From the start: one row [S] a step. */
  losses(steps: number): Promise<number[][]>;
  /** Goes on, or begins anew after many steps. @returns seconds */
  run(steps: number): Promise<number>;
  dispose(): void;
}

/** @param now milliseconds of a clock that only goes forward */
export function timedTraining(training: TrainingFile, engine: StepEngine, now: () => number): TimedTraining {
  const { seeds } = training;
  const { model, optimizer, learningRate } = sizedTraining(training);
  const program = trainingProgram(model, optimizer);
  const numbers = readTraining(training);
  const learningRates = new Array<number>(seeds).fill(learningRate);
  let runner: StepRunner | null = null;
  let taken = 0;

  function begin(): StepRunner {
    runner?.dispose();
    const parameters = tensor(numbers.parameters.slice(), [seeds, model.layout.size]);
    const initial = initialAdamW(parameters);
    try {
      runner = engine.start(program, initial);
    } finally {
      dispose(Object.values(initial) as Tensor[]);
    }
    taken = 0;
    return runner;
  }

  function step(running: StepRunner): Tensor {
    const batch = numbers.batches[taken % numbers.batches.length] as NamedNumbers;
    taken += 1;
    // Copies, since an uploaded array belongs to the engine; a training makes new arrays for each step as well.
    const copied = Object.entries(batch).map(([name, { values, shape }]) => [name, { values: values.slice(), shape }]);
    const change = adamWStepInputs({ step: taken, learningRates, optimizer });
    const { losses } = running.step({ ...Object.fromEntries(copied), ...change });
    return losses as Tensor;
  }

  async function steps(running: StepRunner, count: number): Promise<Float32Array> {
    const unread = Array.from({ length: count }, () => step(running));
    const together = unread.length === 1 ? (unread[0] as Tensor).clone() : concat(unread, 0);
    dispose(unread);
    const values = await together.data<'float32'>();
    together.dispose();
    return values;
  }

  return {
    async losses(count) {
      const flat = await steps(begin(), count);
      return Array.from({ length: count }, (_, row) => [...flat.subarray(row * seeds, (row + 1) * seeds)]);
    },
    async run(count) {
      if (runner === null || taken + count > MOST_STEPS_OF_A_TRAINING) await steps(begin(), UNTIMED_STEPS);
      const running = runner as unknown as StepRunner;
      const start = now();
      await steps(running, count);
      return (now() - start) / 1000;
    },
    dispose() {
      runner?.dispose();
      runner = null;
    },
  };
}
