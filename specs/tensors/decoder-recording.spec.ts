// The training step of the decoder on WebAssembly: what is recorded gives the same bits as op by op, in every form of the model
// that can be recorded, and leaves nothing behind.
import { beforeAll, describe, expect, it } from 'vitest';
import { decoder } from '../../src/models/decoder.ts';
import type { DecoderConfig } from '../../src/models/model-config.ts';
import { randomStream } from '../../src/randomness/random-stream.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { TOKEN_KINDS, type TokenKind } from '../../src/tasks/world.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { NamedNumbers } from '../../src/tensors/host-numbers.ts';
import { replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine, type StepEngine } from '../../src/tensors/step-engine.ts';
import { dispose, type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import { recordHeapStep } from '../../src/tensors/wasm/heap-recording.ts';
import { wasmBackend } from '../../src/tensors/wasm/wasm-module.ts';
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { leavesNoTensors, tensorsAndBuffers } from './leaves-no-tensors.ts';

const heapReplayEngine = replayEngine({ recordStep: recordHeapStep, keptBytes: 0, unrecordable: 'refused' });
const WORDS = 18;
const POSITIONS = 5;
const DOCUMENTS = 6;
const WIDTH = 8;
const LAYERS = 2;
const kinds = Array.from({ length: WORDS }, (_, word) => TOKEN_KINDS[word % TOKEN_KINDS.length] as TokenKind);
const CONFIG: DecoderConfig = {
  kind: 'decoder',
  width: WIDTH,
  layers: LAYERS,
  heads: 2,
  positions: { kind: 'learned', deviation: 0.02 },
  residual: 'sequential',
  norm: 'layer',
  biases: true,
  tiedOutput: false,
  initialisation: {
    linear: 0.3,
    residual: 0.2,
    embeddings: { special: 0.1, attribute: 0.1, value: 1, symbol: 1, alias: 1, entity: 1 },
  },
};

interface Form {
  readonly config?: Partial<DecoderConfig>;
  readonly seeds?: number;
  readonly length?: number;
  readonly loss?: 'answers' | 'all-tokens';
  readonly drops?: boolean;
  readonly weightDecay?: number;
}

const FORMS: Readonly<Record<string, Form>> = {
  'the form of alias-text': {},
  'two seeds': { seeds: 2 },
  'shorter documents than the model can read': { seeds: 2, length: 3 },
  'every token asked': { seeds: 2, loss: 'all-tokens' },
  'tied output': { seeds: 2, config: { tiedOutput: true } },
  'rotary positions, one block beside the other': {
    seeds: 2,
    config: { positions: { kind: 'rotary', share: 0.5, base: 10_000 }, residual: 'parallel' },
  },
  'root mean square, no biases': { seeds: 2, config: { norm: 'root-mean-square', biases: false } },
  'no norms': { seeds: 2, config: { norm: 'none' } },
  dropout: { seeds: 2, drops: true },
  'weight decay of matrices alone': { seeds: 2, weightDecay: 0.1 },
};

const optimizerOf = ({ weightDecay = 0 }: Form) => ({
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay,
  gradientClip: 1,
});

/** Random documents; another batch each step. */
function inputsOf(form: Form, step: number): NamedNumbers {
  const { seeds = 1, length = POSITIONS, loss = 'answers', drops = false } = form;
  const { uniform } = randomStream([step, 2, 3, 4]);
  const numbers = (shape: readonly number[], draw: (index: number) => number) => ({
    shape,
    values: Float32Array.from({ length: shape.reduce((product, axis) => product * axis, 1) }, (_, index) =>
      draw(index),
    ),
  });
  const word = () => Math.floor(uniform() * WORDS);
  const rows = DOCUMENTS * length;
  const questions = loss === 'answers' ? DOCUMENTS : rows;
  return {
    tokens: numbers([seeds, DOCUMENTS, length], word),
    answers: numbers([seeds, questions], word),
    weights: numbers([seeds, questions], () => 1 / questions),
    ...(loss === 'answers' && {
      asked: numbers([seeds, questions], (index) => (index % questions) * length + length - 1),
    }),
    ...(drops && { dropout: numbers([2 * LAYERS, seeds, rows, WIDTH], () => (uniform() < 0.1 ? 0 : 1 / 0.9)) }),
    ...adamWStepInputs({ step, learningRates: Array(seeds).fill(0.01), optimizer: optimizerOf(form) }),
  };
}

/** Losses of each step, and parameters and moments at the end. */
function trained(stepEngine: StepEngine, form: Form, steps: number): Float32Array[] {
  const model = decoder({ ...CONFIG, ...form.config }, { kinds, positions: POSITIONS });
  const { seeds = 1 } = form;
  const start = Array.from({ length: seeds }, (_, seed) => [...model.initialParameters(seedTree(seed + 1))]);
  const initial = initialAdamW(tensor(start.flat(), [seeds, model.layout.size]));
  const runner = stepEngine.start(trainingProgram(model, optimizerOf(form)), initial);
  const losses = Array.from({ length: steps }, (_, step) => runner.step(inputsOf(form, step + 1)).losses as Tensor);
  const state = Object.values(runner.state());
  runner.dispose();
  const numbers = [...losses, ...state].map((value) => value.dataSync<'float32'>());
  dispose([...losses, ...state, ...Object.values(initial)]);
  return numbers;
}

describe('a step of the decoder replayed on wasm', () => {
  beforeAll(() => startBackend('wasm'));
  leavesNoTensors(tensorsAndBuffers);

  it.each(Object.entries(FORMS))('trains to the same bits as op by op: %s', (_, form) => {
    const [replayed, eager] = [trained(heapReplayEngine, form, 12), trained(eagerEngine, form, 12)];
    expect(replayed).toEqual(eager);
    expect(new Set(eager.slice(0, 12).map(([loss]) => loss)).size).toBe(12);
  });

  it('takes thousands of steps in the memory of a few', () => {
    const size = () => wasmBackend().wasm.asm.memory.buffer.byteLength;
    trained(heapReplayEngine, {}, 20);
    const early = size();
    for (let run = 0; run < 50; run += 1) trained(heapReplayEngine, {}, 40);
    expect(size()).toBe(early);
  });
});
