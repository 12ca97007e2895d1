// Experiments as documents: what is refused and how, and the hash that is their identity.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { tinyExperiment, VARIANTS } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import { type Experiment, experimentHash, parseExperiment } from '../../src/experiments/experiment.ts';
import { refusal } from '../refusal.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const plainCopy = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;

/** A copy in which the value at `path` is replaced, or a new field set. */
function edited(value: Json, [key, ...rest]: Path, to: unknown): Json {
  if (key === undefined) return to as Json;
  const copy = { ...(value as { [key: string]: Json }) };
  copy[key] = edited(copy[key] ?? null, rest, to);
  return copy;
}

/** Every path to a leaf: a null, boolean, number or string. */
function leaves(value: Json, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]));
}

const valueAt = (value: Json, path: Path) =>
  path.reduce((node: Json, key) => (node as { [key: string]: Json })[key] as Json, value);

function shuffled(value: Json, order: readonly number[]): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const ranked = Object.entries(value).map(([key, member], index) => ({
    key,
    member,
    rank: order[index % order.length] ?? 0,
  }));
  ranked.sort((a, b) => a.rank - b.rank);
  return Object.fromEntries(ranked.map(({ key, member }) => [key, shuffled(member, order)]));
}

const REGISTERED = { ...VARIANTS, ...experimentsOf(symbolArms, '') };
const FULL = plainCopy(
  tinyExperiment({
    task: { rendering: { kind: 'handwriting', imagesDigest: 'deadbeef', query: 'pixels', columns: 3 } },
    model: { patchEncoder: { hidden: 4, output: 2 } },
    measurements: { retrieval: true, probes: { lambda: 1, permutations: 2 }, gradientAlignment: { variables: 4 } },
  }),
);

describe('parsing an experiment', () => {
  it.each(Object.entries({ ...REGISTERED, full: FULL }))('accepts %s as it is', (_, experiment) => {
    expect(parseExperiment(plainCopy(experiment), 'here')).toEqual(experiment);
  });

  it.each<[string, Path, unknown]>([
    ['another version', ['schemaVersion'], 2],
    ['a negative group', ['task', 'groups', 'D5'], -1],
    ['a group that is no whole number', ['task', 'groups', 'QA7'], 1.5],
    ['a share above one', ['task', 'consistentShare', 'reliable'], 1.5],
    ['no cells', ['task', 'cells'], 0],
    ['text for a number', ['task', 'trainedCells'], '2'],
    ['another task', ['task', 'kind'], 'digits'],
    ['another word order', ['task', 'wordOrder'], 'alias'],
    ['an unknown way to ask', ['task', 'rendering', 'query'], 'voice'],
    ['no width', ['model', 'width'], 0],
    ['too many layers', ['model', 'layers'], 65],
    ['a learning rate of zero', ['protocol', 'stage1', 'learningRate'], 0],
    ['a learning rate above one', ['protocol', 'stage2', 'learningRate'], 1.1],
    ['half a batch', ['protocol', 'stage1', 'batchSize'], 0.5],
    ['a batch of "all"', ['protocol', 'stage1', 'batchSize'], 'all'],
    ['no steps', ['protocol', 'stage2', 'length', 'steps'], 0],
    ['beta1 of one', ['protocol', 'optimizer', 'beta1'], 1],
    ['epsilon of zero', ['protocol', 'optimizer', 'epsilon'], 0],
    ['a number that is none', ['protocol', 'optimizer', 'weightDecay'], Number.NaN],
    ['a learning rate without end', ['protocol', 'optimizer', 'epsilon'], Number.POSITIVE_INFINITY],
    ['text for yes', ['protocol', 'swappedStage2'], 'yes'],
    ['curves at every zeroth step', ['protocol', 'curveEverySteps'], 0],
    ['no permutations', ['measurements', 'probes', 'permutations'], 0],
    ['gradients of one variable', ['measurements', 'gradientAlignment', 'variables'], 1],
    ['a missing part', ['measurements'], null],
  ])('refuses %s and names the field', (_, path, value) => {
    expect(() => parseExperiment(edited(FULL, path, value), 'file.json')).toThrow(
      expect.objectContaining({
        code: 'invalid-experiment',
        message: expect.stringMatching(new RegExp(`file\\.json[\\s\\S]*/${path.join('/')}[:\\s]`)),
      }),
    );
  });

  const objects = [
    [],
    ['task'],
    ['task', 'groups'],
    ['task', 'rendering'],
    ['task', 'consistentShare'],
    ['model'],
    ['model', 'patchEncoder'],
    ['protocol'],
    ['protocol', 'stage1'],
    ['protocol', 'stage2', 'length'],
    ['protocol', 'stage1', 'warmUp'],
    ['protocol', 'optimizer'],
    ['measurements'],
    ['measurements', 'probes'],
    ['measurements', 'gradientAlignment'],
  ];
  it.each(objects.map((path) => [`/${path.join('/')}`, path] as const))(
    'refuses an unknown field in %s',
    (place, path) => {
      expect(() => parseExperiment(edited(FULL, [...path, 'extra'], 1), 'here')).toThrow(
        expect.objectContaining({
          code: 'invalid-experiment',
          message: expect.stringContaining(`${place === '/' ? '' : place}/extra: got 1`),
        }),
      );
    },
  );

  it.each(leaves(FULL).map((path) => [`/${path.join('/')}`, path] as const))('refuses to do without %s', (_, path) => {
    const parent = path.slice(0, -1);
    const { [path.at(-1) as string]: removed, ...rest } = valueAt(FULL, parent) as { [key: string]: Json };
    expect(removed).toBeDefined();
    expect(() => parseExperiment(edited(FULL, parent, rest), 'here')).toThrow(
      refusal('invalid-experiment', `${path.at(-1)}`),
    );
  });

  it.each([null, 3, 'x', [], {}])('refuses %j', (value) => {
    expect(() => parseExperiment(value, 'here')).toThrow(expect.objectContaining({ code: 'invalid-experiment' }));
  });

  it.each([
    ['two', null],
    ['single', tinyExperiment().protocol.stage2],
  ] as const)('refuses stages "%s" with stage2 %j', (stages, stage2) => {
    expect(() => parseExperiment(plainCopy(tinyExperiment({ protocol: { stages, stage2 } })), 'here')).toThrow(
      refusal('invalid-experiment', 'stage2'),
    );
  });
});

describe('the hash of an experiment', () => {
  const hashOf = (value: Json) => experimentHash(value as unknown as Experiment);
  const other = (value: Json): Json =>
    typeof value === 'number' ? value + 1e-9 : typeof value === 'string' ? `${value}!` : value === null ? 0 : !value;

  it.each(leaves(FULL).map((path) => [path.join('.'), path] as const))('changes with %s', (_, path) => {
    expect(hashOf(edited(FULL, path, other(valueAt(FULL, path))))).not.toBe(hashOf(FULL));
  });

  law.prop([fc.subarray(leaves(FULL)), fc.subarray(leaves(FULL))])(
    'is another for another set of edits, and the same for the same',
    (first, second) => {
      const apply = (paths: readonly Path[]) =>
        paths.reduce((value, path) => edited(value, path, other(valueAt(FULL, path))), FULL);
      expect(hashOf(apply(first)) === hashOf(apply(second))).toBe(JSON.stringify(first) === JSON.stringify(second));
    },
  );

  law.prop([fc.array(fc.integer(), { minLength: 1, maxLength: 9 })])(
    'does not depend on the order of keys',
    (order) => {
      expect(hashOf(shuffled(FULL, order))).toBe(hashOf(FULL));
    },
  );

  it('tells apart all variants and registered experiments', () => {
    const all = Object.values(REGISTERED);
    // Four arms are another one that says what it is compared in.
    expect(new Set(all.map(experimentHash)).size).toBe(all.length - 4);
    for (const experiment of all) expect(experimentHash(experiment)).toMatch(/^[0-9a-f]{64}$/);
  });
});
