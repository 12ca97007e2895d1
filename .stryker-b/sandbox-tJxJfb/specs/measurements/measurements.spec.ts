// Measurements of a small stacked cohort against the float64 reference: answers, retrieval, probes, gradients.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activationsOf, type TrainedCohort } from '../../src/measurements/activations.ts';
import { measureAnswers } from '../../src/measurements/measure-answers.ts';
import { measureGradients } from '../../src/measurements/measure-gradients.ts';
import { measureProbes, PROBE_GROUPS } from '../../src/measurements/measure-probes.ts';
import { residualMlp } from '../../src/models/residual-mlp.ts';
import { type SeedTree, seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import { type GridDocuments, questionsAbout, sameQuery } from '../../src/tasks/grid/documents.ts';
import { gridWorld } from '../../src/tasks/grid/grid-world.ts';
import { symbolRendering } from '../../src/tasks/grid/rendering.ts';
import { GROUP_NAMES, type GroupName, TAG_ROLES } from '../../src/tasks/groups.ts';
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
const memberOf = (grid: DigitGridWorld, tree: SeedTree) => {
  const task = { world: grid, rendering: symbolRendering(grid) };
  return { task, world: gridWorld(task), tree };
};
const SEEDS = [0, 1].map((tag) => [...Array(50).keys()].find((seed) => worldOf(seed).reliableTag === tag) as number);
const members = SEEDS.map((seed) => {
  const world = worldOf(seed);
  return memberOf(world, seedTree(seed));
});
const parameters = SEEDS.map((seed) => [...seedExample(MODEL, seed).parameters]);
let cohort: TrainedCohort;

/** What the reference makes of documents: inputs, and activations by name. */
function batchOf(
  world: DigitGridWorld,
  { alias, query }: GridDocuments,
): { features: reference.Table; tokens: reference.Table } {
  const oneHot = (place: number, size: number) => Array.from({ length: size }, (_, index) => (index === place ? 1 : 0));
  return {
    features: [...alias].map((name) =>
      Array.from({ length: CELLS }, (_, cell) => oneHot(world.digits[name * CELLS + cell] as number, 10)).flat(),
    ),
    tokens: [...query].map((token) => oneHot(token, 7)),
  };
}
const expectedActivations = (seed: number, documents: GridDocuments) =>
  reference.activations(MODEL, byName(MODEL, parameters[seed] as number[]), batchOf(worldOfIndex(seed), documents));
const worldOfIndex = (seed: number) => members[seed]?.task.world as DigitGridWorld;

/** Accuracy and log-likelihood of (alias, query, cell, answer) by the reference's logits. */
function expectedScore(
  seed: number,
  asked: readonly { readonly alias: number; readonly query: number; readonly cell: number }[],
  answers: Uint8Array,
): { readonly accuracy: number; readonly logLikelihood: number } {
  const documents = {
    alias: Int32Array.from(asked, ({ alias }) => alias),
    query: Int32Array.from(asked, ({ query }) => query),
  };
  const logits = expectedActivations(seed, documents).logits as reference.Table;
  let [right, logLikelihood] = [0, 0];
  for (const [row, { alias, cell }] of asked.entries()) {
    const answer = answers[alias * CELLS + cell] as number;
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
    const documents = members.map(({ task }) => {
      const { world } = task;
      const all = questionsAbout(world, [...Array(world.aliases).keys()], 'all');
      const repeat = (column: Int32Array) =>
        Int32Array.from({ length: 1100 }, (_, row) => column[row % column.length] as number);
      return { task, alias: repeat(all.alias), query: repeat(all.query) };
    });
    const found = await activationsOf(cohort, documents, { label: 'x', activations: MODEL.activationNames });
    for (const [seed, byLayer] of found.entries()) {
      const expected = expectedActivations(seed, documents[seed] as GridDocuments);
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
    const measured = await measureAnswers(cohort, 'some-moment', ({ asked }) => asked === 'always');
    for (const [seed, values] of measured.entries()) {
      expect(Object.keys(values).sort()).toEqual(
        ['accuracy', 'agreement-with-definition', 'log-likelihood'].map((name) => `some-moment/qa/${name}`),
      );
      expect(Object.keys(values['some-moment/qa/accuracy'] ?? {})).toEqual([...GROUP_NAMES]);
      expect(Object.keys(values['some-moment/qa/agreement-with-definition'] ?? {})).toEqual(['D1QA1', 'D2QA2']);
      const world = worldOfIndex(seed);
      for (const group of GROUP_NAMES) {
        const heldOut = ['D1QA1', 'D2QA2', 'QA3'].includes(group);
        const asked = world.members[group].flatMap((alias) =>
          [0, 1, 2]
            .filter((cell) => !heldOut || world.trained[alias * CELLS + cell] === 0)
            .map((cell) => ({ alias, query: cell, cell })),
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
    const measured = await measureAnswers(cohort, 'm', () => true);
    const defined: GroupName[] = ['D1QA1', 'D2QA2', 'D5', 'D6', 'D8'];
    for (const [seed, values] of measured.entries()) {
      const world = worldOfIndex(seed);
      expect(world.reliableTag).toBe(seed);
      const tags = { 'reliable-tag': world.reliableTag, 'unreliable-tag': 1 - world.reliableTag, 'third-tag': 2 };
      expect(Object.keys(tags)).toEqual([...TAG_ROLES]);
      for (const [role, tag] of Object.entries(tags)) {
        expect(Object.keys(values[`m/${role}/accuracy`] ?? {})).toEqual(defined);
        for (const group of defined) {
          const asked = world.members[group].flatMap((alias) =>
            [0, 1, 2].map((cell) => ({ alias, query: CELLS + tag, cell })),
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
    const [values] = await measureAnswers(
      cohort,
      'curve',
      ({ name, group }) => name === 'qa' && ['D5', 'D6'].includes(group),
    );
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
      return memberOf({ ...world, digits }, tree);
    });
    // Eight aliases a group make 16 rows: enough for a digit, read off the logits or the stream.
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
  it.each([4, 5])('is the mean cosine of the reference gradients, over %i aliases of D5 and D6', async (count) => {
    const measured = await measureGradients(cohort, 'm', { variables: count, loss: 'answers' });
    for (const [seed, values] of measured.entries()) {
      const world = worldOfIndex(seed);
      const aliases = [
        ...world.members.D5.slice(0, Math.floor(count / 2)),
        ...world.members.D6.slice(0, Math.ceil(count / 2)),
      ];
      expect(aliases).toHaveLength(count);
      const gradientOf = (alias: number, query: number): number[] => {
        const outputs = query < CELLS ? [query] : [0, 1, 2];
        const weights = [new Array<number>(2 * CELLS).fill(0)];
        for (const cell of outputs) {
          const answer = world.labels[alias * CELLS + cell] as number;
          (weights[0] as number[])[2 * cell + answer] = 1 / outputs.length;
        }
        const batch = { ...batchOf(world, sameQuery([alias], query)), weights };
        return Object.values(reference.lossGradients(MODEL, byName(MODEL, parameters[seed] as number[]), batch)).flat();
      };
      const cosine = (a: readonly number[], b: readonly number[]) => {
        const product = (x: readonly number[], y: readonly number[]) =>
          x.reduce((sum, value, index) => sum + value * (y[index] as number), 0);
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
      };
      const questions = aliases.map((alias) => [0, 1, 2].map((cell) => gradientOf(alias, cell)));
      const tags = [world.reliableTag, 1 - world.reliableTag, 2];
      const definitions = tags.map((tag) => aliases.map((alias) => gradientOf(alias, CELLS + tag)));
      const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const meanCosine = (tag: number, shift: number) =>
        mean(
          aliases.flatMap((_, place) =>
            [0, 1, 2].map((cell) =>
              cosine(definitions[tag]?.[place] ?? [], questions[(place + shift) % count]?.[cell] ?? []),
            ),
          ),
        );
      const found = values['m/gradient-cosine'] ?? {};
      expect(Object.keys(values)).toEqual(['m/gradient-cosine']);
      expect(Object.keys(found)).toEqual([...TAG_ROLES, 'other-variable']);
      const expected = [meanCosine(0, 0), meanCosine(1, 0), meanCosine(2, 0), meanCosine(0, 1)];
      expect(reference.worstError(Object.values(found), expected)).toBeLessThan(1e-4);
      expect(Math.abs((expected[0] as number) - (expected[1] as number))).toBeGreaterThan(1e-3);
    }
  });
});
