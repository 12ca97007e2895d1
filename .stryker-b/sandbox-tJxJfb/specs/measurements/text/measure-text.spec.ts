// Measurements in text of two stacked seeds, against the same done one document at a time.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrainedCohort } from '../../../src/measurements/activations.ts';
import { measureAnswers } from '../../../src/measurements/measure-answers.ts';
import { measureGradients } from '../../../src/measurements/measure-gradients.ts';
import { measureProbes, probeExcess, transferredProbeExcess } from '../../../src/measurements/measure-probes.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { TAG_ROLES } from '../../../src/tasks/groups.ts';
import type { TextDocuments, TextWorld } from '../../../src/tasks/text/text-world.ts';
import { startBackend } from '../../../src/tensors/backend.ts';
import { memory } from '../../../src/tensors/tensorflow.ts';
import { activationOf, type Example, example, gradientOf } from './text-examples.ts';

const SEEDS = [5, 6];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const worldOf = ({ seeds }: TrainedCohort, seed: number) => seeds[seed]?.world as unknown as TextWorld;
const allRows = ({ lengths }: TextDocuments) => [...lengths.keys()];

let before = 0;
let given: Example;
beforeAll(() => startBackend('wasm'));
beforeEach(() => {
  before = memory().numTensors;
  given = example(SEEDS);
});
afterEach(() => {
  given.cohort.parameters.dispose();
  expect(memory().numTensors).toBe(before);
});

describe('questions in text', () => {
  it('are scored as each would be alone, by kind and group', async () => {
    const measured = await measureAnswers(given.cohort, 'after', () => true);
    for (const [seed, found] of measured.entries()) {
      const { questions } = worldOf(given.cohort, seed);
      expect(questions.length).toBeGreaterThan(10);
      const kinds = new Set(questions.map(({ name }) => name));
      expect(Object.keys(found).filter((name) => name.endsWith('/accuracy'))).toHaveLength(kinds.size);
      for (const { name, group, documents, candidates, definitionAnswers } of questions) {
        const rows = allRows(documents).map((row) => {
          const logits = activationOf(given, seed, { documents, row, name: 'logits' });
          const size = documents.lengths[row] as number;
          const answer = documents.tokens[row * documents.length + size - 1] as number;
          const likeliest = (words: readonly number[]) =>
            words.reduce((best, word) => ((logits[word] as number) > (logits[best] as number) ? word : best));
          const said = likeliest(logits.map((_, word) => word));
          const own = logits[answer] as number;
          return {
            accuracy: Number(likeliest(candidates[row]?.[0] ?? []) === answer),
            'exact-match': Number(said === answer),
            'log-likelihood': -Math.log(logits.reduce((sum, value) => sum + Math.exp(value - own), 0)),
            'agreement-with-definition': Number(said === definitionAnswers?.[row]),
          };
        });
        const names = ['accuracy', 'exact-match', 'log-likelihood', 'agreement-with-definition'] as const;
        for (const measurement of names) {
          const value = found[`after/${name}/${measurement}`]?.[group];
          if (measurement === 'agreement-with-definition' && definitionAnswers === null) {
            expect(value).toBeUndefined();
          } else {
            expect(value, `${name} ${group} ${measurement}`).toBeCloseTo(mean(rows.map((row) => row[measurement])), 5);
          }
        }
      }
    }
  });

  it('are left out where they are not wanted', async () => {
    const [measured] = await measureAnswers(given.cohort, 'now', ({ name, group }) => name === 'qa' && group === 'D5');
    expect(Object.keys(measured ?? {}).sort()).toEqual([
      'now/qa/accuracy',
      'now/qa/exact-match',
      'now/qa/log-likelihood',
    ]);
    expect(Object.keys(measured?.['now/qa/accuracy'] ?? {})).toEqual(['D5']);
  });
});

describe('gradient alignment in text', () => {
  // 23 aliases are a block of 20 and three too few for another.
  it.each([
    ['answers', 20, 20],
    ['all-tokens', 6, 6],
    ['answers', 23, 20],
  ] as const)(
    'is the mean cosine of whole definitions and single questions about the same alias (%s, %d aliases)',
    async (loss, variables, counted) => {
      const measured = await measureGradients(given.cohort, 'after', { variables, loss });
      for (const [seed, found] of measured.entries()) {
        const { members, definitionOf, questionsAbout } = worldOf(given.cohort, seed);
        const half = Math.floor(variables / 2);
        const wanted = [...(members.D5?.slice(0, half) ?? []), ...(members.D6?.slice(0, variables - half) ?? [])];
        expect(wanted).toHaveLength(variables);
        const aliases = wanted.slice(0, counted);
        const definitions = TAG_ROLES.map((role) =>
          aliases.map((alias) => {
            const documents = definitionOf(alias, role);
            return gradientOf(given, seed, { documents, rows: allRows(documents), loss });
          }),
        );
        const questions = aliases.map((alias) => {
          const documents = questionsAbout(alias);
          return allRows(documents).map((row) => gradientOf(given, seed, { documents, rows: [row], loss }));
        });
        const cosines = (byAlias: readonly (readonly number[])[], step: number) =>
          mean(
            byAlias.flatMap((definition, place) =>
              (questions[(place + step) % aliases.length] ?? []).map((question) => cosine(definition, question)),
            ),
          );
        const values = found['after/gradient-cosine'] ?? {};
        expect(Object.keys(values)).toEqual([...TAG_ROLES, 'other-variable']);
        for (const [place, role] of TAG_ROLES.entries()) {
          expect(values[role], role).toBeCloseTo(cosines(definitions[place] ?? [], 0), 4);
        }
        expect(values['other-variable']).toBeCloseTo(cosines(definitions[0] ?? [], 1), 4);
      }
    },
  );
});

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, index) => sum + value * (y[index] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('probes in text', () => {
  const settings = { lambda: 1, permutations: 3 };

  it('read the stream of one token at a time, at every layer', async () => {
    const measured = await measureProbes(given.cohort, 'after', settings);
    const [layer, token] = ['block 1', 'attribute'];
    for (const [seed, found] of measured.entries()) {
      const { members, probePositions, probeDocuments } = worldOf(given.cohort, seed);
      expect(probePositions).toEqual(['ask', 'alias 1', 'alias 2', 'attribute']);
      expect(Object.keys(found)).toEqual(
        ['embedding', 'block 1'].flatMap((name) => probePositions.map((at) => `after/probe-excess/${name} at ${at}`)),
      );
      const dataOf = (first: string, second: string) => {
        const [one, other] = [members[first] ?? [], members[second] ?? []];
        const size = Math.min(one.length, other.length);
        const documents = probeDocuments([...one.slice(0, size), ...other.slice(0, size)]);
        const width = 8;
        const features = Float32Array.from(
          allRows(documents).flatMap((row) =>
            activationOf(given, seed, { documents, row, name: layer }).slice(3 * width, 4 * width),
          ),
        );
        const labels = Uint8Array.from({ length: 2 * size }, (_, row) => Number(row < size));
        return { features, rows: 2 * size, columns: width, labels };
      };
      const chanceOf = (group: string) => ({
        ...settings,
        chance: seedTree(SEEDS[seed] as number)
          .child('probe')
          .child(group)
          .child(layer)
          .child(token)
          .stream(),
      });
      const [one, two] = [dataOf('D1QA1', 'D2QA2'), dataOf('D5', 'D6')];
      const values = found[`after/probe-excess/${layer} at ${token}`] ?? {};
      expect(values['D1QA1-D2QA2']).toBeCloseTo(probeExcess(one, chanceOf('D1QA1-D2QA2')), 9);
      expect(values['D5-D6']).toBeCloseTo(probeExcess(two, chanceOf('D5-D6')), 9);
      expect(values.transfer).toBeCloseTo(transferredProbeExcess(one, two, chanceOf('transfer')), 9);
      // Before the alias there is nothing to tell one from another.
      const nothing = found['after/probe-excess/block 1 at ask'] ?? {};
      for (const value of Object.values(nothing)) expect(Math.abs(value)).toBeLessThan(0.35);
    }
  });
});
