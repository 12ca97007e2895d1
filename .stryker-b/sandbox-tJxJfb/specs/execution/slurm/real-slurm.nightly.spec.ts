// A request on a real Slurm that is cancelled half-way, misses runs, or takes a second round ends in the report of this machine, but for the
// times. One small claim of a single stage; where it takes a second round, most of its runs are planted. Minutes: jobs wait for a real
// scheduler. Rounds on one that is played are in rounds-on-slurm.exhaustive.spec.ts.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { imlProcess, reportsIn, reportWithoutTimes } from './iml-process.ts';
import { describeOnRealSlurm, onSlurm, patienceMs } from './on-real-slurm.ts';
import { until } from './slurm-cluster.ts';
import { plantRuns } from './slurm-plans.ts';

describeOnRealSlurm(({ place, iml, slurm, environment, localReport }) => {
  const cohortsIn = (folder: string) => openLedger(join(place(folder), '.iml', 'ledger')).list().cohorts.length;
  const jobFoldersOf = (folder: string) => readdirSync(join(place(folder), '.iml', 'slurm')).sort();

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
    expect(reportWithoutTimes(place('cancelled'))).toBe(localReport());
    expect(jobFoldersOf('cancelled')).toHaveLength(2);
    const [, resubmitted = ''] = jobFoldersOf('cancelled');
    expect(readdirSync(join(place('cancelled'), '.iml', 'slurm', resubmitted, 'round-1', 'logs'))).toHaveLength(
      2 - kept + 1,
    );
  });

  it('calls what a cancelled array left out missing, says so, and is no pass', async () => {
    const submitted = await iml('missing', [...onSlurm, '--slurm-option', 'hold']);
    const [, array = '', judge = ''] = /array (\d+), judging job (\d+)/.exec(submitted.stdout) ?? [];
    await slurm('scancel', array);
    await slurm('scontrol', 'release', judge);
    const judged = join(place('missing'), '.iml', 'slurm', jobFoldersOf('missing')[0] ?? '', 'round-1', 'judged.json');
    await until('the judging job is done', async () => readText(judged) !== null, patienceMs);
    const report = JSON.parse(reportWithoutTimes(place('missing')));
    expect(JSON.parse(readText(judged) ?? '')).toMatchObject({ missingRuns: 2 });
    expect(report.runs).toEqual({ trained: 0, found: 0, failed: 2 });
    expect(report.verdicts[0].verdict).toBe('invalid');
    expect(report.warnings[0]).toMatch(/task 0 was cancelled, killed or never started/);
    expect((await iml('missing', ['report', ...reportsIn(place('missing'))])).exitCode).toBe(18);
    expect(cohortsIn('missing')).toBe(0);
  });

  describe('where a claim needs a second round', () => {
    const more = ['--claim', 'single-stage-iml', '--seeds', '12', '--first-seed', '0', '--backend', 'wasm'];
    const moreOnSlurm = ['run', ...more, '--executor', 'slurm'];
    let alone = '';
    const start = (folder: string) => cpSync(place('planted'), place(folder), { recursive: true });
    const foldersOf = (folder: string) =>
      jobFoldersOf(folder).map((name) => readdirSync(join(place(folder), '.iml', 'slurm', name)).sort());

    beforeAll(async () => {
      // Seeds 7 and 11 are trained, one a round.
      await plantRuns(place('planted'), [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]);
      start('alone');
      const { stderr } = await iml('alone', ['run', ...more]);
      expect(stderr).toContain('1 claim is undecided: 1 more runs to train.');
      alone = reportWithoutTimes(place('alone'));
      expect(JSON.parse(alone).runs).toEqual({ trained: 2, found: 10, failed: 0 });
    }, patienceMs);

    it('the judging job submits it, and the report is that of one machine', async () => {
      start('rounds');
      const run = await iml('rounds', [...moreOnSlurm, '--wait']);
      expect(run.stderr).toContain('1 cohorts are missing: an array of 1 tasks');
      expect(JSON.parse(reportWithoutTimes(place('rounds'))).warnings).toEqual(JSON.parse(alone).warnings);
      expect(run.stderr).toContain('1 claim is undecided: 1 more runs to train.');
      expect(run.stderr).toMatch(/Round 2: 1 cohorts, array \d+, judging job \d+/);
      expect(reportWithoutTimes(place('rounds'))).toBe(alone);
      expect(foldersOf('rounds')).toEqual([['round-1', 'round-2']]);
      // One report, and none of the first round.
      expect(readdirSync(join(place('rounds'), 'reports'))).toHaveLength(1);
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
      expect(reportWithoutTimes(place('cancelled later'))).toBe(alone);
    });

    it('who waits submits it where compute nodes may not, and a report says so meanwhile', async () => {
      start('forbidden');
      const programs = place('programs');
      mkdirSync(programs);
      const refusal = 'grep -qa judge-plan "/proc/$PPID/cmdline" && { echo "not from a compute node" >&2; exit 1; }';
      const real = (await execa('which', ['sbatch'], { env: environment() })).stdout;
      writeFileSync(join(programs, 'sbatch'), `#!/bin/sh\n${refusal}\nexec ${real} "$@"\n`);
      chmodSync(join(programs, 'sbatch'), 0o755);
      const refusing = { ...environment(), PATH: `${programs}:${environment().PATH}` };
      const run = await imlProcess([...moreOnSlurm, '--wait'], {
        folder: place('forbidden'),
        environment: refusing,
      });
      expect(run.stderr).toMatch(/Round 2: 1 cohorts, array \d+/);
      expect(reportWithoutTimes(place('forbidden'))).toBe(alone);
      const reports = reportsIn(place('forbidden'));
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
    expect(JSON.parse(reportWithoutTimes(place('local'))).runs).toEqual({ trained: 0, found: 2, failed: 0 });
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
