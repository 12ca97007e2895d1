// What Slurm's programs answer, and what becomes of it. The programs here are shell scripts that answer as the real ones were seen
// to; real-slurm.exhaustive.spec.ts and, at night, real-slurm.nightly.spec.ts ask the real ones.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followJobs } from '../../../src/execution/slurm/follow-rounds.ts';
import { slurmClient } from '../../../src/execution/slurm/slurm-client.ts';
import { writeJudged } from '../../../src/execution/slurm/submission-folder.ts';
import { submitJobs } from '../../../src/execution/slurm/submit-round.ts';
import { sharedFolder } from '../../temporary-folder.ts';
import { smallPlan } from './slurm-plans.ts';

const root = sharedFolder('plan');
let count = 0;

/** Programs by name, as the body of a shell script. */
function clientWith(programs: Readonly<Record<string, string>>) {
  count += 1;
  const folder = join(root, `programs-${count}`);
  mkdirSync(folder);
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { folder, client: slurmClient({ PATH: folder }) };
}

describe('the client of Slurm', () => {
  it('says what to do where Slurm is not installed', async () => {
    const { client } = clientWith({});
    await expect(client.maximumArraySize()).rejects.toMatchObject({
      code: 'slurm-unavailable',
      message: expect.stringMatching(/no program scontrol(.|\n)*run this on a login node/),
    });
  });

  it('reads the size of arrays, and refuses a cluster without them', async () => {
    const { client } = clientWith({ scontrol: "echo 'MaxArraySize            = 1001'" });
    expect(await client.maximumArraySize()).toBe(1001);
    const none = clientWith({ scontrol: "echo 'MaxArraySize            = 0'" });
    await expect(none.client.maximumArraySize()).rejects.toThrow(/takes no job arrays/);
  });

  it.each([
    ['123', '123'],
    ['123;north', '123'],
    ['Welcome!\n123', '123'],
  ])('reads the number of a job from %j', async (answer, expected) => {
    const { client, folder } = clientWith({ sbatch: `printf '%s\\n' '${answer}'` });
    expect(await client.submit('train.sh', { folder, after: null })).toBe(expected);
  });

  it.each([
    ['echo queued', /no number of a job/],
    ['echo "sbatch: error: invalid partition specified: x" >&2; exit 1', /invalid partition specified/],
  ])('refuses what is no number of a job: %s', async (sbatch, words) => {
    const { client, folder } = clientWith({ sbatch });
    const submission = client.submit('train.sh', { folder, after: null });
    await expect(submission).rejects.toMatchObject({ code: 'slurm-failed', message: expect.stringMatching(words) });
  });

  it('takes a job that Slurm has forgotten for ended, but no refusal', async () => {
    const forgotten = clientWith({ squeue: 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1' });
    expect(await forgotten.client.isQueued('7')).toBe(false);
    expect(await clientWith({ squeue: '' }).client.isQueued('7')).toBe(false);
    expect(await clientWith({ squeue: 'echo 7' }).client.isQueued('7')).toBe(true);
    const down = clientWith({ squeue: 'echo "Unable to contact slurm controller" >&2; exit 1' });
    await expect(down.client.isQueued('7')).rejects.toMatchObject({ code: 'slurm-failed' });
  });

  it('keeps from a job that submits what Slurm has told it about itself', async () => {
    const { folder } = clientWith({ sbatch: 'export -p > seen; echo 1', squeue: '' });
    const outside = { PATH: folder, SLURM_CONF: '/etc/slurm.conf', SBATCH_ACCOUNT: 'me' };
    const inside = { ...outside, SLURM_JOB_ID: '7', SLURM_MEM_PER_NODE: '100', SLURMD_NODENAME: 'n1' };
    await slurmClient(inside).submit('train.sh', { folder, after: null });
    const seen = readFileSync(join(folder, 'seen'), 'utf8');
    expect(seen).toMatch(/SLURM_CONF='\/etc\/slurm.conf'/);
    expect(seen).toMatch(/SBATCH_ACCOUNT='me'/);
    expect(seen).not.toMatch(/SLURM_JOB_ID|SLURM_MEM|SLURMD/);
  });
});

describe('a submission', () => {
  it('puts the judging behind the array', async () => {
    const { client, folder } = clientWith({
      sbatch: 'echo "$@" >> calls; case "$*" in *train.sh) echo 1;; *) echo 2;; esac',
    });
    expect(await submitJobs(client, { folder, trains: true })).toEqual({ array: '1', judge: '2' });
    const calls = readFileSync(join(folder, 'calls'), 'utf8');
    expect(calls).toBe('--parsable train.sh\n--parsable --dependency=afterany:1 judge.sh\n');
  });

  it('takes the array back where the judging is refused', async () => {
    const sbatch = 'case "$*" in *train.sh) echo 5;; *) echo no >&2; exit 1;; esac';
    const { client, folder } = clientWith({ sbatch, scancel: `echo "$@" > "${root}/cancelled"` });
    await expect(submitJobs(client, { folder, trains: true })).rejects.toMatchObject({ code: 'slurm-failed' });
    expect(readFileSync(join(root, 'cancelled'), 'utf8')).toBe('5\n');
  });
});

describe('waiting', () => {
  const quiet = { signal: new AbortController().signal, onEvent: () => {} };
  const roundIn = async (folder: string) => ({ folder, plan: await smallPlan(root), jobs: { array: '1', judge: '2' } });

  it('ends with the note of the judging job', async () => {
    const { client, folder } = clientWith({ squeue: 'echo 2' });
    const judged = { report: 'report.json', missingRuns: 0, dueRuns: 0 };
    setTimeout(() => writeJudged(folder, judged), 300);
    expect(await followJobs({ ...quiet, client, round: await roundIn(folder) })).toEqual({
      kind: 'judged',
      judged,
    });
  });

  it('gives up half a minute after the judging job has left the queue without a note', async () => {
    const { client, folder } = clientWith({
      squeue: 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1',
    });
    let sleptMs = 0;
    const sleep = async (milliseconds: number) => {
      sleptMs += milliseconds;
    };
    const waiting = followJobs({ ...quiet, client, round: await roundIn(folder), sleep });
    await expect(waiting).rejects.toMatchObject({
      code: 'slurm-failed',
      message: expect.stringContaining(join(folder, 'logs', 'judge.log')),
    });
    expect(sleptMs).toBeGreaterThan(25_000);
    expect(sleptMs).toBeLessThan(60_000);
  });

  it('bears a controller that is away for minutes, not for good', async () => {
    const away = 'echo "Unable to contact slurm controller" >&2; exit 1';
    const { client, folder } = clientWith({ squeue: away });
    const sleptMs: number[] = [];
    const sleep = async (milliseconds: number) => {
      sleptMs.push(milliseconds);
    };
    const waiting = followJobs({ ...quiet, client, round: await roundIn(folder), sleep });
    await expect(waiting).rejects.toThrow(/Unable to contact slurm controller/);
    expect(sleptMs).toHaveLength(40);
    expect(Math.max(...sleptMs)).toBe(15_000);
  });

  it('can be interrupted, which does not end the jobs', async () => {
    const { client, folder } = clientWith({ squeue: 'echo 2' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const waiting = followJobs({ ...quiet, client, round: await roundIn(folder), signal: stop.signal });
    await expect(waiting).rejects.toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('they go on'),
    });
  });
});
