// The same request on a real Slurm and on this machine: the same report but for the times. Some 30 s: jobs wait for a real scheduler.
// Cancellations and further rounds there are for the night (real-slurm.nightly.spec.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportsIn, reportWithoutTimes } from './iml-process.ts';
import { describeOnRealSlurm, localExitCode, onSlurm } from './on-real-slurm.ts';

describeOnRealSlurm(({ place, iml, slurm, localReport }) => {
  it('gives the report of the local executor byte for byte, apart from times', async () => {
    // A folder with everything that shells trip over.
    const folder = 'it\'s "odd" $HOME # here';
    const comment = ['--slurm-option', `comment=it's "odd" \\ # $HOME`, 'nice=1'];
    const run = await iml(folder, [...onSlurm, ...comment, '--wait', '--json']);
    expect(run.stderr).toContain('an array of 2 tasks');
    const [made = ''] = reportsIn(place(folder));
    const report = readFileSync(join(made, 'report.json'), 'utf8');
    expect(run.stdout).toBe(report.trimEnd());
    expect(reportWithoutTimes(place(folder))).toBe(localReport());
    expect(run.exitCode).toBe(localExitCode);
    expect(await slurm('scontrol', 'show', 'job')).toContain(`Comment=it's "odd" \\ # $HOME`);
  });
});
