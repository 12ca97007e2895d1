// Measurements of a small stacked cohort against the float64 reference: answers, retrieval, probes, gradients.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureAnswers, RETRIEVAL_QUERIES } from '../../src/measurements/measure-answers.ts';
import { measureGradients } from '../../src/measurements/measure-gradients.ts';
import { measureProbes, PROBE_GROUPS } from '../../src/measurements/measure-probes.ts';
import { activationsOf, type TrainedCohort } from '../../src/measurements/model-answers.ts';
import { residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/digit-grid.ts';
import { GROUP_NAMES, type GroupName } from '../../src/tasks/digit-grid-config.ts';
import { type Documents, questionsAbout, sameQuery } from '../../src/tasks/documents.ts';
import { symbolRendering } from '../../src/tasks/symbol-rendering.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { tensor } from '../../src/tensors/tensorflow.ts';
import { byName, seedExample } from '../models/small-models.ts';
import * as reference from '../oracles/model-reference.ts';
import { gridConfig } from '../tasks/grid-examples.ts';
import { leavesNoTensors } from '../tensors/leaves-no-tensors.ts';

const CELLS = 3;
const MODEL = residualMlp(
  { kind: 'residual-mlp', width: 4, layers: 1, patchEncoder: null },
  { features: 30, patches: null, tokens: 7, outputs: 3 },
);
// One seed of each role of tag 0.
const worldOf = (seed: number) => drawDigitGrid(gridConfig(), seedTree(seed));
const SEEDS = [0, 1].map((tag) => [...Array(50).keys()].find((seed) => worldOf(seed).reliableTag === tag) as number);
const members = SEEDS.map((seed) => {
  const world = worldOf(seed);
  return { task: { world, rendering: symbolRendering(world) }, tree: seedTree(seed) };
});
const parameters = SEEDS.map((seed) => [...seedExample(MODEL, seed).parameters]);
let cohort: TrainedCohort;

/** What the reference makes of documents: inputs, and activations by name. */
function batchOf(
  world: DigitGridWorld,
  { variable, query }: Documents,
): { features: reference.Table; tokens: reference.Table } {
  const oneHot = (place: number, size: number) => Array.from({ length: size }, (_, index) => (index === place ? 1 : 0));
  return {
    features: [...variable].map((name) =>
      Array.from({ length: CELLS }, (_, cell) => oneHot(world.digits[name * CELLS + cell] as number, 10)).flat(),
    ),
    tokens: [...query].map((token) => oneHot(token, 7)),
  };
}
const expectedActivations = (seed: number, documents: Documents) =>
  reference.activations(MODEL, byName(MODEL, parameters[seed] as number[]), batchOf(worldOfIndex(seed), documents));
const worldOfIndex = (seed: number) => members[seed]?.task.world as DigitGridWorld;

/** Accuracy and log-likelihood of (variable, query, cell, answer) by the reference's logits. */
function expectedScore(
  seed: number,
  asked: readonly { readonly variable: number; readonly query: number; readonly cell: number }[],
  answers: Uint8Array,
): { readonly accuracy: number; readonly logLikelihood: number } {
  const documents = {
    variable: Int32Array.from(asked, ({ variable }) => variable),
    query: Int32Array.from(asked, ({ query }) => query),
  };
  const logits = expectedActivations(seed, documents).logits as reference.Table;
  let [right, logLikelihood] = [0, 0];
  for (const [row, { variable, cell }] of asked.entries()) {
    const answer = answers[variable * CELLS + cell] as number;
    const pair = logits[row]?.slice(2 * cell, 2 * cell + 2) as [number, number];
    const share = Math.exp(pair[answer] as number) / (Math.exp(pair[0]) + Math.exp(pair[1]));
    right += share > 0.5 ? 1 : 0;
    logLikelihood += Math.log(share);
  }
  return { accuracy: right / asked.length, logLikelihood: logLikelihood / asked.length };
}

beforeAll(async () => {
  await startBackend('wasm');
  cohort = { model: MODEL, seeds: members, parameters: tensor(parameters.flat(), [2, MODEL.layout.size]) };
});
afterAll(() => {
  cohort.parameters.dispose();
});
leavesNoTensors();

describe('activations of a cohort', () => {
  it('are those of the reference, row by row, across chunks of documents', async () => {
    const documents = members.map(({ task: { world } }) => {
      const all = questionsAbout(world, [...Array(world.variables).keys()], 'all');
      const repeat = (column: Int32Array) =>
        Int32Array.from({ length: 1100 }, (_, row) => column[row % column.length] as number);
      return { variable: repeat(all.variable), query: repeat(all.query) };
    });
    const found = await activationsOf(cohort, documents, { label: 'x', activations: MODEL.activationNames });
    for (const [seed, byLayer] of found.entries()) {
      const expected = expectedActivations(seed, documents[seed] as Documents);
      expect(Object.keys(byLayer)).toEqual(MODEL.activationNames);
      for (const name of MODEL.activationNames) {
        expect(reference.worstError(byLayer[name] as Float32Array, expected[name]?.flat() ?? []), name).toBeLessThan(
          5e-6,
        );
      }
    }
  });
});

describe('answers', () => {
  it('score each group by cell tokens as the reference does: held-out cells of Stage-1 groups, all cells of others', async () => {
    const measured = await measureAnswers(cohort, 'some-moment', { retrieval: false });
    for (const [seed, values] of measured.entries()) {
      expect(Object.keys(values).sort()).toEqual(
        ['accuracy', 'agreement-with-definition', 'log-likelihood'].map((name) => `some-moment/qa/${name}`),
      );
      expect(Object.keys(values['some-moment/qa/accuracy'] ?? {})).toEqual([...GROUP_NAMES]);
      expect(Object.keys(values['some-moment/qa/agreement-with-definition'] ?? {})).toEqual(['D1QA1', 'D2QA2']);
      const world = worldOfIndex(seed);
      for (const group of GROUP_NAMES) {
        const heldOut = ['D1QA1', 'D2QA2', 'QA3'].includes(group);
        const asked = world.members[group].flatMap((variable) =>
          [0, 1, 2]
            .filter((cell) => !heldOut || world.trained[variable * CELLS + cell] === 0)
            .map((cell) => ({ variable, query: cell, cell })),
        );
        const expected = expectedScore(seed, asked, world.labels);
        expect(values['some-moment/qa/accuracy']?.[group], group).toBeCloseTo(expected.accuracy, 12);
        expect(values['some-moment/qa/log-likelihood']?.[group], group).toBeCloseTo(expected.logLikelihood, 5);
        if (group === 'D2QA2') {
          const agreement = expectedScore(seed, asked, world.definitionLabels).accuracy;
          expect(values['some-moment/qa/agreement-with-definition']?.[group]).toBeCloseTo(agreement, 12);
        }
      }
    }
  });

  it('retrieve by each tag in its role, whichever concrete tag plays it', async () => {
    const measured = await measureAnswers(cohort, 'm', { retrieval: true });
    const defined: GroupName[] = ['D1QA1', 'D2QA2', 'D5', 'D6', 'D8'];
    for (const [seed, values] of measured.entries()) {
      const world = worldOfIndex(seed);
      expect(world.reliableTag).toBe(seed);
      const tags = { 'reliable-tag': world.reliableTag, 'unreliable-tag': 1 - world.reliableTag, 'third-tag': 2 };
      expect(Object.keys(tags)).toEqual([...RETRIEVAL_QUERIES]);
      for (const [role, tag] of Object.entries(tags)) {
        expect(Object.keys(values[`m/${role}/accuracy`] ?? {})).toEqual(defined);
        for (const group of defined) {
          const asked = world.members[group].flatMap((variable) =>
            [0, 1, 2].map((cell) => ({ variable, query: CELLS + tag, cell })),
          );
          const expected = expectedScore(seed, asked, world.labels);
          expect(values[`m/${role}/accuracy`]?.[group], `${role} ${group}`).toBeCloseTo(expected.accuracy, 12);
          expect(values[`m/${role}/log-likelihood`]?.[group], `${role} ${group}`).toBeCloseTo(
            expected.logLikelihood,
            5,
          );
        }
      }
    }
  });

  it('can be asked of some groups alone', async () => {
    const [values] = await measureAnswers(cohort, 'curve', { retrieval: false, groups: ['D5', 'D6'] });
    expect(Object.keys(values?.['curve/qa/accuracy'] ?? {})).toEqual(['D5', 'D6']);
    expect(values?.['curve/qa/agreement-with-definition']).toBeUndefined();
  });
});

describe('probes', () => {
  it('have a value a layer and pair of groups, and repeat', async () => {
    const settings = { lambda: 1, permutations: 3 };
    const measured = await measureProbes(cohort, 'm', settings);
    for (const values of measured) {
      expect(Object.keys(values)).toEqual(MODEL.activationNames.map((layer) => `m/probe-excess/${layer}`));
      for (const groups of Object.values(values)) {
        expect(Object.keys(groups)).toEqual([...PROBE_GROUPS]);
        for (const value of Object.values(groups)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }
    }
    expect(await measureProbes(cohort, 'm', settings)).toEqual(measured);
    expect(measured[0]).not.toEqual(measured[1]);
  });

  it('find a tag that the model writes into its residual stream', async () => {
    // Labels follow the group where a single digit gives it away: cell 0 of D5 holds 9, elsewhere never.
    const planted = members.map(({ task: { world }, tree }) => {
      const digits = world.digits.map((digit, place) => {
        const isD5 = world.groupOf[Math.floor(place / CELLS)] === 'D5';
        return place % CELLS !== 0 ? digit : isD5 ? 9 : digit % 9;
      });
      const changed = { ...world, digits };
      return { task: { world: changed, rendering: symbolRendering(changed) }, tree };
    });
    // Eight variables a group make 16 rows: enough for a digit, read off the logits or the stream.
    const loud = parameters.map((values) => values.map((value) => 3 * value));
    const parametersTensor = tensor(loud.flat(), [2, MODEL.layout.size]);
    const measured = await measureProbes({ model: MODEL, seeds: planted, parameters: parametersTensor }, 'm', {
      lambda: 0.1,
      permutations: 20,
    });
    parametersTensor.dispose();
    for (const values of measured) expect(values['m/probe-excess/input']?.['D5-D6']).toBeGreaterThan(0.25);
  });
});

describe('gradient alignment', () => {
  it.each([4, 5])('is the mean cosine of the reference gradients, over %i variables of D5 and D6', async (count) => {
    const measured = await measureGradients(cohort, 'm', { variables: count });
    for (const [seed, values] of measured.entries()) {
      const world = worldOfIndex(seed);
      const variables = [
        ...world.members.D5.slice(0, Math.floor(count / 2)),
        ...world.members.D6.slice(0, Math.ceil(count / 2)),
      ];
      expect(variables).toHaveLength(count);
      const gradientOf = (variable: number, query: number): number[] => {
        const outputs = query < CELLS ? [query] : [0, 1, 2];
        const weights = [new Array<number>(2 * CELLS).fill(0)];
        for (const cell of outputs) {
          const answer = world.labels[variable * CELLS + cell] as number;
          (weights[0] as number[])[2 * cell + answer] = 1 / outputs.length;
        }
        const batch = { ...batchOf(world, sameQuery([variable], query)), weights };
        return Object.values(reference.lossGradients(MODEL, byName(MODEL, parameters[seed] as number[]), batch)).flat();
      };
      const cosine = (a: readonly number[], b: readonly number[]) => {
        const product = (x: readonly number[], y: readonly number[]) =>
          x.reduce((sum, value, index) => sum + value * (y[index] as number), 0);
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
      };
      const questions = variables.map((variable) => [0, 1, 2].map((cell) => gradientOf(variable, cell)));
      const tags = [world.reliableTag, 1 - world.reliableTag, 2];
      const definitions = tags.map((tag) => variables.map((variable) => gradientOf(variable, CELLS + tag)));
      const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const meanCosine = (tag: number, shift: number) =>
        mean(
          variables.flatMap((_, place) =>
            [0, 1, 2].map((cell) =>
              cosine(definitions[tag]?.[place] ?? [], questions[(place + shift) % count]?.[cell] ?? []),
            ),
          ),
        );
      const found = values['m/gradient-cosine'] ?? {};
      expect(Object.keys(values)).toEqual(['m/gradient-cosine']);
      expect(Object.keys(found)).toEqual([...RETRIEVAL_QUERIES, 'other-variable']);
      const expected = [meanCosine(0, 0), meanCosine(1, 0), meanCosine(2, 0), meanCosine(0, 1)];
      expect(reference.worstError(Object.values(found), expected)).toBeLessThan(1e-4);
      expect(Math.abs((expected[0] as number) - (expected[1] as number))).toBeGreaterThan(1e-3);
    }
  });
});
