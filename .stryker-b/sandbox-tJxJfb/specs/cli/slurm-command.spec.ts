// `iml run --executor slurm` up to where a cluster is needed: what is refused, and what a dry run prints. Nothing is submitted here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { iml } from '../../src/cli/iml.ts';
import { readJudged } from '../../src/execution/slurm/submission-folder.ts';
import { plantRuns, smallPlan, writePlan } from '../execution/slurm/slurm-plans.ts';
import { ownFolder } from '../temporary-folder.ts';
import { tryTerminal } from './try-terminal.ts';

let folder = '';
beforeEach(() => {
  folder = ownFolder('cli');
});

const runtime = {
  nodePath: '/usr/bin/node',
  nodeVersion: 'v20.20.2',
  platform: 'linux x64',
  script: '/me/bin/iml.mjs',
};

async function run(words: readonly string[]) {
  // No PATH: wherever this spec runs, there is no Slurm in it.
  const terminal = tryTerminal({ currentFolder: folder, environment: { PATH: folder } });
  const verify = () => Promise.reject(new Error('verified on this machine all the same'));
  const code = await iml(['run', ...words], { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

const small = ['--claim', 'single-stage-iml', '--seeds', '2', '--first-seed', '0', '--backend', 'wasm'];

describe('iml run --executor slurm', () => {
  it.each([
    [['--dry-run']],
    [['--wait']],
    [['--jobs', 'here']],
    [['--slurm-option', 'partition=short']],
    [['--tasks-at-once', '2']],
    [['--cohorts-a-task', '2']],
    [['--executor', 'local', '--wait']],
    [['--executor', 'sge']],
    [['--executor', 'slurm', '--json']],
    [['--executor', 'slurm', '--dry-run', '--json']],
    [['--executor', 'slurm', '--dry-run', '--wait']],
    [['--executor', 'slurm', '--processes', '2']],
    [['--executor', 'slurm', '--slurm-option', 'array=0-9']],
    [['--executor', 'slurm', '--slurm-option', '-p']],
    [['--executor', 'slurm', '--tasks-at-once', '0']],
    [['--executor', 'slurm', '--jobs', '100%']],
    [['--executor', 'slurm', '--jobs', '']],
    [['--executor', 'slurm', '--claim', 'no-such-claim']],
    [['--executor', 'slurm', '--dry-run', '--cohorts-a-task', '0']],
  ])('refuses %j with 14 before anything is touched', async (words) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([14, '']);
    expect(stderr).toMatch(/^iml: .+\n(?: {2}.+\n)+$/m);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says what to do where there is no Slurm, with 16', async () => {
    const { code, stderr } = await run(['--executor', 'slurm', ...small]);
    expect(code).toBe(16);
    expect(stderr).toMatchInlineSnapshot(`
      "iml: Slurm is not installed here, or not in the PATH.
        got:      no program scontrol
        expected: sbatch, squeue, scontrol and scancel
        next:     run this on a login node of the cluster; --dry-run shows the scripts anywhere, and without --executor slurm the runs are trained here
      "
    `);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('prints with --dry-run plan and scripts, and writes nothing', async () => {
    const options = ['--tasks-at-once', '1', '--slurm-option', 'partition=short', 'comment=two words'];
    const { code, stdout } = await run(['--executor', 'slurm', '--dry-run', ...small, ...options]);
    expect(code).toBe(0);
    expect(stdout.replaceAll(folder, '/FOLDER')).toMatchInlineSnapshot(`
      "Nothing is submitted and nothing written.
      2 cohorts are missing: an array of 2 tasks, one cohort each, then one job that judges.

      ==> train.sh <==
      #!/bin/bash
      # Trains what the plan beside this file lists. A task that is killed loses the cohort at which it is; requeued, it goes on.
      #SBATCH --job-name=iml-2026-11-23T10-40-12Z-quick
      #SBATCH --array=0-1%1
      #SBATCH --output=logs/train-%a.log
      #SBATCH --open-mode=append
      #SBATCH --nodes=1
      #SBATCH --ntasks=1
      #SBATCH --cpus-per-task=1
      #SBATCH --requeue
      #SBATCH --partition=short
      #SBATCH --comment="two words"

      exec /usr/bin/node /me/bin/iml.mjs train-cohorts --plan /FOLDER/.iml/slurm/2026-11-23T10-40-12Z-quick/round-1/plan.json --task "$SLURM_ARRAY_TASK_ID"

      ==> judge.sh <==
      #!/bin/bash
      # Judges what is in the ledger. It trains nothing: it submits the next round where claims are undecided, or writes the report.
      #SBATCH --job-name=iml-2026-11-23T10-40-12Z-quick
      #SBATCH --output=logs/judge.log
      #SBATCH --open-mode=append
      #SBATCH --nodes=1
      #SBATCH --ntasks=1
      #SBATCH --cpus-per-task=1
      #SBATCH --requeue
      #SBATCH --partition=short
      #SBATCH --comment="two words"

      exec /usr/bin/node /me/bin/iml.mjs judge-plan --plan /FOLDER/.iml/slurm/2026-11-23T10-40-12Z-quick/round-1/plan.json
      "
    `);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a dry run of claims that stop when they are decided', () => {
  it('prints the first round and says what may follow', async () => {
    const { code, stdout } = await run([
      '--executor',
      'slurm',
      '--dry-run',
      '--claim',
      'single-stage-iml',
      '--backend',
      'wasm',
    ]);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toMatchInlineSnapshot(`
      [
        "Nothing is submitted and nothing written.",
        "8 cohorts are missing: an array of 8 tasks, one cohort each, then one job that judges.",
        "While claims are undecided it submits further rounds with more of their seeds: at most 24 cohorts more, usually far fewer.",
      ]
    `);
  });
});

describe('what the jobs run', () => {
  it.each([
    [['train-cohorts', '--plan', 'plan.json']],
    [['train-cohorts', '--task', '0']],
    [['train-cohorts', '--plan', 'plan.json', '--task', 'first']],
    [['judge-plan']],
  ])('refuses %j with 14', async (words) => {
    const terminal = tryTerminal({ currentFolder: folder });
    expect(await iml(words, { terminal, runtime, verify: () => Promise.reject(new Error('no')) })).toBe(14);
  });

  it('judges as far as it goes where the next round is due and no sbatch is there, and says so', async () => {
    const ledgerFolder = join(folder, '.iml', 'ledger');
    const plan = await smallPlan(folder, { seeds: 12, ledgerFolder });
    await plantRuns(folder, [0, 1, 2, 3, 4, 5, 6, 7]);
    const planPath = writePlan(folder, plan);
    const terminal = tryTerminal({ currentFolder: folder, environment: { PATH: folder } });
    const verify = () => Promise.reject(new Error('no'));
    expect(await iml(['judge-plan', '--plan', planPath], { terminal, runtime, verify })).toBe(18);
    const due =
      /Round 2 could not be submitted.*\(Slurm is not installed here.*4 runs are due.*same command on a login node/;
    expect(terminal.printed().stderr).toMatch(due);
    const judged = readJudged(dirname(planPath));
    expect(judged).toMatchObject({ missingRuns: 0, dueRuns: 4 });
    const { verdicts, warnings, runs } = JSON.parse(readFileSync(judged?.report ?? '', 'utf8'));
    expect(verdicts[0]).toMatchObject({ verdict: 'inconclusive', seeds: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(warnings).toEqual([expect.stringMatching(due)]);
    expect(runs).toEqual({ trained: 8, found: 0, failed: 0 });
  });

  it.each([[['train-cohorts', '--plan', 'plan.json', '--task', '0']], [['judge-plan', '--plan', 'plan.json']]])(
    'ends with 16 where the plan cannot be seen: %j',
    async (words) => {
      const terminal = tryTerminal({ currentFolder: folder });
      expect(await iml(words, { terminal, runtime, verify: () => Promise.reject(new Error('no')) })).toBe(16);
      expect(terminal.printed().stderr).toContain('all machines of the cluster');
      expect(existsSync(join(folder, 'reports'))).toBe(false);
    },
  );
});
