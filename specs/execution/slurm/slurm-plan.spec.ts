// A plan goes through its file unharmed, and a file that is none is refused with the field that is wrong.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continueEarlier } from '../../../src/execution/slurm/earlier-submission.ts';
import { makeJobFolder, writeJudged, writePlanAndScripts } from '../../../src/execution/slurm/job-folder.ts';
import {
  encodeSlurmPlan,
  parseSlurmPlan,
  readSlurmPlan,
  type SlurmPlan,
} from '../../../src/execution/slurm/slurm-plan.ts';
import { smallPlan, temporaryFolder, writePlan } from './slurm-plans.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
let plan: SlurmPlan;
beforeAll(async () => {
  plan = await smallPlan(root);
});

describe('a plan for Slurm', () => {
  it('lists what is missing, with the numerics and the request to judge', () => {
    expect(plan).toMatchObject({
      submittedAt: '2026-11-23T10:40:12.000Z',
      backend: 'wasm',
      runsFoundAtStart: 0,
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
    ['/schemaVersion', (changed) => ({ ...changed, schemaVersion: 2 })],
    ['/fingerprint', (changed) => ({ ...changed, fingerprint: 'abc' })],
    ['/backend', (changed) => ({ ...changed, backend: 'abacus' })],
    ['/request/profile', (changed) => ({ ...changed, request: { ...changed.request, profile: 'slow' } })],
    ['/cohortsATask', (changed) => ({ ...changed, cohortsATask: 0 })],
    ['additional properties', (changed) => ({ ...changed, executor: 'me' })],
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
  it('counts the runs of the goes before as its own, until one was judged in full', () => {
    const jobs = join(root, 'jobs');
    const submitted = { ...plan, warnings: ['a file was set aside'] };
    const later = { ...plan, submittedAt: '2026-11-23T10:50:00.000Z', runsFoundAtStart: 1 };
    expect(continueEarlier(jobs, later)).toEqual(later);
    const folder = makeJobFolder(jobs, submitted);
    writePlanAndScripts(folder, submitted, { train: null, judge: '' });
    const continued = { ...later, runsFoundAtStart: 0, warnings: submitted.warnings };
    expect(continueEarlier(jobs, later)).toEqual(continued);
    writeJudged(folder, { report: 'report.json', missingRuns: 1 });
    expect(continueEarlier(jobs, later)).toEqual(continued);
    expect(continueEarlier(jobs, { ...later, fingerprint: 'b'.repeat(64) }).runsFoundAtStart).toBe(1);
    expect(continueEarlier(jobs, { ...later, request: { ...later.request, seeds: 3 } }).runsFoundAtStart).toBe(1);
    writeJudged(folder, { report: 'report.json', missingRuns: 0 });
    expect(continueEarlier(jobs, later)).toEqual(later);
  });
});
