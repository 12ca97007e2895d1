// Mistakes in a trainer, made around the real one: the engine hands every step on, and something is done to what goes in or out.
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import type { NamedNumbers } from '../../../src/tensors/host-numbers.ts';
import type { NamedTensors } from '../../../src/tensors/parameter-layout.ts';
import type { StepEngine } from '../../../src/tensors/step-engine.ts';
import { dispose, type Tensor } from '../../../src/tensors/tensorflow.ts';
import type { StageDocuments } from '../../../src/training/train-stage.ts';
import type { GridSpoil } from './train-grid.ts';

interface EngineSpoil {
  /** What a stage starts from. @param stage 0 for Stage 1, 1 for Stage 2. Tensors that it makes are disposed by it. */
  readonly initial?: (initial: NamedTensors, stage: number) => NamedTensors;
  readonly inputs?: (inputs: NamedNumbers, at: { readonly stage: number; readonly step: number }) => NamedNumbers;
  /** Shown the state at the end of a stage. */
  readonly end?: (state: NamedTensors, stage: number) => void;
}

/** @param spoilOf a fresh one a run: every run has two stages */
function spoiltEngine(engine: StepEngine, spoilOf: () => EngineSpoil): StepEngine {
  let stage = 1;
  let spoil: EngineSpoil = {};
  return {
    start(program, initial) {
      stage = 1 - stage;
      if (stage === 0) spoil = spoilOf();
      const { inputs, end } = spoil;
      const now = stage;
      const runner = engine.start(program, spoil.initial?.(initial, now) ?? initial);
      let step = 0;
      let isOver = false;
      return {
        step(given) {
          step += 1;
          return runner.step(inputs?.(given, { stage: now, step }) ?? given);
        },
        state: () => runner.state(),
        dispose() {
          if (end !== undefined && !isOver) {
            const state = runner.state();
            end(state, now);
            dispose(Object.values(state));
          }
          isOver = true;
          runner.dispose();
        },
      };
    },
    dispose: () => engine.dispose(),
  };
}

function scaledSteps(inputs: NamedNumbers, factor: number): NamedNumbers {
  const { stepSize } = inputs;
  if (stepSize === undefined) throw new Error('A step has no step size.');
  return {
    ...inputs,
    stepSize: { ...stepSize, values: (stepSize.values as Float32Array).map((value) => value * factor) },
  };
}

type Engine = NonNullable<GridSpoil['engine']>;

/** The learning rate of Stage 2 is 0. */
export const noRateInStageTwo: Engine = (engine) =>
  spoiltEngine(engine, () => ({ inputs: (inputs, { stage }) => (stage === 1 ? scaledSteps(inputs, 0) : inputs) }));

/** Stage 1 stops learning after a tenth of its steps, and goes on counting. */
export const deadAfter =
  (steps: number): Engine =>
  (engine) =>
    spoiltEngine(engine, () => ({
      inputs: (inputs, { stage, step }) => (stage === 0 && step > steps ? scaledSteps(inputs, 0) : inputs),
    }));

/** The learning rate is multiplied by this. */
export const rateTimes =
  (factor: number): Engine =>
  (engine) =>
    spoiltEngine(engine, () => ({ inputs: (inputs) => scaledSteps(inputs, factor) }));

/** Stage 2 starts from the initial parameters: the model after Stage 1 was never loaded. */
export const startsAnew: Engine = (engine) =>
  spoiltEngine(engine, () => {
    let kept: Tensor | null = null;
    return {
      initial(initial, stage) {
        if (stage === 0) kept = (initial.parameters as Tensor).clone();
        return stage === 1 && kept !== null ? { ...initial, parameters: kept } : initial;
      },
      end(_, stage) {
        if (stage === 1) kept?.dispose();
      },
    };
  });

/** Stage 2 goes on with the optimizer's moments of Stage 1. */
export const momentsCarried: Engine = (engine) =>
  spoiltEngine(engine, () => {
    let kept: Record<string, Tensor> = {};
    return {
      initial: (initial, stage) => (stage === 1 ? { ...initial, ...kept } : initial),
      end({ firstMoment, secondMoment }, stage) {
        if (stage === 1) return dispose(Object.values(kept));
        kept = { firstMoment: (firstMoment as Tensor).clone(), secondMoment: (secondMoment as Tensor).clone() };
      },
    };
  });

/** Every epoch has the order of the first. */
export const neverReshuffled = (stage: StageDocuments): StageDocuments => {
  const batches: (readonly (readonly number[])[])[] = [];
  let place = 0;
  return {
    count: stage.count,
    present(rows) {
      const size = rows[0]?.length ?? 1;
      const perEpoch = Math.floor(stage.count / size);
      if (batches.length < perEpoch) batches.push(rows);
      const batch = batches[place % perEpoch] as readonly (readonly number[])[];
      place += 1;
      return stage.present(batch);
    },
  };
};

/** All seeds start from the same initial parameters. */
export const oneInitialisation: NonNullable<GridSpoil['model']> = (model) => ({
  ...model,
  initialParameters: () => model.initialParameters(seedTree(1)),
});

/** The loss asks the first cell of a definition alone. */
export const firstCellOnly = (stage: StageDocuments): StageDocuments => ({
  count: stage.count,
  present(rows) {
    const batch = stage.present(rows);
    const { targets } = batch;
    if (targets === undefined) throw new Error('A batch has no targets.');
    const outputs = targets.shape[2] as number;
    const values = (targets.values as Float32Array).map((value, place) =>
      Math.floor(place / 2) % outputs === 0 ? value : 0,
    );
    return { ...batch, targets: { ...targets, values } };
  },
});
