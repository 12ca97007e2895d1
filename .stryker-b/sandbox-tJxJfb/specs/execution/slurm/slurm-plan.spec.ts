// A plan goes through its file unharmed, and a file that is none is refused with the field that is wrong.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { earlierGo } from '../../../src/execution/slurm/earlier-submission.ts';
import {
  encodeSlurmPlan,
  parseSlurmPlan,
  readSlurmPlan,
  type SlurmPlan,
} from '../../../src/execution/slurm/slurm-plan.ts';
import {
  makeSubmissionFolder,
  roundFolder,
  writeJudged,
  writePlanAndScripts,
  writeSubmittedJobs,
} from '../../../src/execution/slurm/submission-folder.ts';
import { sharedFolder } from '../../temporary-folder.ts';
import { smallPlan, writePlan } from './slurm-plans.ts';

const root = sharedFolder('plan');
let plan: SlurmPlan;
beforeAll(async () => {
  plan = await smallPlan(root);
});

describe('a plan for Slurm', () => {
  it('lists what is missing, with the numerics and the request to judge', () => {
    expect(plan).toMatchObject({
      submittedAt: '2026-11-23T10:40:12.000Z',
      backend: 'wasm',
      foundAtStart: [],
      mostCohorts: 2,
      round: 1,
      request: { profile: 'quick', claims: ['single-stage-iml'], seeds: 2, firstSeed: 0, imagesFolder: null },
    });
    expect(plan.cohorts.map(({ label, seeds }) => [label, seeds])).toEqual([
      ['single-stage-iml/singleStage', [0]],
      ['single-stage-iml/singleStage', [1]],
    ]);
  });

  it('is read as it was written', () => {
    expect(readSlurmPlan(writePlan(root, plan))).toEqual(plan);
  });

  it.each<[string, (changed: SlurmPlan) => unknown]>([
    ['no JSON', () => null],
    ['/schemaVersion', (changed) => ({ ...changed, schemaVersion: 1 })],
    ['/fingerprint', (changed) => ({ ...changed, fingerprint: 'abc' })],
    ['/backend', (changed) => ({ ...changed, backend: 'abacus' })],
    ['/request/profile', (changed) => ({ ...changed, request: { ...changed.request, profile: 'slow' } })],
    ['/cohortsATask', (changed) => ({ ...changed, cohortsATask: 0 })],
    ['no field "executor" here', (changed) => ({ ...changed, executor: 'me' })],
    [
      '/cohorts/0/hash is not that of its experiment',
      (changed) => ({ ...changed, cohorts: changed.cohorts.map((cohort) => ({ ...cohort, hash: 'a'.repeat(64) })) }),
    ],
  ])('is refused where it is wrong: %s', (words, change) => {
    const changed = change(plan);
    const text = changed === null ? encodeSlurmPlan(plan).slice(0, -100) : JSON.stringify(changed);
    expect(() => parseSlurmPlan(text, 'plan.json')).toThrow(words);
  });

  it('that is not there is an error with a way out', () => {
    expect(() => readSlurmPlan(join(root, 'no-plan.json'))).toThrow(/all machines of the cluster see/);
  });
});

describe('the next go of a submission', () => {
  it('counts the runs of the goes before as its own, until one was judged in full', async () => {
    const other = join(root, 'goes');
    const begun = await smallPlan(other);
    const submitted = { ...begun, warnings: ['a file was set aside'] };
    const submission = makeSubmissionFolder(join(other, 'jobs'), submitted);
    const folder = roundFolder(submission, 1);
    mkdirSync(folder);
    writePlanAndScripts(folder, submitted, { train: null, judge: '' });
    const go = () => earlierGo(join(other, 'jobs'), begun);
    // Slurm took none of it.
    expect(go()).toBeNull();
    writeSubmittedJobs(folder, { array: '1', judge: '2' });
    expect(go()).toEqual(submitted);
    for (const [missingRuns, dueRuns] of [
      [1, 0],
      [0, 1],
    ] as const) {
      writeJudged(folder, { report: 'report.json', missingRuns, dueRuns });
      expect(go()).toEqual(submitted);
    }
    expect(earlierGo(join(other, 'jobs'), { ...begun, fingerprint: 'b'.repeat(64) })).toBeNull();
    expect(earlierGo(join(other, 'jobs'), { ...begun, request: { ...begun.request, seeds: 3 } })).toBeNull();
    writeJudged(folder, { report: 'report.json', missingRuns: 0, dueRuns: 0 });
    expect(go()).toBeNull();
    // A later round that is not judged: its end is not reached.
    const second = roundFolder(submission, 2);
    mkdirSync(second);
    writePlanAndScripts(second, { ...submitted, round: 2 }, { train: null, judge: '' });
    writeSubmittedJobs(second, { array: '3', judge: '4' });
    expect(go()).toEqual(submitted);
    // And that is what a plan begins with.
    expect(await smallPlan(other)).toMatchObject({ foundAtStart: [], warnings: submitted.warnings, round: 1 });
  });
});
