// How a step is run many times: a pure function of tensors, state carried from call to call, inputs handed in as plain numbers.
// `eagerEngine` runs it op by op on any backend; replay-engine.ts records it once and replays it (architecture.md decision 1).
import { type NamedNumbers, uploadAll } from './host-numbers.ts';
import type { NamedTensors } from './parameter-layout.ts';
import { dispose, type Tensor, tidy } from './tensorflow.ts';

export interface StepProgram {
  /** Names everything that the step closes over, but for shapes: a recording is used again wherever the key is the same. */
  readonly key: string;
  /** Pure, no reading of tensors, the same ops whatever the numbers. The next state has the names and shapes of the state. */
  readonly step: (
    state: NamedTensors,
    inputs: NamedTensors,
  ) => { readonly state: Record<string, Tensor>; readonly outputs: Record<string, Tensor> };
  /**
   * For a state too large to be held twice, as a large model's is: the same step with fewer layers, which takes the same inputs and is compared
   * in its place.
   */
  readonly twin?: () => StepTwin;
}

export interface StepTwin {
  readonly program: StepProgram;
  /** Whoever asked for the twin disposes it. */
  readonly initial: NamedTensors;
}

/** One state under way. After `dispose`, which may be called again, it is of no use. */
export interface StepRunner {
  /** Goes one step on. @returns the outputs, which the caller disposes */
  step(inputs: NamedNumbers): Record<string, Tensor>;
  /** The present state as tensors of the caller's own, to be disposed. */
  state(): Record<string, Tensor>;
  dispose(): void;
}

export interface StepEngine {
  /** @param initial copied: the caller still disposes it */
  start(program: StepProgram, initial: NamedTensors): StepRunner;
  /** Frees what was recorded. */
  dispose(): void;
}

export const eagerEngine: StepEngine = { start: startEagerly, dispose: () => {} };

export function startEagerly({ step }: StepProgram, initial: NamedTensors): StepRunner {
  let state = cloneAll(initial);
  return {
    step(inputs) {
      const before = Object.values(state);
      const { state: next, outputs } = tidy(() => step(state, uploadAll(inputs)));
      // A step may hand a tensor of the old state on.
      const kept = new Set(Object.values(next));
      dispose(before.filter((tensor) => !kept.has(tensor)));
      state = next;
      return outputs;
    },
    state: () => cloneAll(state),
    dispose: () => dispose(Object.values(state)),
  };
}

function cloneAll(tensors: NamedTensors): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.clone()]));
}
