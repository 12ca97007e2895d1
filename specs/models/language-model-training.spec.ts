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
import { adamWStepInputs, initialAdamW } from '../../src/training/adamw.ts';
import { trainingProgram } from '../../src/training/training-form.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import { checkpointOf, DOCUMENTS, FROZEN, modelNamed, weightsOf } from './small-checkpoints.ts';

const OPTIMIZER = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, gradientClip: 1 };
const STEPS = 4;

/** Losses of each step, and parameters and moments at the end. */
function trained(engine: StepEngine, name: string, seeds: number): Float32Array[] {
  const { frozen, architecture } = modelNamed(name);
  const model = languageModel(checkpointOf(frozen, architecture, weightsOf(frozen)));
  const start = Array.from({ length: seeds }, (_, seed) => {
    return [...model.initialParameters(null as never)].map((value) => value * (1 + seed / 10));
  });
  const initial = initialAdamW(tensor(start.flat(), [seeds, model.layout.size]));
  const runner = engine.start(trainingProgram(model, OPTIMIZER), initial);
  const parts = Array.from({ length: seeds }, () => ({ documents: packDocuments(DOCUMENTS), rows: [0, 1] }));
  const losses = Array.from({ length: STEPS }, (_, index) => {
    const learningRates = Array<number>(seeds).fill(0.01);
    const inputs = adamWStepInputs({ step: index + 1, learningRates, optimizer: OPTIMIZER });
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

  it.each(Object.keys(FROZEN).flatMap((name) => [1, 2].map((seeds) => [name, seeds] as const)))(
    'trains to the same bits as op by op: %s, %i seeds',
    (name, seeds) => {
      const engine = replayEngine({ recordStep, keptBytes: 0, unrecordable: 'refused' });
      const [replayed, eager] = [trained(engine, name, seeds), trained(eagerEngine, name, seeds)];
      expect(replayed).toEqual(eager);
      expect(eager[STEPS - 1]?.[0]).toBeLessThan(eager[0]?.[0] as number);
    },
  );
});
