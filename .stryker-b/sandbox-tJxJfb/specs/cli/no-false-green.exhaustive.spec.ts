// No false green, in processes (decisions.md promises 1 and 2): the exit code passes through npm, make and a pipe, and a job that trains
// is red where its claim fails. Some 30 s: each of them starts the command line anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../temporary-folder.ts';
import { writeReports } from './reports-of-each-kind.ts';

const project = join(import.meta.dirname, '../..');
const script = join(project, 'bin/iml.mjs');
const folder = sharedFolder('green');
beforeAll(() => {
  writeReports(folder);
  // As someone's project would have it; $$ is make's $.
  const lines = ['judge:', `\t"${process.execPath}" "${script}" report $(REPORT).json`, '', 'verify:'];
  const words = 'run --claim single-stage-iml --seeds 2 --first-seed 0 --backend wasm --processes 1';
  writeFileSync(join(folder, 'Makefile'), [...lines, `\t"${process.execPath}" "${script}" ${words}`, ''].join('\n'));
});

const options = () => ({ cwd: folder, reject: false }) as const;
const shell = (command: string) => execa('bash', ['-c', command], options());

describe('the exit code of a report', () => {
  it('passes through npm', async () => {
    const results = await Promise.all(
      (['reproduced', 'not-reproduced', 'exploratory', 'out-of-time', 'broken'] as const).map(async (name) => {
        const words = ['run', '--silent', 'iml', '--', 'report', join(folder, `${name}.json`)];
        const { exitCode } = await execa('npm', words, { cwd: project, reject: false });
        return [name, exitCode];
      }),
    );
    expect(results).toEqual([
      ['reproduced', 0],
      ['not-reproduced', 10],
      ['exploratory', 12],
      ['out-of-time', 15],
      ['broken', 14],
    ]);
  }, 240_000);

  it('is what make says when it stops, and make is red', async ({ skip }) => {
    if ((await shell('command -v make')).exitCode !== 0) skip('there is no make here');
    const [green, red] = await Promise.all([
      shell('make judge REPORT=reproduced'),
      shell('make judge REPORT=inconclusive'),
    ]);
    expect([green.exitCode, red.exitCode]).toEqual([0, 2]);
    expect(red.stderr).toMatch(/Error 11$/m);
  }, 240_000);

  it('passes through tee with pipefail; without it the report tells, and so does iml report', async () => {
    const command = `"${process.execPath}" "${script}" report invalid.json | tee printed.txt`;
    const [kept, lost] = await Promise.all([shell(`set -o pipefail; ${command}`), shell(command)]);
    // What a pipe without pipefail ends with is the code of tee: that is why the file is the truth.
    expect([kept.exitCode, lost.exitCode]).toEqual([12, 0]);
    expect(lost.stdout).toContain('invalid');
  }, 240_000);
});

describe('a job that confirms nothing', () => {
  it('is red, and its report says so again', async ({ skip }) => {
    if ((await shell('command -v make')).exitCode !== 0) skip('there is no make here');
    // Two seeds of development: a real training, a real verdict, a failing target.
    const job = await shell('make verify');
    expect(job.exitCode).toBe(2);
    expect(job.stderr).toMatch(/Error 18$/m);
    expect((await shell(`"${process.execPath}" "${script}" report reports/*`)).exitCode).toBe(18);
  }, 240_000);
});
