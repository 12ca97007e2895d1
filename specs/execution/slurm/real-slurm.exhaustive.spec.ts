// The same request on a real Slurm and on this machine: the same report but for the times, also when it was cancelled half-way. One
// small claim of a single stage; where it takes a second round, most of its runs are planted. Skipped where Slurm's programs are missing.
// Minutes: jobs wait for a real scheduler. Rounds on one that is played are in rounds-on-slurm.exhaustive.spec.ts.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { imlProcess, reportsIn, reportWithoutTimes } from './iml-process.ts';
import { missingPrograms, type SlurmCluster, startSlurmCluster, until } from './slurm-cluster.ts';
import { plantRuns } from './slurm-plans.ts';

const missing = missingPrograms();
const title = missing.length === 0 ? 'on a real Slurm' : `on a real Slurm (skipped: no ${missing.join(', ')} here)`;
const request = ['run', '--claim', 'single-stage-iml', '--seeds', '2', '--first-seed', '0', '--backend', 'wasm'];
const onSlurm = [...request, '--executor', 'slurm'];
const patienceMs = 300_000;

describe.skipIf(missing.length > 0)(title, { timeout: patienceMs }, () => {
  let root = '';
  let cluster: SlurmCluster;
  let local = '';
  const iml = (folder: string, words: readonly string[]) => {
    mkdirSync(join(root, folder), { recursive: true });
    return imlProcess(words, { folder: join(root, folder), environment: cluster.environment });
  };
  const slurm = async (program: string, ...words: readonly string[]) =>
    (await execa(program, words, { env: cluster.environment })).stdout;
  const cohortsIn = (folder: string) => openLedger(join(root, folder, '.iml', 'ledger')).list().cohorts.length;
  const jobFoldersOf = (folder: string) => readdirSync(join(root, folder, '.iml', 'slurm')).sort();

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'iml slurm '));
    cluster = await startSlurmCluster();
    const { exitCode } = await iml('local', request);
    expect(exitCode).toBe(18);
    local = reportWithoutTimes(join(root, 'local'));
    expect(JSON.parse(local).runs).toEqual({ trained: 2, found: 0, failed: 0 });
  }, patienceMs);
  afterAll(async () => {
    await cluster?.stop();
    rmSync(root, { recursive: true, force: true });
  }, patienceMs);

  it('gives the report of the local executor byte for byte, apart from times', async () => {
    // A folder with everything that shells trip over.
    const folder = 'it\'s "odd" $HOME # here';
    const comment = ['--slurm-option', `comment=it's "odd" \\ # $HOME`, 'nice=1'];
    const run = await iml(folder, [...onSlurm, ...comment, '--wait', '--json']);
    expect(run.stderr).toContain('an array of 2 tasks');
    const [place = ''] = reportsIn(join(root, folder));
    const report = readFileSync(join(place, 'report.json'), 'utf8');
    expect(run.stdout).toBe(report.trimEnd());
    expect(reportWithoutTimes(join(root, folder))).toBe(local);
    expect(run.exitCode).toBe((await iml('local', ['report', place])).exitCode);
    expect(await slurm('scontrol', 'show', 'job')).toContain(`Comment=it's "odd" \\ # $HOME`);
  });

  it('goes on after scancel half-way with what is missing, and ends in the same report', async () => {
    const first = await iml('cancelled', [...onSlurm, '--tasks-at-once', '1']);
    expect(first.exitCode).toBe(0);
    const twice = await iml('cancelled', onSlurm);
    expect(twice.exitCode).toBe(16);
    expect(twice.stderr).toContain('The same request is still with Slurm');
    await until('a cohort is in the ledger', async () => cohortsIn('cancelled') > 0, patienceMs);
    await slurm('scancel', ...cancelWords(first.stdout));
    await until('no job is queued', async () => (await slurm('squeue', '--noheader')) === '');
    const kept = cohortsIn('cancelled');
    expect(kept).toBeLessThan(2);

    const second = await iml('cancelled', [...onSlurm, '--wait']);
    expect(second.stderr).toContain(`${2 - kept} cohorts are missing`);
    expect(reportWithoutTimes(join(root, 'cancelled'))).toBe(local);
    expect(jobFoldersOf('cancelled')).toHaveLength(2);
    const [, resubmitted = ''] = jobFoldersOf('cancelled');
    expect(readdirSync(join(root, 'cancelled', '.iml', 'slurm', resubmitted, 'round-1', 'logs'))).toHaveLength(
      2 - kept + 1,
    );
  });

  it('calls what a cancelled array left out missing, says so, and is no pass', async () => {
    const submitted = await iml('missing', [...onSlurm, '--slurm-option', 'hold']);
    const [, array = '', judge = ''] = /array (\d+), judging job (\d+)/.exec(submitted.stdout) ?? [];
    await slurm('scancel', array);
    await slurm('scontrol', 'release', judge);
    const judged = join(root, 'missing', '.iml', 'slurm', jobFoldersOf('missing')[0] ?? '', 'round-1', 'judged.json');
    await until('the judging job is done', async () => readText(judged) !== null, patienceMs);
    const report = JSON.parse(reportWithoutTimes(join(root, 'missing')));
    expect(JSON.parse(readText(judged) ?? '')).toMatchObject({ missingRuns: 2 });
    expect(report.runs).toEqual({ trained: 0, found: 0, failed: 2 });
    expect(report.verdicts[0].verdict).toBe('invalid');
    expect(report.warnings[0]).toMatch(/task 0 was cancelled, killed or never started/);
    expect((await iml('missing', ['report', ...reportsIn(join(root, 'missing'))])).exitCode).toBe(18);
    expect(cohortsIn('missing')).toBe(0);
  });

  describe('where a claim needs a second round', () => {
    const more = ['--claim', 'single-stage-iml', '--seeds', '12', '--first-seed', '0', '--backend', 'wasm'];
    const moreOnSlurm = ['run', ...more, '--executor', 'slurm'];
    let alone = '';
    const start = (folder: string) => cpSync(join(root, 'planted'), join(root, folder), { recursive: true });
    const foldersOf = (folder: string) =>
      jobFoldersOf(folder).map((name) => readdirSync(join(root, folder, '.iml', 'slurm', name)).sort());

    beforeAll(async () => {
      // Seeds 7 and 11 are trained, one a round.
      await plantRuns(join(root, 'planted'), [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]);
      start('alone');
      const { stderr } = await iml('alone', ['run', ...more]);
      expect(stderr).toContain('1 claim is undecided: 1 more runs to train.');
      alone = reportWithoutTimes(join(root, 'alone'));
      expect(JSON.parse(alone).runs).toEqual({ trained: 2, found: 10, failed: 0 });
    }, patienceMs);

    it('the judging job submits it, and the report is that of one machine', async () => {
      start('rounds');
      const run = await iml('rounds', [...moreOnSlurm, '--wait']);
      expect(run.stderr).toContain('1 cohorts are missing: an array of 1 tasks');
      expect(JSON.parse(reportWithoutTimes(join(root, 'rounds'))).warnings).toEqual(JSON.parse(alone).warnings);
      expect(run.stderr).toContain('1 claim is undecided: 1 more runs to train.');
      expect(run.stderr).toMatch(/Round 2: 1 cohorts, array \d+, judging job \d+/);
      expect(reportWithoutTimes(join(root, 'rounds'))).toBe(alone);
      expect(foldersOf('rounds')).toEqual([['round-1', 'round-2']]);
      // One report, and none of the first round.
      expect(readdirSync(join(root, 'rounds', 'reports'))).toHaveLength(1);
    });

    it('a cancellation in it costs nothing but the run at which it was', async () => {
      start('cancelled later');
      const first = await iml('cancelled later', moreOnSlurm);
      const ledger = () => cohortsIn('cancelled later');
      await until('the first round is trained', async () => ledger() === 11, patienceMs);
      await until('the second is submitted', async () => foldersOf('cancelled later')[0]?.length === 2, patienceMs);
      await until(
        'it can be cancelled',
        async () => (await slurm('squeue', '--noheader', '--array')).split('\n').length === 2,
      );
      await slurm('scancel', ...cancelWords(first.stdout));
      await until('no job is queued', async () => (await slurm('squeue', '--noheader')) === '');
      expect(ledger()).toBe(11);
      const second = await iml('cancelled later', [...moreOnSlurm, '--wait']);
      expect(second.stderr).toContain('1 cohorts are missing');
      expect(reportWithoutTimes(join(root, 'cancelled later'))).toBe(alone);
    });

    it('who waits submits it where compute nodes may not, and a report says so meanwhile', async () => {
      start('forbidden');
      const programs = join(root, 'programs');
      mkdirSync(programs);
      const refusal = 'grep -qa judge-plan "/proc/$PPID/cmdline" && { echo "not from a compute node" >&2; exit 1; }';
      const real = (await execa('which', ['sbatch'], { env: cluster.environment })).stdout;
      writeFileSync(join(programs, 'sbatch'), `#!/bin/sh\n${refusal}\nexec ${real} "$@"\n`);
      chmodSync(join(programs, 'sbatch'), 0o755);
      const environment = { ...cluster.environment, PATH: `${programs}:${cluster.environment.PATH}` };
      const run = await imlProcess([...moreOnSlurm, '--wait'], { folder: join(root, 'forbidden'), environment });
      expect(run.stderr).toMatch(/Round 2: 1 cohorts, array \d+/);
      expect(reportWithoutTimes(join(root, 'forbidden'))).toBe(alone);
      const reports = reportsIn(join(root, 'forbidden'));
      expect(reports).toHaveLength(2);
      const meanwhile = JSON.parse(readText(join(reports[0] ?? '', 'report.json')) ?? '');
      expect(meanwhile.verdicts[0]).toMatchObject({
        verdict: 'inconclusive',
        seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      });
      expect(meanwhile.warnings).toEqual([
        expect.stringMatching(
          /^Round 2 could not be submitted.*not from a compute node.*The same command on a login node/,
        ),
      ]);
    });
  });

  it('submits nothing but the judging where nothing is missing', async () => {
    const run = await iml('local', [...onSlurm, '--wait']);
    expect(run.stderr).toContain('only the judging is left');
    expect(JSON.parse(reportWithoutTimes(join(root, 'local'))).runs).toEqual({ trained: 0, found: 2, failed: 0 });
  });

  it('reports what sbatch says against an option, and leaves nothing queued', async () => {
    const { exitCode, stderr } = await iml('refused', [...onSlurm, '--slurm-option', 'partition=no-such-partition']);
    expect(exitCode).toBe(16);
    expect(stderr).toMatch(/invalid partition/i);
    expect(await slurm('squeue', '--noheader')).toBe('');
  });
});

/** What the submission says that cancels it. */
function cancelWords(said: string): string[] {
  return (/scancel (\S+)/.exec(said)?.[1] ?? '').split(' ');
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
