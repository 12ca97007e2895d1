// Runs steps as recorded graphs, and keeps recordings for the next stage of the same shape. Each runner's first two steps are
// taken both ways and compared bit by bit: a recording that froze something, or that no longer fits, is found out before it counts.
// A state too large to be held twice has a twin for that.
import { HarnessError } from '../errors/harness-error.ts';
import { copyOf, type NamedNumbers } from './host-numbers.ts';
import type { NamedTensors } from './parameter-layout.ts';
import { type StepEngine, type StepProgram, type StepRunner, type StepTwin, startEagerly } from './step-engine.ts';
import { dispose, type Tensor, tensorOf } from './tensorflow.ts';

export interface RecordedStep {
  /** Makes these the state. */
  load(state: NamedTensors): void;
  step(inputs: NamedNumbers): Record<string, Tensor>;
  state(): Record<string, Tensor>;
  dispose(): void;
}

/** Records the step; what is computed meanwhile is not kept. */
export type RecordStep = (program: StepProgram, state: NamedTensors, inputs: NamedNumbers) => RecordedStep;

const CHECKED_STEPS = 2;

/** Of state: beyond it a step that has a twin is not taken both ways itself. */
const COMPARED_BYTES = 256 * 2 ** 20;

/** What a recording takes beside its state (measured, in the mean of forty small ones): TensorFlow's session and its plan of the graph. */
export const PLAN_BYTES = 4 * 2 ** 20;

export interface ReplayOptions {
  readonly recordStep: RecordStep;
  /** What recordings that nobody uses may take: state and plan. Those beyond it are not kept for later. */
  readonly keptBytes: number;
  readonly comparedBytes?: number;
  /**
   * What becomes of a step that cannot be recorded. Whoever changed a layer or brings a model wants its numbers, if it takes longer;
   * whoever tests that steps are recorded does not.
   */
  readonly unrecordable: 'op by op' | 'refused';
}

export function replayEngine(options: ReplayOptions): StepEngine {
  const { recordStep, keptBytes, comparedBytes = COMPARED_BYTES, unrecordable } = options;
  /** By program and shapes, the longest unused first; a recording in use is not in here. */
  const idle: Recording[] = [];
  return {
    start(program, initial) {
      const eager = startEagerly(program, initial);
      return replayedRunner(program, eager, {
        recordStep,
        comparedBytes,
        unrecordable,
        take(key) {
          const place = idle.findIndex((entry) => entry.key === key);
          return place === -1 ? null : (idle.splice(place, 1)[0]?.recorded ?? null);
        },
        giveBack(recording) {
          idle.push(recording);
          const taken = () => idle.reduce((sum, { stateBytes }) => sum + stateBytes + PLAN_BYTES, 0);
          while (taken() > keptBytes) idle.shift()?.recorded.dispose();
        },
      });
    },
    dispose() {
      for (const { recorded } of idle.splice(0)) recorded.dispose();
    },
  };
}

interface Recording {
  readonly key: string;
  readonly recorded: RecordedStep;
  readonly stateBytes: number;
}

/** Where a runner gets its recording from, and where it leaves it. */
interface Shelf extends Required<Pick<ReplayOptions, 'recordStep' | 'comparedBytes' | 'unrecordable'>> {
  take(key: string): RecordedStep | null;
  giveBack(recording: Recording): void;
}

/** Goes the first steps with an eager runner beside the recording, then with the recording alone; or op by op, where it may. */
function replayedRunner(program: StepProgram, eager: StepRunner, shelf: Shelf): StepRunner {
  let companion: StepRunner | null = eager;
  let twin: StepRunner | null = null;
  let recording: Recording | null = null;
  let steps = 0;
  let isUnrecordable = false;

  function begin(inputs: NamedNumbers): Recording {
    const state = eager.state();
    try {
      const key = `${program.key} ${shapesOf(state)} ${shapesOf(inputs)}`;
      const recorded = shelf.take(key) ?? shelf.recordStep(program, state, copyOf(inputs));
      recorded.load(state);
      recording = { key, recorded, stateBytes: bytesOf(state) };
      return recording;
    } finally {
      dispose(Object.values(state));
    }
  }

  function leaveCompanion(): void {
    companion?.dispose();
    companion = null;
  }

  function leaveTwin(): void {
    twin?.dispose();
    twin = null;
  }

  return {
    step(inputs) {
      if (isUnrecordable) return eager.step(inputs);
      let found = recording;
      try {
        found ??= begin(inputs);
      } catch (error) {
        isUnrecordable = shelf.unrecordable === 'op by op' && isAboutRecording(error);
        if (isUnrecordable) return eager.step(inputs);
        throw error;
      }
      if (program.twin !== undefined && found.stateBytes > shelf.comparedBytes && companion !== null) {
        twin = startTwin(program.twin(), shelf);
        leaveCompanion();
      }
      if (twin !== null) {
        dispose(Object.values(twin.step(copyOf(inputs))));
        steps += 1;
        if (steps === CHECKED_STEPS) leaveTwin();
      }
      if (companion === null) return found.recorded.step(inputs);
      const outputs = stepBothWays(companion, found.recorded, inputs);
      steps += 1;
      if (steps === CHECKED_STEPS) leaveCompanion();
      return outputs;
    },
    state: () => (recording === null ? eager.state() : recording.recorded.state()),
    dispose() {
      leaveCompanion();
      leaveTwin();
      if (recording !== null) shelf.giveBack(recording);
      recording = null;
    },
  };
}

/** Takes its steps both ways. */
function startTwin({ program, initial }: StepTwin, shelf: Shelf): StepRunner {
  try {
    return replayedRunner(program, startEagerly(program, initial), shelf);
  } finally {
    dispose(Object.values(initial));
  }
}

const isAboutRecording = (error: unknown) => error instanceof HarnessError && error.code === 'unrecordable-step';

/** @returns the recording's outputs; @throws HarnessError where a bit differs from the step op by op */
function stepBothWays(companion: StepRunner, recorded: RecordedStep, inputs: NamedNumbers): Record<string, Tensor> {
  // An uploaded array belongs to the engine, so one way gets copies.
  const expected = companion.step(copyOf(inputs));
  const outputs = recorded.step(inputs);
  const states = [companion.state(), recorded.state()] as const;
  try {
    compare('output', expected, outputs);
    compare('state', ...states);
    return outputs;
  } catch (error) {
    dispose(Object.values(outputs));
    throw error;
  } finally {
    dispose([expected, ...states].flatMap((tensors) => Object.values(tensors)));
  }
}

function compare(what: string, expected: NamedTensors, got: NamedTensors): void {
  for (const [name, tensor] of Object.entries(expected)) {
    const [wanted, found] = [bitsOf(tensor), bitsOf(tensorOf(got, name))];
    const place = wanted.findIndex((bits, index) => bits !== found[index]);
    if (place === -1) continue;
    throw new HarnessError('unrecordable-step', {
      what: 'A recorded step gives other bits than the same step op by op.',
      where: `${what} "${name}", number ${place}`,
      got: `${floatOf(found[place])}`,
      expected: `${floatOf(wanted[place])}`,
      next: 'a step must be a pure function of its state and inputs, and its key must name all that it closes over',
    });
  }
}

function bitsOf(tensor: Tensor): Uint32Array {
  const values = tensor.dataSync<'float32'>();
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

const floatOf = (bits = 0) => new Float32Array(Uint32Array.of(bits).buffer)[0];

function shapesOf(named: Readonly<Record<string, { readonly shape: readonly number[] }>>): string {
  return Object.entries(named)
    .map(([name, { shape }]) => `${name}[${shape}]`)
    .join(' ');
}

/** All numbers are of 32 bits. */
function bytesOf(state: NamedTensors): number {
  return Object.values(state).reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0);
}
