// Greedy generation: with keys and values kept it says what the whole text read anew each time says, in every family.
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { continueGreedily, likeliest } from '../../src/models/pretrained/continue-greedily.ts';
import { languageModel, type Past } from '../../src/models/pretrained/language-model.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { unstack } from '../../src/tensors/parameter-layout.ts';
import { dispose, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { worstError } from '../oracles/model-reference.ts';
import { BACKENDS } from '../tensors/check-operation.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';
import { checkpointOf, FROZEN, modelNamed, weightsOf } from './small-checkpoints.ts';

const NAMES = Object.keys(FROZEN);
const PROMPT = [7, 31, 2, 19];

function ready(name: string) {
  const { frozen, architecture } = modelNamed(name);
  const model = languageModel(checkpointOf(frozen, architecture, weightsOf(frozen)));
  const parameters = tidy(() =>
    unstack(tensor(model.initialParameters(null as never), [1, model.layout.size]), model.layout),
  );
  /** [T, V]. */
  const logitsOf = (tokens: readonly number[]): number[][] =>
    tidy(() => {
      const { logits } = model.activations(parameters, { tokens: tensor([...tokens], [1, 1, tokens.length]) });
      const values = [...(logits as Tensor).dataSync()];
      return tokens.map((_, place) => values.slice(place * 40, (place + 1) * 40));
    });
  return { model, parameters, logitsOf, end: () => dispose(Object.values(parameters)) };
}

const lastOf = (rows: readonly number[][]) => rows.at(-1) as number[];

describe.each(BACKENDS)('greedy generation on %s', (backend) => {
  beforeAll(() => startBackend(backend));
  leavesNoTensors();

  it.each(NAMES)('is that of the whole text read anew: %s', async (name) => {
    const { model, parameters, logitsOf, end } = ready(name);
    const { tokens, logProbabilities } = await continueGreedily(model, parameters, { prompt: PROMPT, count: 8 });
    const expected = [...PROMPT];
    while (expected.length < PROMPT.length + 8) expected.push(likeliest(lastOf(logitsOf(expected)), 1)[0] as number);
    expect(tokens).toEqual(expected.slice(PROMPT.length));
    const logits = lastOf(logitsOf(PROMPT));
    const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
    expect(
      worstError(
        logProbabilities,
        logits.map((value) => value - total),
      ),
    ).toBeLessThan(1e-5);
    end();
  });

  it.each(NAMES)('reads on from any place, by several tokens at once: %s', (name) => {
    const { model, parameters, logitsOf, end } = ready(name);
    const text = [3, 17, 17, 1, 39, 4, 25];
    const expected = logitsOf(text);
    tidy(() => {
      for (const cut of [1, 3, 6]) {
        const read = (part: readonly number[], past: Past = []) =>
          model.following(parameters, tensor([...part], [1, 1, part.length]), past);
        const first = read(text.slice(0, cut));
        expect(worstError([...first.logits.dataSync()], expected[cut - 1] as number[])).toBeLessThan(1e-5);
        const second = read(text.slice(cut), first.past);
        expect(worstError([...second.logits.dataSync()], lastOf(expected))).toBeLessThan(1e-5);
        // What stands before is seen.
        expect(worstError([...read(text.slice(cut)).logits.dataSync()], lastOf(expected))).toBeGreaterThan(1e-2);
      }
    });
    end();
  });

  it('is refused where the text grows longer than the model can read', async () => {
    const { model, parameters, end } = ready('GPT-2');
    const asked = { prompt: PROMPT, count: 14 };
    await expect(continueGreedily(model, parameters, asked)).rejects.toMatchObject({ code: 'invalid-experiment' });
    end();
  });
});

describe('the likeliest tokens', () => {
  law.prop([fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }), fc.integer({ min: 1, max: 12 })])(
    'are the largest values, the first of equal ones first',
    (values, count) => {
      const sorted = [...values.keys()].sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || one - other);
      expect(likeliest(values, count)).toEqual(sorted.slice(0, count));
    },
  );
});
