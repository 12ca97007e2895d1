// Oracle: transformers on the real SmolLM2 (smollm2-transformers.py), where `npm run model -- smollm2` has fetched it: likeliest tokens,
// logits, a greedy continuation, loss and gradients. Gradients need native TensorFlow: WebAssembly has no room for them. A minute: the
// file holds 134,515,008 numbers.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/checkpoints/checkpoint.ts';
import { modelsFolder } from '../../src/checkpoints/known-models.ts';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { continueGreedily, likeliest } from '../../src/models/pretrained/continue-greedily.ts';
import { pretrainedParameters } from '../../src/models/pretrained/families.ts';
import { type LanguageModel, languageModel } from '../../src/models/pretrained/language-model.ts';
import { uploadParameters } from '../../src/models/pretrained/upload-parameters.ts';
import { packDocuments } from '../../src/tasks/text/text-world.ts';
import { textBatch } from '../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { uploadAll } from '../../src/tensors/host-numbers.ts';
import type { NamedTensors } from '../../src/tensors/parameter-layout.ts';
import { dispose, grads, keep, sum, type Tensor, tensor, tidy } from '../../src/tensors/tensorflow.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import frozen from './smollm2-transformers.json' with { type: 'json' };

const HAS_MODEL = existsSync(join(modelsFolder(), 'smollm2'));
const MINUTES = 10 * 60_000;
const GRADIENTS = frozen.gradients as Readonly<Record<string, { largest: number; numbers: readonly number[] }>>;

const largestDifference = (found: ArrayLike<number>, wanted: readonly number[]) =>
  wanted.reduce((most, value, place) => Math.max(most, Math.abs(value - (found[place] ?? Number.NaN))), 0);

describe.skipIf(!HAS_MODEL).each([...(HAS_NATIVE ? (['tensorflow'] as const) : []), 'wasm' as const])(
  'SmolLM2 on %s',
  (backend) => {
    let checkpoint: Checkpoint;
    let model: LanguageModel;
    let parameters: NamedTensors = {};
    beforeAll(async () => {
      await startBackend(backend);
      checkpoint = openCheckpoint('smollm2');
      model = languageModel(checkpoint);
      parameters = await uploadParameters(checkpoint);
    }, MINUTES);
    afterAll(() => {
      dispose(Object.values(parameters));
      checkpoint.close();
    });

    it('has 134,515,008 parameters', () => {
      expect(model.layout.size).toBe(134_515_008);
    });

    it(
      'says what transformers says',
      async () => {
        const prompt = checkpoint.tokenizer.encode('The capital of France is');
        expect(prompt).toEqual(frozen.prompt);
        const { tokens, logProbabilities } = await continueGreedily(model, parameters, { prompt, count: 12 });
        expect([...prompt, ...tokens]).toEqual(frozen.tokens);
        expect(likeliest(logProbabilities, 10)).toEqual(frozen.next.map(({ token }) => token));
        const found = frozen.next.map(({ token }) => logProbabilities[token] as number);
        const wanted = frozen.next.map(({ logProbability }) => logProbability);
        expect(largestDifference(found, wanted)).toBeLessThan(1e-3);
      },
      MINUTES,
    );

    it(
      'has its logits to 1e-3 after every token',
      () => {
        const { tokens, stride } = frozen;
        const { logits } = tidy(() => {
          const given = model.activations(parameters, { tokens: tensor(tokens, [1, 1, tokens.length]) });
          return { logits: given.logits as Tensor };
        });
        const values = logits.dataSync();
        logits.dispose();
        const { vocabulary } = checkpoint.architecture;
        for (const [place, wanted] of frozen.logits.entries()) {
          const found = wanted.map((_, index) => values[place * vocabulary + index * stride] as number);
          expect(largestDifference(found, wanted), `after token ${place}`).toBeLessThan(1e-3);
        }
      },
      MINUTES,
    );

    it.skipIf(backend === 'wasm')(
      'has its loss to 1e-4 and its gradients to 1e-4 of the largest of each tensor',
      () => {
        const names = Object.keys(parameters);
        const batch = uploadAll(textBatch([{ documents: packDocuments([frozen.tokens]), rows: [0] }], 'all-tokens'));
        const losses: Tensor[] = [];
        const gradients = tidy(() =>
          grads((...values: Tensor[]) => {
            const named = Object.fromEntries(names.map((name, index) => [name, values[index] as Tensor]));
            const own = keep(model.losses(named, batch));
            losses.push(own);
            return sum(own);
          })(Object.values(parameters)),
        );
        expect(losses[0]?.dataSync()[0]).toBeCloseTo(frozen.loss, 4);
        const sizes = new Map(checkpoint.tensors.map(({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)]));
        for (const { name, tensors } of pretrainedParameters(checkpoint.architecture)) {
          const values = (gradients[names.indexOf(name)] as Tensor).dataSync();
          let start = 0;
          for (const piece of tensors) {
            const [size = 0, wanted] = [sizes.get(piece), GRADIENTS[piece]];
            const numbers = wanted?.numbers ?? [];
            const found = numbers.map((_, at) => values[start + Math.floor(((at + 1) * size) / (numbers.length + 1))]);
            expect(numbers.length).toBeGreaterThan(0);
            expect(largestDifference(found as number[], numbers) / (wanted?.largest ?? 0), piece).toBeLessThan(1e-4);
            start += size;
          }
        }
        dispose([...losses, ...gradients, ...Object.values(batch)]);
      },
      MINUTES,
    );
  },
);
