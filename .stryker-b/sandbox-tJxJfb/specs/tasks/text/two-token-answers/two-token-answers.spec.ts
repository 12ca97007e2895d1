// Answers of several tokens from batch to record: what is asked and how it weighs, and scores of trained models against plain
// arithmetic on the logits of every position.
import { beforeAll, describe, expect, it } from 'vitest';
import { runCohort } from '../../../../src/experiments/run-cohort.ts';
import { type StudySeed, studyOf } from '../../../../src/experiments/study.ts';
import { type SeedTree, seedTree } from '../../../../src/randomness/seed-tree.ts';
import { answerOf, type TextQuestions } from '../../../../src/tasks/text/text-world.ts';
import { scoreAnswers, textBatch, worldOfText } from '../../../../src/tasks/text/world-of-text.ts';
import { startBackend } from '../../../../src/tensors/backend.ts';
import { uploadAll } from '../../../../src/tensors/host-numbers.ts';
import { unstack } from '../../../../src/tensors/parameter-layout.ts';
import { type Tensor, tensor, tidy } from '../../../../src/tensors/tensorflow.ts';
import { stage, tinyText } from '../../../experiments/tiny-text.ts';
import { leavesNoTensors } from '../../../tensors/leaves-no-tensors.ts';
import { rowsOf } from '../reading.ts';
import { aliasText } from '../text-examples.ts';
import { drawTwoTokenAnswers } from './two-token-answers.ts';

const task = aliasText({ groups: { D1QA1: 6, D2QA2: 6, QA3: 2, D5: 10, D6: 10, D8: 2, QA7: 2 } });
const EXPERIMENT = tinyText({
  task,
  protocol: { stage1: stage(150, { learningRate: 0.02 }), stage2: stage(40), curveEverySteps: 20 },
  measurements: { probes: { lambda: 1, permutations: 2 }, gradientAlignment: { variables: 4 } },
});
const draw = (_: unknown, tree: SeedTree) => worldOfText(drawTwoTokenAnswers(task, tree));
const study = (seeds: readonly StudySeed[]) => studyOf(EXPERIMENT, seeds, { images: null, module: null, draw });
const worldOf = (seed: number) => drawTwoTokenAnswers(task, seedTree(seed));

beforeAll(() => startBackend('wasm'));
leavesNoTensors();

describe('answers of two tokens', () => {
  it('are asked token by token, each after the right one before it, and weigh alike', () => {
    const documents = worldOf(1).documents('stage 1', false);
    // A definition and a question of one token: three tokens asked, the fourth place weighs nothing.
    const batch = textBatch([{ documents, rows: [0, 12] }], 'answers');
    const [definition = [], question = []] = [rowsOf(documents)[0], rowsOf(documents)[12]];
    expect([definition.length, question.length]).toEqual([4, 3]);
    expect([...batch.tokens.values]).toEqual([...definition.slice(0, 3), ...question.slice(0, 2), 0]);
    expect([...(batch.asked?.values ?? [])]).toEqual([1, 2, 4, 4]);
    expect([...batch.answers.values].slice(0, 3)).toEqual([definition[2], definition[3], question[2]]);
    expect([...batch.weights.values]).toEqual([1, 1, 1, 0].map((weight) => Math.fround(weight / 3)));
  });

  it('are right where each token is, by chance where words tie, and as likely as all tokens together', () => {
    const [sure, even] = [
      [0, 9, 0, 0],
      [5, 5, 0, 0],
    ];
    const logits = Float32Array.from([sure, even, sure, sure].flat());
    const candidates = [
      [
        [1, 2],
        [0, 1, 2],
      ],
      [[1]],
    ];
    const likelihood = (own: number[], token: number) =>
      (own[token] as number) - Math.log(own.reduce((sum, value) => sum + Math.exp(value), 0));
    const found = scoreAnswers(logits, [[1, 0], [1]], candidates);
    expect(found.accuracy).toBe((1 * 0.5 + 1) / 2);
    expect(found.exactMatch).toBe((1 * 0.5 + 1) / 2);
    expect(found.logLikelihood).toBeCloseTo((2 * likelihood(sure, 1) + likelihood(even, 0)) / 2, 6);
    expect(scoreAnswers(logits, [[2, 0], [1]], candidates)).toMatchObject({ accuracy: 0.5, exactMatch: 0.5 });
    expect(scoreAnswers(logits, [[1, 2], [1]], [[[1], [2, 3]], [[1]]])).toMatchObject({
      accuracy: 0.75,
      exactMatch: 0.5,
    });
  });

  it('are scored as plain arithmetic on the logits of all positions has it', async () => {
    const { model, answers } = study([3, 4].map((seed) => ({ seed, tree: seedTree(seed) })));
    const own = [3, 4].map((seed) => model.initialParameters(seedTree(seed)));
    const parameters = tensor(Float32Array.from(own.flatMap((row) => [...row])), [2, model.layout.size]);
    const measured = await answers(parameters, 'now', { retrieval: false });
    parameters.dispose();
    for (const [index, seed] of [3, 4].entries()) {
      const { documents, candidates } = worldOf(seed).questions.find(({ group }) => group === 'D5') as TextQuestions;
      const scores = rowsOf(documents).map((row, place) => {
        const tokens = { values: Float32Array.from(row.slice(0, -1)), shape: [1, 1, row.length - 1] };
        const flat = tidy(() => {
          const named = unstack(tensor(own[index] as Float32Array, [1, model.layout.size]), model.layout);
          return [...(model.activations(named, uploadAll({ tokens })).logits as Tensor).dataSync<'float32'>()];
        });
        const words = flat.length / (row.length - 1);
        return answerOf(documents, place).map((token, step) => {
          const at = flat.slice((1 + step) * words, (2 + step) * words);
          const right = at[token] as number;
          const possible = candidates[place]?.[step]?.map((word) => at[word] as number) ?? [];
          const likelihood = right - Math.log(at.reduce((sum, value) => sum + Math.exp(value), 0));
          return { exact: right === Math.max(...at), known: right === Math.max(...possible), likelihood };
        });
      });
      const mean = (value: (tokens: (typeof scores)[number]) => number) =>
        scores.reduce((sum, tokens) => sum + value(tokens), 0) / scores.length;
      const found = (name: string) => measured[index]?.[`now/qa/${name}`]?.D5 as number;
      expect(found('exact-match')).toBe(mean((tokens) => Number(tokens.every(({ exact }) => exact))));
      expect(found('accuracy')).toBe(mean((tokens) => Number(tokens.every(({ known }) => known))));
      expect(found('log-likelihood')).toBeCloseTo(
        mean((tokens) => tokens.reduce((sum, { likelihood }) => sum + likelihood, 0)),
        4,
      );
    }
  });

  it('are learned, and measured wherever others are', async () => {
    const [record] = await runCohort({ experiment: EXPERIMENT, seeds: [1, 2], images: null, study });
    expect(record?.training['stage 1']?.finalLoss).toBeLessThan(0.3);
    const { values = {}, curves = {} } = record ?? {};
    expect(Object.keys(values['before-stage-2/qa/exact-match'] ?? {})).toHaveLength(7);
    // Four colours by four numbers: guessing is right one time in sixteen.
    expect(values['before-stage-2/qa/accuracy']?.D1QA1).toBeGreaterThan(0.3);
    expect(Object.keys(values)).toContain('before-stage-2/probe-excess/block 1 at colour');
    expect(values['before-stage-2/gradient-cosine']?.['reliable-tag']).toBeGreaterThan(-1);
    expect(curves['stage 2/accuracy of D5 by step']?.x).toEqual([20, 40]);
  });
});
