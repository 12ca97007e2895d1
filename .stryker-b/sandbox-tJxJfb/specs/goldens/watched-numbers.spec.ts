// The numbers that drift is looked for in: every part, context and gate of the tests, one value a seed.
import { describe, expect, it } from 'vitest';
import { catalogue, examplePools, GOLDEN_SEEDS, hashOf, scope } from '../../lab/defects/fabricated/golden-examples.ts';
import type { Claim, ClaimTest } from '../../src/claims/claim.ts';
import { at } from '../../src/claims/estimands.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { increasingOver, nothingBeyond } from '../../src/claims/rules.ts';
import { watchedNumbers } from '../../src/claims/verdicts/watched-numbers.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { goldenTests } from '../../src/goldens/golden-tests.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';

const pools = examplePools();
const runsOf = runsOfPools(pools);

describe('watched numbers', () => {
  it('are the parts of each claim, and what is printed beside verdicts once a task', () => {
    const watched = watchedNumbers(goldenTests({ ...scope, claims: catalogue }), runsOf);
    const base = hashOf(16).slice(0, 12);
    expect(watched.map(({ values, ...rest }) => rest)).toEqual([
      {
        id: 'digit-grid/symbols/effect/accuracy',
        claim: 'effect',
        task: 'digit-grid/symbols',
        name: 'accuracy',
        unit: 'accuracy',
        kind: 'part',
        experimentHashes: [hashOf(16)],
        claimedEffect: 0.5,
      },
      {
        id: `digit-grid/symbols/gate/accuracy (arm "base") of ${base}`,
        claim: 'effect',
        task: 'digit-grid/symbols',
        name: 'accuracy (arm "base")',
        unit: '',
        kind: 'gate',
        experimentHashes: [hashOf(16)],
        claimedEffect: null,
      },
      {
        id: `digit-grid/symbols/context/base: accuracy of ${base}`,
        claim: 'effect',
        task: 'digit-grid/symbols',
        name: 'base: accuracy',
        unit: '',
        kind: 'context',
        experimentHashes: [hashOf(16)],
        claimedEffect: null,
      },
      {
        id: 'digit-grid/symbols/difference/base - other',
        claim: 'difference',
        task: 'digit-grid/symbols',
        name: 'base - other',
        unit: 'accuracy',
        kind: 'part',
        experimentHashes: [hashOf(16), hashOf(32)],
        claimedEffect: 0.3,
      },
    ]);
    const values = pools[0]?.records.map(({ seed, values: all }) => ({
      seed,
      value: all['after-stage-2/qa/accuracy']?.D5,
    }));
    expect(watched[0]?.values).toEqual(values);
    expect(watched.every((number) => number.values.length === GOLDEN_SEEDS.length)).toBe(true);
  });

  it('of a trend are its ends, of a pattern its cells, and have no claimed effect where a rule expects none', () => {
    const [{ tests }] = catalogue as [Claim];
    const part = { name: 'it', unit: 'accuracy' } as const;
    const test: ClaimTest = {
      ...(tests[0] as ClaimTest),
      gates: [],
      context: [],
      parts: [
        {
          ...part,
          rule: increasingOver(['a', 'b', 'c'], { ends: 0.1, reversal: 0.05, planned: [-0.25, 0.1] }),
          estimands: [0, 9, at('base', 'after-stage-2/qa/accuracy', 'D5')],
        },
        { ...part, name: 'none', rule: nothingBeyond(0.1, [0, 0.1]), estimands: [0.125] },
        {
          ...part,
          name: 'cells',
          rule: {
            kind: 'pattern',
            cells: [
              { name: 'one', expected: 'above' },
              { name: 'two', expected: 'chance' },
            ],
            threshold: 0.03,
            margin: 0.03,
            alpha: 0.01,
            planned: { effect: 0.5, standardDeviation: 0.1 },
          },
          estimands: [0.5, 0],
        },
      ],
    };
    const claim = { ...(catalogue[0] as Claim), tests: [test] };
    const watched = watchedNumbers([{ claim, test, hashes: { base: hashOf(16) } }], runsOf);
    expect(watched.map(({ name, claimedEffect, values }) => [name, claimedEffect, values[3]?.value])).toEqual([
      ['it', 0.25, pools[0]?.records[3]?.values['after-stage-2/qa/accuracy']?.D5],
      ['none', null, 0.125],
      ['cells: one', null, 0.5],
      ['cells: two', null, 0],
    ]);
  });

  it('have only seeds with a run in every arm, and are not there without any', () => {
    const few = runsOfPools(pools.map((pool, index) => ({ ...pool, records: pool.records.slice(index * 2, 5) })));
    const tests = goldenTests({ ...scope, claims: catalogue });
    const counts = (watched: ReturnType<typeof watchedNumbers>) =>
      watched.map(({ values }) => values.map(({ seed }) => seed % 100));
    expect(counts(watchedNumbers(tests, few))).toEqual([
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
      [2, 3, 4],
    ]);
    expect(watchedNumbers(tests, () => new Map())).toEqual([]);
  });

  it('have names of their own in every profile of the registry', () => {
    for (const profile of ['quick', 'standard', 'full'] as const) {
      const tests = goldenTests({ ...scope, profile, claims: CLAIMS });
      // Whatever is read is there, and is 0: only names are asked for.
      const anything: object = new Proxy(() => 0, {
        get: (_, key) => (key === Symbol.toPrimitive ? () => 0 : anything),
      });
      const watched = watchedNumbers(tests, () => new Map([[1, anything as RunRecord]]));
      const parts = tests.reduce((sum, { test }) => sum + test.parts.length, 0);
      expect(watched.filter(({ kind }) => kind === 'part').length).toBeGreaterThanOrEqual(parts);
      expect(new Set(watched.map(({ id }) => id)).size).toBe(watched.length);
      for (const { experimentHashes, id } of watched) expect(experimentHashes.length, id).toBeGreaterThan(0);
    }
  });
});
