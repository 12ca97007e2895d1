// Claims around someone's own configuration: around the registry's own base they are the registry's, around others they keep
// everything that decides, and what does not apply says why.
import { describe, expect, it } from 'vitest';
import { applyChange, DoesNotApply, sizeOf } from '../../src/claims/arms/apply-change.ts';
import { TASK_NAMES } from '../../src/claims/arms/arm.ts';
import { baseExperiment, experimentsOf, taskOf } from '../../src/claims/arms/experiments-of.ts';
import { type Claim, type ClaimPart, type ClaimTest, limitOf } from '../../src/claims/claim.ts';
import { evaluate, fitIn, type SeedRuns } from '../../src/claims/estimands.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { valuesOf } from '../../src/claims/verdicts/stopping.ts';
import { deriveClaims } from '../../src/configurations/derive-claims.ts';
import { type Experiment, experimentHash } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { configured, IMAGES } from './try-configuration.ts';

const around = async (value: object, profile: 'quick' | 'standard' = 'quick') =>
  deriveClaims({ configuration: await configured(value), profile, imagesDigest: IMAGES });
const testOf = (applied: readonly Claim[], id: string) => {
  const test = applied.find((claim) => claim.id === id)?.tests[0];
  if (test === undefined) throw new Error(`${id} does not apply`);
  return test;
};
const armsOf = (applied: readonly Claim[], id: string) => Object.values(experimentsOf(testOf(applied, id).arms, ''));
const reasonOf = async (value: object, id: string, profile: 'quick' | 'standard' = 'quick') =>
  (await around(value, profile)).unasked
    .filter(({ claim }) => claim === id)
    .map(({ reason }) => reason)
    .join('; ');
const symbols = (changes: object = {}) => ({ extends: 'digit-grid/symbols', ...changes });
const text = (changes: object = {}) => ({ extends: 'alias-text', ...changes });

describe('claims around a configuration', () => {
  it('know the task that they are about, and refuse one that no claim is about', () => {
    for (const name of TASK_NAMES) expect(taskOf(baseExperiment(name, IMAGES))).toBe(name);
    const base = baseExperiment('alias-text', IMAGES);
    const unclaimed = { ...base, task: { ...base.task, kind: 'chess' } } as unknown as Experiment;
    expect(() => taskOf(unclaimed)).toThrow(/No claim is about this task.*chess.*set-inclusion/s);
  });

  it('are the registered ones, experiment by experiment, where the configuration is the registered base', async () => {
    const others: string[] = [];
    let same = 0;
    for (const { id, tests } of CLAIMS) {
      for (const test of tests) {
        const base = baseExperiment(test.task, IMAGES);
        for (const [name, arm] of Object.entries(experimentsOf(test.arms, IMAGES))) {
          // A design that prescribes the width of all its arms, or a model of its own, is asked of the model that was brought.
          const carried = attempt(() => applyChange(base, test.arms[name]?.change ?? {}, 'own'));
          if (carried !== null && experimentHash(carried) === experimentHash(arm)) same += 1;
          else others.push(`${id}/${test.task}/${name}`);
        }
      }
    }
    expect(same).toBeGreaterThan(90);
    expect(others).toMatchInlineSnapshot(`
      [
        "iml-appears/alias-text/base",
        "iml-appears/alias-entity/manyEntities",
        "larger-models-more-iml/alias-text/large16",
        "larger-models-more-iml/alias-text/large64",
        "larger-models-more-iml/alias-text/large128",
        "probe-decodes-tag-when-alias-first/alias-text/aliasFirst",
        "probe-decodes-tag-when-alias-first/alias-text/tagFirst",
        "not-when-tag-first/alias-text/aliasFirst",
        "not-when-tag-first/alias-text/tagFirst",
        "not-when-tag-first/alias-text/aliasFirst",
        "not-when-tag-first/alias-text/tagFirst",
        "probing-shifts/alias-text/aliasFirst",
        "probing-shifts/alias-text/tagFirst",
        "probe-transfers/alias-text/aliasFirst",
        "probe-transfers/alias-text/tagFirst",
        "decodability-is-not-iml/alias-text/answersOnly",
        "decodability-is-not-iml/alias-text/uninformative",
      ]
    `);
  });

  it.each(TASK_NAMES)('have every claim of the registry in the answer on %s', async (base) => {
    const { applied, unasked } = await around({ extends: base }, 'standard');
    const answered = new Set([...applied.map(({ id }) => id), ...unasked.map(({ claim }) => claim)]);
    expect([...answered].sort()).toEqual(CLAIMS.map(({ id }) => id).sort());
    expect(unasked.every(({ reason }) => reason.length > 10)).toBe(true);
  });

  it('keep rules, thresholds, gates, controls and seeds', async () => {
    const { applied } = await around(symbols({ model: { width: 96 } }));
    for (const claim of applied) {
      const registered = CLAIMS.find(({ id }) => id === claim.id) as Claim;
      expect({ ...claim, tests: [] }).toEqual({ ...registered, tests: [] });
      const [own, before] = [claim.tests[0] as ClaimTest, registered.tests[0] as ClaimTest];
      const decisive = ({ seeds, required, assay, gates, parts }: ClaimTest) => ({
        seeds,
        required,
        assay,
        gates: gates.map(limitOf),
        rules: parts.map(({ rule }) => ('levels' in rule ? { ...rule, levels: rule.levels.length } : rule)),
      });
      expect(decisive(own)).toEqual(decisive(before));
    }
  });

  it('build the ladder of sizes around the model', async () => {
    const { applied } = await around(symbols({ model: { width: 96 } }));
    const { parts } = testOf(applied, 'larger-models-more-iml');
    expect(armsOf(applied, 'larger-models-more-iml').map((arm) => sizeOf(arm, 'width'))).toEqual([6, 24, 96]);
    expect(parts.map(({ name }) => name)).toEqual([
      'antithetic IML by width',
      'IML at width 96 minus width 6, log-likelihood',
    ]);
    expect(parts[0].rule).toMatchObject({ kind: 'trend', levels: ['6', '24', '96'] });
    const heads = (await around(text({ model: { width: 48, heads: 12 } }), 'standard')).applied;
    expect(armsOf(heads, 'larger-models-more-iml').map((arm) => sizeOf(arm, 'width'))).toEqual([12, 24, 48]);
  });

  it('take the ladders that the configuration names, in the order that the claim expects', async () => {
    const named = symbols({ sizes: { 'model.layers': [4, 0.5 * 2, 2, 3] }, batches: [8, 'full', 64] });
    const { applied } = await around(named);
    const sizes = testOf(applied, 'larger-models-more-iml');
    expect(Object.keys(sizes.arms)).toEqual(['layers 1', 'layers 2', 'layers 3', 'layers 4']);
    expect(sizes.parts[0].name).toBe('antithetic IML by layers');
    const batches = armsOf(applied, 'smaller-batches-more-iml').map(({ protocol }) => protocol.stage1.batchSize);
    expect(batches).toEqual(['full', 64, 8]);
  });

  it('read the registered estimand at each level, and contrasts at the ends', async () => {
    const test = testOf(
      (await around(symbols({ sizes: { 'model.width': [8, 16, 32, 64, 96] } }))).applied,
      'larger-models-more-iml',
    );
    const runs = Object.fromEntries(
      Object.keys(test.arms).map((name, index) => [name, runWithGap(index / 10)]),
    ) as SeedRuns;
    expect(valuesOf(test.parts[0], runs).map((value) => Number(value.toFixed(6)))).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(valuesOf(test.parts[1] as ClaimPart, runs)[0]).toBeCloseTo(0.4, 10);
  });

  it("vary the options of a model of one's own", async () => {
    const model = { folder: 'examples/model-folder/grid', options: { width: 32, depth: 3 } };
    const { applied } = await around(symbols({ model }));
    const options = armsOf(applied, 'larger-models-more-iml').map((arm) =>
      arm.model.kind === 'module' ? arm.model.options : null,
    );
    expect(options.map((one) => one?.width)).toEqual([2, 8, 32]);
    expect(options.every((one) => one?.depth === 3)).toBe(true);
  });

  it('ask every arm that fits alike for its fit, as far as there are arms', async () => {
    const gatesOf = async (sizes: object) =>
      testOf((await around(text(sizes), 'standard')).applied, 'larger-models-more-iml').gates.map(
        ({ description }) => /arm "(.+)"/.exec(description)?.[1],
      );
    expect([...new Set(await gatesOf({}))]).toEqual(['width 8', 'width 16', 'width 32']);
    const ends = await gatesOf({ sizes: { 'model.width': [8, 32] } });
    expect([...new Set(ends)]).toEqual(['width 8', 'width 32']);
  });

  it('judge the difference where there are two levels, at the registered threshold of the ends', async () => {
    const test = testOf(
      (await around(symbols({ sizes: { 'model.width': [8, 64] } }))).applied,
      'larger-models-more-iml',
    );
    expect(test.parts[0].rule).toMatchObject({ kind: 'existence', direction: 'greater', threshold: 0.1, alpha: 0.01 });
    expect(test.design).toMatch(/^Two levels only, so their difference is judged and no trend\./);
    const runs = { 'width 8': runWithGap(0.1), 'width 64': runWithGap(0.25) };
    expect(valuesOf(test.parts[0], runs)[0]).toBeCloseTo(0.15, 10);
    expect(test.context.every(({ estimand }) => Number.isFinite(evaluate(estimand, runs)))).toBe(true);
  });

  it('compare batches at equal epochs where the configuration counts steps', async () => {
    const { applied } = await around(text(), 'standard');
    const equal = applied.flatMap(({ tests }) => tests).find(({ design }) => design.includes('equal epochs (28)'));
    const lengths = Object.values(experimentsOf(equal?.arms ?? {}, '')).map(({ protocol }) => protocol.stage1.length);
    expect(new Set(lengths.map((length) => JSON.stringify(length)))).toEqual(
      new Set(['{"kind":"epochs","epochs":28}']),
    );
  });

  it('leave out numbers beside a verdict that are not measured, and keep the verdict', async () => {
    const { applied } = await around(text({ task: { trainedAttributes: 6 } }));
    const fits = testOf(applied, 'iml-appears').context.map(({ estimand }) => fitIn(estimand)?.of);
    expect(fits).toContain('loss');
    expect(fits).not.toContain('answers');
  });

  it('set what a test is about as registered, whatever the configuration has', async () => {
    const { applied } = await around(
      symbols({ task: { wordOrder: 'alias-first', consistentShare: { reliable: 0.9, unreliable: 0.1 } } }),
    );
    const orders = armsOf(applied, 'not-when-tag-first').map(({ task }) => 'wordOrder' in task && task.wordOrder);
    expect(orders).toEqual(['alias-first', 'tag-first']);
    const alphas = armsOf(applied, 'more-informative-tags-more-iml').map(({ task }) => task.consistentShare.reliable);
    expect(alphas).toEqual([0.5, 263 / 350, 1]);
  });
});

describe('a claim does not apply', () => {
  it.each([
    ['its task has no design of it', symbols(), 'three-stages-iml', 'it has no design on digit-grid/symbols'],
    [
      'the profile has no test of it',
      text(),
      'single-stage-iml',
      'the profile quick has no test of it on alias-text; there is one in standard',
    ],
    [
      'the model cannot be made smaller',
      symbols({ model: { width: 1 } }),
      'larger-models-more-iml',
      'a model of width 1 cannot be made smaller',
    ],
    [
      'the batch cannot be varied',
      symbols({ protocol: { stage1: { batchSize: 'full' } } }),
      'smaller-batches-more-iml',
      'takes all documents at once',
    ],
    [
      'there is a single stage',
      symbols({ protocol: { stages: 'single', stage2: null, swappedStage2: false } }),
      'iml-appears',
      'a single stage',
    ],
    [
      'a group is empty',
      symbols({ task: { groups: { D2QA2: 0 } } }),
      'unreliable-definitions-still-leak',
      'it needs aliases of the group D2QA2',
    ],
    [
      'a share is not exact',
      symbols({ task: { groups: { D1QA1: 351 } } }),
      'uninformative-tags-no-iml',
      'with an even number of them it would be',
    ],
    [
      'its positive claim does not',
      symbols({ task: { groups: { D1QA1: 351 } } }),
      'alignment-gap-shrinks-with-batch',
      '"gradients-align-for-reliable-tag" is shown, which does not apply',
    ],
    [
      'the model has no such block',
      symbols({ model: { layers: 1 } }),
      'probe-transfers',
      'it probes block 2, and the model has 1',
    ],
    [
      'probes have too few aliases',
      symbols({ task: { groups: { D5: 9 } }, protocol: { stage2: { batchSize: 8 } } }),
      'probing-shifts',
      'a probe needs at least 10 aliases of D5',
    ],
    [
      'nothing is held out',
      symbols({ task: { trainedCells: 6 } }),
      'consistent-definitions-are-used',
      'Stage 1 trains all of them',
    ],
    [
      'something is not measured',
      symbols({ measurements: { probes: null } }),
      'probe-transfers',
      'no probes are fitted',
    ],
    [
      'something is not measured',
      symbols({ measurements: { gradientAlignment: null } }),
      'gradients-align-for-reliable-tag',
      'gradients are not measured',
    ],
  ])('where %s', async (_, value, id, words) => {
    expect(await reasonOf(value, id)).toContain(words);
  });

  it.each([
    ['TEA', 'iml-appears', 'where the entity comes last, and the word order is TEA'],
    ['TEA', 'bare-alias-completion', 'where the entity comes last, and the word order is TEA'],
  ])('where definitions in the order %s cannot be asked by their tags: %s', async (wordOrder, id, words) => {
    const value = { extends: 'alias-entity', task: { wordOrder } };
    expect(await reasonOf(value, id, 'standard')).toContain(words);
  });

  it('where random tags would have to follow the alias', async () => {
    const value = symbols({ task: { stageOneTags: { randomOf: 20 } } });
    expect(await reasonOf(value, 'probe-transfers')).toContain('Random tags need definitions with the tag first');
  });

  it('where the design is about a model of its own, though others of the same claim apply', async () => {
    const { applied, unasked } = await around({ extends: 'alias-entity' }, 'standard');
    expect(applied.find(({ id }) => id === 'iml-appears')?.tests).toHaveLength(2);
    expect(unasked[0]).toEqual({
      claim: 'iml-appears',
      reason: 'design 8: this design is about a model of its own, with other settings than the task is studied with',
    });
  });
});

function attempt(action: () => Experiment): Experiment | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof DoesNotApply) return null;
    throw error;
  }
}

/** D5 minus D6 is `gap`, and with the tags exchanged its opposite. */
function runWithGap(gap: number): RunRecord {
  const values = Object.fromEntries(
    ['accuracy', 'log-likelihood'].flatMap((metric) => [
      [`after-stage-2/qa/${metric}`, { D5: 0.5 + gap, D6: 0.5 }],
      [`after-stage-2-swapped/qa/${metric}`, { D5: 0.5, D6: 0.5 + gap }],
      [`before-stage-2/qa/${metric}`, { D1QA1: 0.9 }],
    ]),
  );
  return {
    seed: 0,
    roles: { reliableTag: 0, groups: '', legend: {} },
    training: { 'stage 1': { steps: 1, epochs: 1, finalLoss: 0.1, reachedTarget: null } },
    values,
    curves: {},
  };
}
