// Oracle: Hugging Face's Llama, GPT-NeoX and GPT-2 in double precision (families-transformers.py), against our language models of
// the same weights: logits, loss and the gradient of every parameter, alone and beside another model.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/checkpoints/checkpoint.ts';
import { checkpointNumbers } from '../../src/models/pretrained/checkpoint-parameters.ts';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { uploadAll } from '../../src/tensors/host-numbers.ts';
import { unstack } from '../../src/tensors/parameter-layout.ts';
import { type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { lossGradient } from '../../src/training/loss-gradient.ts';
import {
  checkpointOf,
  DOCUMENTS,
  FROZEN,
  type FrozenModel,
  modelNamed,
  weightsOf,
} from '../models/small-checkpoints.ts';
import { BACKENDS } from '../tensors/check-operation.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { worstError } from './model-reference.ts';

/** Of the largest number of an array, and of 1e-3 where all are smaller: 32-bit floats against 64-bit ones, of which five digits are frozen. */
const TOLERANCE = 1e-4;
/** A defect must stand out by a factor of thirty. */
const DEFECT = 3e-3;

interface Errors {
  readonly logits: number;
  readonly loss: number;
  /** Of the worst array. */
  readonly gradients: number;
}

/** @param weights by Hugging Face's names; another model's parameters are the same numbers backwards */
function errorsOf(
  frozen: FrozenModel,
  architecture: Architecture,
  { own = 0, seeds = 1, weights = weightsOf(frozen) } = {},
): Errors {
  const model = languageModel(checkpointOf(frozen, architecture, weights));
  const given = model.initialParameters(null as never);
  const gradient = checkpointNumbers(checkpointOf(frozen, architecture, frozen.gradients));
  return tidy(() => {
    const rows = Array.from({ length: seeds }, (_, seed) => [...(seed === own ? given : given.toReversed())]);
    const parameters = tensor(rows.flat(), [seeds, model.layout.size]);
    const each = <Value>(value: Value) => Array.from({ length: seeds }, () => value);
    const tokens = tensor(each(DOCUMENTS.flat()).flat(), [seeds, DOCUMENTS.length, (DOCUMENTS[0] ?? []).length]);
    const { logits } = model.activations(unstack(parameters, model.layout), { tokens });
    const batch = uploadAll(textBatch(each({ documents: packDocuments(DOCUMENTS), rows: [0, 1] }), 'all-tokens'));
    const found = lossGradient(model, parameters, batch);
    const expected = unstack(tensor(gradient, [1, model.layout.size]), model.layout);
    const loss = found.losses.dataSync()[own] as number;
    found.losses.dispose();
    return {
      logits: worstError(rowOf(logits as Tensor, own), frozen.logits),
      loss: Math.abs(loss - frozen.loss),
      gradients: Math.max(
        ...Object.entries(unstack(found.gradient, model.layout)).map(([name, array]) =>
          worstError(rowOf(array, own), [...(expected[name] as Tensor).dataSync()], 1e-3),
        ),
      ),
    };
  });
}

function rowOf(array: Tensor, seed: number): Float32Array {
  const size = array.size / (array.shape[0] as number);
  return array.dataSync<'float32'>().subarray(seed * size, (seed + 1) * size);
}

const NAMES = Object.keys(FROZEN);

describe.each(BACKENDS)('language models on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  describe.each(NAMES)('against %s', (name) => {
    const { frozen, architecture } = modelNamed(name);

    it.each([
      ['alone', { own: 0, seeds: 1 }],
      ['beside another model', { own: 1, seeds: 2 }],
    ])('has the same logits, loss and gradients to 1e-4, %s', (_, place) => {
      const errors = errorsOf(frozen, architecture, place);
      expect(errors.logits, 'logits').toBeLessThan(TOLERANCE);
      expect(errors.loss, 'loss').toBeLessThan(TOLERANCE);
      expect(errors.gradients, 'gradients').toBeLessThan(TOLERANCE);
    });
  });
});

const [smol, wide, pythia, neox, gpt2] = [
  "SmolLM2's form",
  'a Llama with a head of its own and wide heads',
  "Pythia's form",
  'a GPT-NeoX one after the other',
  'GPT-2',
] as const;

describe('the same comparison barks', () => {
  beforeAll(() => startBackend('wasm'));

  it.each<[string, string, Partial<Architecture>]>([
    ['the norms have the usual epsilon', smol, { normEpsilon: 1e-6 }],
    ['the norms of another family have it', neox, { normEpsilon: 1e-5 }],
    ['another base turns the angles', smol, { rotary: { size: 4, base: 10_000 } }],
    ['less of a head is turned', wide, { rotary: { size: 4, base: 10_000 } }],
    ['more of a head is turned', pythia, { rotary: { size: 4, base: 10_000 } }],
    ['attention and MLP follow one another', pythia, { parallelResidual: false }],
    ['attention and MLP stand side by side', neox, { parallelResidual: true }],
    ['the gate opens otherwise', smol, { activation: 'gelu' }],
    ['the heads are others', gpt2, { heads: 2, keyValueHeads: 2, headSize: 8 }],
    ['the heads of keys are others', smol, { heads: 2, keyValueHeads: 1, headSize: 8, rotary: { size: 8, base: 1e5 } }],
  ])('where %s', (_, name, change) => {
    const { frozen, architecture } = modelNamed(name);
    const { logits, gradients } = errorsOf(frozen, { ...architecture, ...change });
    expect(Math.max(logits, gradients)).toBeGreaterThan(DEFECT);
  });

  it('at a GELU that is not approximated, which few numbers show', () => {
    const { frozen, architecture } = modelNamed(neox);
    const { logits, gradients } = errorsOf(frozen, { ...architecture, activation: 'gelu' });
    expect(Math.max(logits, gradients)).toBeGreaterThan(TOLERANCE);
  });

  it.each([
    [smol, 'model.layers.0.self_attn.k_proj.weight', 'model.layers.0.self_attn.v_proj.weight'],
    [smol, 'model.layers.1.mlp.gate_proj.weight', 'model.layers.1.mlp.up_proj.weight'],
    [gpt2, 'transformer.h.0.ln_1.weight', 'transformer.h.0.ln_2.weight'],
  ])('where two tensors of %s are exchanged: %s', (name, one, other) => {
    const { frozen, architecture } = modelNamed(name);
    const weights = weightsOf(frozen);
    const exchanged = { ...weights, [one]: weights[other], [other]: weights[one] } as typeof weights;
    expect(errorsOf(frozen, architecture, { weights: exchanged }).logits).toBeGreaterThan(DEFECT);
  });
});
