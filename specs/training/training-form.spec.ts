// A step whose state lies array by array gives the numbers of the flat one, with clipping and with weight decay of matrices alone.
import { beforeAll, describe, expect, it } from 'vitest';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { eagerEngine } from '../../src/tensors/step-engine.ts';
import { dispose, tensor } from '../../src/tensors/tensorflow.ts';
import { adamWStepInputs } from '../../src/training/adamw.ts';
import { trainingForm } from '../../src/training/training-form.ts';
import { checkpointOf, DOCUMENTS, modelNamed, weightsOf } from '../models/small-checkpoints.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';

const { frozen, architecture } = modelNamed("SmolLM2's form");
const MODEL = languageModel(checkpointOf(frozen, architecture, weightsOf(frozen)));
const plain = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 };

function trained(large: number, optimizer: typeof plain & { readonly gradientClip?: number }): readonly number[][] {
  const form = trainingForm(MODEL, optimizer, { seeds: 1, large });
  const parameters = tensor(MODEL.initialParameters(null as never), [1, MODEL.layout.size]);
  const initial = form.initial(parameters);
  const runner = eagerEngine.start(form.program, initial);
  dispose([parameters, ...Object.values(initial)]);
  const documents = [{ documents: packDocuments(DOCUMENTS), rows: [0, 1] }];
  const losses = [1, 2, 3, 4].map((step) => {
    const inputs = adamWStepInputs({ step, learningRates: [0.01], optimizer });
    const out = runner.step({ ...textBatch(documents, 'all-tokens'), ...inputs });
    const values = [...(out.losses?.dataSync<'float32'>() ?? [])];
    dispose(Object.values(out));
    return values;
  });
  const state = runner.state();
  const end = form.parametersOf(state);
  const numbers = [...end.dataSync<'float32'>()];
  dispose([end, ...Object.values(state)]);
  runner.dispose();
  return [...losses, numbers];
}

describe('a state in pieces', () => {
  beforeAll(() => startBackend('cpu'));
  leavesNoTensors();

  it.each([
    ['as it is', plain],
    ['with gradients clipped', { ...plain, gradientClip: 0.1 }],
    ['with weight decay', { ...plain, weightDecay: 0.5 }],
    ['with both', { ...plain, weightDecay: 0.5, gradientClip: 0.1 }],
  ])('trains as a flat one: %s', (_, optimizer) => {
    const [flat, pieces] = [trained(Number.POSITIVE_INFINITY, optimizer), trained(0, optimizer)];
    for (const [index, values] of pieces.entries()) {
      for (const [place, value] of values.entries()) expect(value).toBeCloseTo(flat[index]?.[place] as number, 5);
    }
    expect(flat[3]?.[0]).toBeLessThan(flat[0]?.[0] as number);
  });

  it('is what a large model alone has', () => {
    const keyOf = (seeds: number, large: number) => trainingForm(MODEL, plain, { seeds, large }).program.key;
    expect(keyOf(1, 0)).toContain('pieces');
    expect(keyOf(2, 0)).not.toContain('pieces');
    expect(keyOf(1, MODEL.layout.size)).not.toContain('pieces');
  });
});
