// What the jobs run, without a cluster: a task trains its cohorts and no others, twice is once, a polite kill ends it at once; the
// judging job trains nothing and gives the document of a run on this machine. Some 25 s: every job is a process that trains.
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyExperiment } from '../../../lab/defects/fabricated/tiny-experiment.ts';
import { loadModelFolder } from '../../../src/configurations/load-model-folder.ts';
import { verifyClaims } from '../../../src/execution/campaign/verify-claims.ts';
import { judgePlan } from '../../../src/execution/slurm/judge-plan.ts';
import type { SlurmPlan } from '../../../src/execution/slurm/slurm-plan.ts';
import { readFailure, writeFailure } from '../../../src/execution/slurm/submission-folder.ts';
import { trainTask } from '../../../src/execution/slurm/train-task.ts';
import { experimentHash, parseExperiment } from '../../../src/experiments/experiment.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { sharedFolder } from '../../temporary-folder.ts';
import { smallPlan, writePlan } from './slurm-plans.ts';

const root = sharedFolder('plan');
let plan: SlurmPlan;
let planPath = '';
beforeAll(async () => {
  const small = await smallPlan(root);
  // The cohorts of the small claim would take seconds each.
  const experiment = tinyExperiment();
  const hash = experimentHash(experiment);
  plan = { ...small, cohorts: small.cohorts.map((cohort) => ({ ...cohort, experiment, hash })) };
  planPath = writePlan(root, plan);
});

const signal = new AbortController().signal;
const quiet = { signal, say: () => {} };
const calm = { signal, onEvent: () => {}, now: () => 0 };
const cohorts = (folder: string) =>
  openLedger(join(folder, 'ledger'))
    .list()
    .cohorts.map(({ cohort }) => cohort);

describe('a task of the array', () => {
  it('trains its own cohorts, and none twice', async () => {
    expect(await trainTask({ planPath, task: 1, ...quiet })).toEqual({ trained: 1, found: 0, failed: 0 });
    expect(cohorts(root)).toEqual([1]);
    expect(await trainTask({ planPath, task: 1, ...quiet })).toEqual({ trained: 0, found: 1, failed: 0 });
  });

  it('refuses an index that the plan does not have', async () => {
    await expect(trainTask({ planPath, task: 2, ...quiet })).rejects.toMatchObject({ code: 'invalid-option' });
  });

  it('refuses to train under numerics that are not those of the plan', async () => {
    const folder = join(root, 'other');
    const other = writePlan(folder, { ...plan, fingerprint: 'a'.repeat(64), ledgerFolder: join(folder, 'ledger') });
    await expect(trainTask({ planPath: other, task: 0, ...quiet })).rejects.toMatchObject({
      code: 'other-numerics',
      message: expect.stringContaining('give all machines the same copy of iml-verify'),
    });
    expect(cohorts(folder)).toEqual([]);
  });

  it("trains a user's model from the folder that the plan names, and no other", async () => {
    const modelFolder = resolve(import.meta.dirname, '../../../examples/model-folder/grid');
    const { digest } = await loadModelFolder(modelFolder);
    const model = { kind: 'module', digest, options: { width: 8, depth: 1 } };
    const experiment = parseExperiment({ ...tinyExperiment(), model }, 'spec');
    const hash = experimentHash(experiment);
    const trained = (name: string, pathsByDigest: Record<string, string>) => {
      const folder = join(root, name);
      const own = {
        ...plan,
        request: { ...plan.request, pathsByDigest },
        ledgerFolder: join(folder, 'ledger'),
        cohorts: plan.cohorts.map((cohort) => ({ ...cohort, experiment, hash })),
      };
      return trainTask({ planPath: writePlan(folder, own), task: 0, ...quiet });
    };
    expect(await trained('module', { [digest]: modelFolder })).toEqual({ trained: 1, found: 0, failed: 0 });
    expect(cohorts(join(root, 'module'))).toEqual([0]);
    const other = resolve(import.meta.dirname, '../../../examples/model-folder/text');
    await expect(trained('stranger', { [digest]: other })).rejects.toMatchObject({
      code: 'invalid-configuration',
      message: expect.stringContaining(digest),
    });
    expect(cohorts(join(root, 'stranger'))).toEqual([]);
  });

  it('leaves word of a run that broke, and trains the rest', async () => {
    const folder = join(root, 'broken');
    const experiment = tinyExperiment();
    // Digits that no document shows have no gradient, and 0 / 0 is no number.
    Object.assign(experiment.protocol.optimizer, { epsilon: 1e-60 });
    const [first, second] = plan.cohorts;
    if (first === undefined || second === undefined) throw new Error('two cohorts are planned');
    const mixed = {
      ...plan,
      ledgerFolder: join(folder, 'ledger'),
      cohortsATask: 2,
      cohorts: [{ ...first, experiment, hash: experimentHash(experiment) }, second],
    };
    const path = writePlan(folder, mixed);
    expect(await trainTask({ planPath: path, task: 0, ...quiet })).toEqual({ trained: 1, found: 0, failed: 1 });
    expect(readFailure(dirname(path), 0)).toMatch(/Seed 0 /);
    expect(readFailure(dirname(path), 1)).toBeNull();
  });

  it('ends at once when Slurm asks it to, in the middle of a cohort, with nothing half written', async () => {
    const folder = join(root, 'killed');
    const long = tinyExperiment();
    long.protocol.stage1.length = { kind: 'steps', steps: 1_000_000 };
    const endless = plan.cohorts.map((cohort) => ({ ...cohort, experiment: long, hash: experimentHash(long) }));
    const path = writePlan(folder, { ...plan, ledgerFolder: join(folder, 'ledger'), cohorts: endless });
    const script = join(import.meta.dirname, '../../../bin/iml.mjs');
    const words = [script, 'train-cohorts', '--plan', path, '--task', '0'];
    const child = execa(process.execPath, words, { reject: false, stdin: 'ignore' });
    child.stderr.once('data', () => setTimeout(() => child.kill('SIGTERM'), 3000));
    const { exitCode, stderr } = await child;
    expect([exitCode, stderr.split('\n').at(0)]).toEqual([130, 'Task 0: 1 cohorts, 0 of them in the ledger already.']);
    expect(readdirSync(folder)).toEqual(['job']);
    expect(readdirSync(join(folder, 'job', 'round-1'))).not.toContain('failed');
  });
});

describe('the judging job', () => {
  it('gives the document of a run on this machine in which the same runs broke, but for the times', async () => {
    const small = await smallPlan(join(root, 'judged'));
    const path = writePlan(join(root, 'judged'), small);
    writeFailure(dirname(path), 0, 'the loss is not finite');
    writeFailure(dirname(path), 1, 'the worker process ended');
    const { document: judged, due } = await judgePlan({ plan: small, planPath: path, ...calm });
    const local = await verifyClaims({
      ...small.request,
      ...calm,
      processes: 1,
      ledgerFolder: small.ledgerFolder,
      train: async ({ cohorts: [first, second], onFailed }) => {
        if (first !== undefined) onFailed(first, 'the loss is not finite');
        if (second !== undefined) onFailed(second, 'the worker process ended');
      },
    });
    expect(judged).toEqual({ ...local, startedAt: small.submittedAt });
    expect(due.cohorts).toEqual([]);
    expect(judged.verdicts.map(({ verdict }) => verdict)).toEqual(['invalid']);
  });

  it('names the task whose cohort is not there, and never trains it', async () => {
    const small = await smallPlan(join(root, 'missing'));
    const path = writePlan(join(root, 'missing'), small);
    const { document, due } = await judgePlan({ plan: small, planPath: path, ...calm });
    const { warnings, runs } = document;
    expect(due.cohorts).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/seeds 0: not in the ledger: task 0 was cancelled.*round-1\/logs\/train-0\.log/),
      expect.stringMatching(/seeds 1: not in the ledger: task 1 was cancelled.*round-1\/logs\/train-1\.log/),
    ]);
    expect(runs).toEqual({ trained: 0, found: 0, failed: 2 });
    expect(cohorts(join(root, 'missing'))).toEqual([]);
  });

  it('refuses a machine with other numerics, where it would look for other runs', async () => {
    const changed = { ...plan, fingerprint: 'a'.repeat(64) };
    await expect(judgePlan({ plan: changed, planPath, ...calm })).rejects.toMatchObject({ code: 'other-numerics' });
  });
});
