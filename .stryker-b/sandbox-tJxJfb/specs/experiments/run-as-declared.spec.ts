// Runs are what their experiments declare, whatever the experiment; and what is not is named. Also: worlds used twice, stuck coins.
import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordAsDeclared } from '../../lab/defects/fabricated/record-as-declared.ts';
import { tinyExperiment, VARIANTS } from '../../lab/defects/fabricated/tiny-experiment.ts';
import {
  complaintAboutRun,
  declaredRun,
  impossibleValue,
  unsoundRuns,
} from '../../src/claims/verdicts/unsound-runs.ts';
import type { Experiment, GridExperiment } from '../../src/experiments/experiment.ts';
import { runCohort } from '../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { aliasEntity } from '../tasks/text/text-examples.ts';
import { stage, tinyText } from './tiny-text.ts';

const TEXTS = {
  text: tinyText({ protocol: { swappedStage2: true } }),
  threeStages: tinyText({ protocol: { stages: 'three', stage1Questions: stage(5) } }),
  entities: tinyText({ task: aliasEntity(), protocol: { stage0: stage(5) } }),
};
const { plain } = VARIANTS;
const recorded = (experiment: GridExperiment, seed: number): RunRecord => ({
  ...recordAsDeclared(experiment, seed),
  values: { planted: { all: seed } },
  curves: {},
});
const judged = (records: readonly RunRecord[]) => records.map((run) => ({ seed: run.seed, runs: { base: run } }));

beforeAll(() => startBackend('wasm'));

describe('a run', () => {
  it.each<[string, Experiment]>(Object.entries({ ...VARIANTS, ...TEXTS }))(
    'is what was declared: %s',
    async (_, experiment) => {
      const [record] = await runCohort({ experiment, seeds: [1], images: null });
      expect(complaintAboutRun(declaredRun(experiment), record as RunRecord)).toBeNull();
      expect(impossibleValue(record as RunRecord)).toBeNull();
    },
  );

  const run = recorded(plain, 1);
  const [first = '', ...others] = run.roles.groups;
  const trained = (change: Record<string, Partial<RunRecord['training'][string]> | null>): RunRecord => {
    const training = Object.entries({ ...run.training, ...change }).flatMap(([label, facts]) =>
      facts === null ? [] : [[label, { ...run.training['stage 1'], ...facts }] as const],
    );
    return { ...run, training: Object.fromEntries(training) as RunRecord['training'] };
  };
  it.each<[string, RunRecord, string]>([
    [
      'without a variable',
      { ...run, roles: { ...run.roles, groups: others.join('') } },
      'its roles name 55 variables of 56',
    ],
    [
      'with a variable in another group',
      { ...run, roles: { ...run.roles, groups: `${first === 'A' ? 'B' : 'A'}${others.join('')}` } },
      'its roles deal',
    ],
    ['cut short', trained({ 'stage 2': { steps: 5 } }), 'its stage 2 took 5 steps, not 6'],
    ['too long', trained({ 'stage 1': { steps: 9 } }), 'its stage 1 took 9 steps, not 8'],
    ['without a stage', trained({ 'stage 2': null }), 'it trained stage 1, not stage 1, stage 2'],
    ['with a stage more', trained({ 'stage 0': { steps: 1 } }), 'it trained stage 0, stage 1, stage 2, not'],
  ])('is not: %s', (_, record, complaint) => {
    expect(complaintAboutRun(declaredRun(plain), record)).toContain(complaint);
  });

  it('that stops at a loss may be shorter, and not longer', () => {
    const { loss } = VARIANTS;
    const most = declaredRun(loss).stages['stage 1']?.steps ?? 0;
    const complaintAt = (steps: number) => {
      const record = recorded(loss, 1);
      const training = { ...record.training, 'stage 1': { steps, epochs: 1, finalLoss: 0, reachedTarget: true } };
      return complaintAboutRun(declaredRun(loss), { ...record, training });
    };
    expect([complaintAt(1), complaintAt(most)]).toEqual([null, null]);
    expect(complaintAt(most + 1)).toContain(`its stage 1 took ${most + 1} steps`);
  });
});

describe('a number', () => {
  const said = (name: string, value: number) => impossibleValue({ values: { [name]: { D5: 0, D6: value } } });

  it.each([
    ['after-stage-2/qa/accuracy', 1.01, 'after-stage-2/qa/accuracy of D6 is 1.01, and such a number lies from 0 to 1'],
    ['after-stage-2/qa/exact-match', -0.01, 'lies from 0 to 1'],
    ['after-stage-2/third-tag/agreement-with-definition', 2, 'lies from 0 to 1'],
    ['after-stage-2/qa/log-likelihood', 0.5, 'is 0.5, and such a number is not above 0'],
    ['before-stage-2/gradient-cosine', -3_968_123.4, 'is -3968120, and such a number lies from -1 to 1'],
    ['before-stage-2/probe-excess/block 1', 1.5, 'lies from -1 to 1'],
  ])('that cannot be is named: %s of %d', (name, value, words) => {
    expect(said(name, value)).toContain(words);
    const [record] = [{ ...recorded(plain, 1), values: { [name]: { D5: value } } }];
    expect(unsoundRuns(judged([record]), { base: plain })).toMatch(/seed 1 \(arm "base"\) holds a number that cannot/);
  });

  it('at an end, or a rounding beyond it, can be, and so can any of which nothing is known', () => {
    for (const [name, value] of [
      ['after-stage-2/qa/accuracy', 1],
      ['after-stage-2/qa/accuracy', 0],
      ['after-stage-2/qa/log-likelihood', 1e-6],
      ['after-stage-2/qa/log-likelihood', -1e4],
      ['before-stage-2/gradient-cosine', 1 + 1e-6],
      ['planted', 1e9],
    ] as const) {
      expect(said(name, value)).toBeNull();
    }
  });
});

describe('runs together', () => {
  const large = tinyExperiment({ task: { groups: { D1QA1: 20, D2QA2: 20, QA3: 0, D5: 8, D6: 8, D8: 0, QA7: 0 } } });

  test.prop([fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 11 })])(
    'of fewer than twelve seeds are sound, whichever they are',
    (start, count) => {
      const records = Array.from({ length: count }, (_, index) => recorded(large, start + index));
      expect(unsoundRuns(judged(records), { base: large })).toBeNull();
    },
  );

  it('of one world are not, where that is no coincidence', () => {
    const twice = [recorded(large, 1), { ...recorded(large, 2), roles: recorded(large, 1).roles }];
    expect(unsoundRuns(judged(twice), { base: large })).toContain(
      'Seeds 1 and 2 (arm "base") were dealt the same groups',
    );
    const small = [recorded(plain, 1), { ...recorded(plain, 2), roles: recorded(plain, 1).roles }];
    expect(unsoundRuns(judged(small), { base: plain })).toBeNull();
  });

  it.each([
    [11, 0, null],
    [12, 0, 'In 0 of 12 seeds tag 1 is the reliable one: a fair coin is as uneven in 0.00049 of such sets'],
    [12, 12, 'In 12 of 12 seeds'],
    [12, 1, null],
    [32, 6, null],
    [32, 5, 'In 5 of 32 seeds'],
  ])('of %i seeds, %i of them with tag 1: a stuck coin is named', (seeds, ones, words) => {
    const records = Array.from({ length: seeds }, (_, index) => {
      const record = recorded(plain, index);
      return { ...record, roles: { ...record.roles, reliableTag: index < ones ? 1 : 0 } };
    });
    const found = unsoundRuns(judged(records), { base: plain });
    if (words === null) expect(found).toBeNull();
    else expect(found).toContain(words);
  });

  it('of another seed are not those of this one', () => {
    const [row] = judged([recorded(plain, 1)]);
    expect(unsoundRuns([{ ...row, seed: 2, runs: row?.runs ?? {} }], { base: plain })).toContain(
      'it is a run of seed 1',
    );
  });
});
