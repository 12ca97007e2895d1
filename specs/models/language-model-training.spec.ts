// Training steps of the pretrained families by the house's own program: recorded on native TensorFlow they give the same bits as op by op,
// for one seed and for two beside each other, and the loss falls.
import { beforeAll, describe, expect, it } from 'vitest';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { replayEngine } from '../../src/tensors/replay-engine.ts';
import { eagerEngine, type StepEngine } from '../../src/tensors/step-engine.ts';
import { dispose, type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import { trainingForm } from '../../src/training/training-form.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import { checkpointOf, DOCUMENTS, FROZEN, modelNamed, weightsOf } from './small-checkpoints.ts';

const OPTIMIZER = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, gradientClip: 1 };
const STEPS = 4;

const ADAFACTOR = { kind: 'adafactor', decayExponent: -0.8, updateClip: 1, weightDecay: 0.1, gradientClip: 1 } as const;
/** `large`: from so many numbers on the state lies array by array. */
const FORMS = {
  flat: { optimizer: OPTIMIZER, large: Number.POSITIVE_INFINITY },
  'array by array': { optimizer: OPTIMIZER, large: 0 },
  Adafactor: { optimizer: ADAFACTOR, large: 0 },
} as const;

/** Losses of each step, and parameters and moments at the end. */
function trained(engine: StepEngine, name: string, seeds: number, form: keyof typeof FORMS): Float32Array[] {
  const { frozen, architecture } = modelNamed(name);
  const model = languageModel(checkpointOf(frozen, architecture, weightsOf(frozen)));
  const start = Array.from({ length: seeds }, (_, seed) => {
    return [...model.initialParameters(null as never)].map((value) => value * (1 + seed / 10));
  });
  const { optimizer, large } = FORMS[form];
  const training = trainingForm(model, optimizer, { seeds, large });
  const parameters = tensor(start.flat(), [seeds, model.layout.size]);
  const initial = training.initial(parameters);
  parameters.dispose();
  const runner = engine.start(training.program, initial);
  const parts = Array.from({ length: seeds }, () => ({ documents: packDocuments(DOCUMENTS), rows: [0, 1] }));
  const losses = Array.from({ length: STEPS }, (_, index) => {
    const learningRates = Array<number>(seeds).fill(0.01);
    const inputs = training.inputs({ step: index + 1, learningRates });
    return runner.step({ ...textBatch(parts, 'all-tokens'), ...inputs }).losses as Tensor;
  });
  const state = Object.values(runner.state());
  runner.dispose();
  const numbers = [...losses, ...state].map((value) => value.dataSync<'float32'>());
  dispose([...losses, ...state, ...Object.values(initial)]);
  engine.dispose();
  return numbers;
}

describe.skipIf(!HAS_NATIVE)('a step of a language model replayed on native TensorFlow', () => {
  beforeAll(() => startBackend('tensorflow'));
  leavesNoTensors();

  it.each([
    ...Object.keys(FROZEN).flatMap((name) => [1, 2].map((seeds) => [name, seeds, 'flat'] as const)),
    ["SmolLM2's form", 1, 'array by array'] as const,
    ["SmolLM2's form", 1, 'Adafactor'] as const,
    ["Pythia's form", 2, 'Adafactor'] as const,
  ])('trains to the same bits as op by op: %s, %i seeds, %s', (name, seeds, form) => {
    const engine = replayEngine({ recordStep, keptBytes: 0, unrecordable: 'refused' });
    const [replayed, eager] = [trained(engine, name, seeds, form), trained(eagerEngine, name, seeds, form)];
    expect(replayed).toEqual(eager);
    expect(eager[STEPS - 1]?.[0]).toBeLessThan(eager[0]?.[0] as number);
  });
});
