// The command line as a process: what only a real one shows. Nothing here trains.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { harnessVersion } from '../../src/execution/fingerprint/harness-version.ts';
import { AUTOMATIC_BACKENDS, BACKEND_NAMES } from '../../src/tensors/backend-name.ts';
import { writeManyRuns } from '../ledger/many-runs.ts';
import { sampleDocument } from '../report/sample-document.ts';
import { sharedFolder } from '../temporary-folder.ts';

const script = join(import.meta.dirname, '../../bin/iml.mjs');
const folder = sharedFolder('process');
beforeAll(() => {
  writeFileSync(join(folder, 'report.json'), JSON.stringify(sampleDocument));
  // Someone else's settings in the folder that one calls from.
  writeFileSync(join(folder, 'tsconfig.json'), '{ broken');
});

const imlProcess = (...words: readonly string[]) =>
  execa(process.execPath, [script, ...words], { cwd: folder, reject: false });
const shell = (command: string) =>
  execa('bash', ['-c', `iml() { "${process.execPath}" "${script}" "$@"; }; ${command}`], {
    cwd: folder,
    reject: false,
  });

/** Code that plants a breakdown as soon as the command line listens for it, however slowly it starts. */
function onceHeard(event: string, breakdown: string): string {
  const heard = `process.listenerCount(${JSON.stringify(event)}) > 0`;
  return `const wait = setInterval(() => { if (${heard}) { clearInterval(wait); ${breakdown} } }, 20)`;
}

describe('the process iml', () => {
  it('prints help and ends with 0 when it is asked nothing, or for help', async () => {
    const [nothing, help] = await Promise.all([imlProcess(), imlProcess('--help')]);
    expect(nothing.stdout).toMatch(/^Usage: iml/);
    expect([nothing.exitCode, help.exitCode, help.stdout, help.stderr]).toEqual([0, 0, nothing.stdout, '']);
  });

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'audit'],
      ['audit', '--help'],
    ],
    [
      ['golden', 'help', 'record'],
      ['golden', 'record', '--help'],
    ],
    [
      ['help', 'ledger'],
      ['ledger', '--help'],
    ],
  ])('takes %j as %j', async (words, others) => {
    const [help, option] = await Promise.all([imlProcess(...words), imlProcess(...others)]);
    expect([help.exitCode, help.stdout, help.stderr]).toEqual([0, option.stdout, '']);
    expect(option.stdout).toMatch(/^Usage: iml/);
  });

  it('prints its version', async () => {
    const { exitCode, stdout } = await imlProcess('--version');
    expect([exitCode, stdout]).toEqual([0, harnessVersion()]);
  });

  it('refuses unknown commands and options with 14 on stderr', async () => {
    const [command, option] = await Promise.all([imlProcess('rnu'), imlProcess('list', '--jsno')]);
    expect([command.exitCode, command.stdout, option.exitCode, option.stdout]).toEqual([14, '', 14, '']);
    expect(command.stderr).toMatch(/^iml: Unknown command 'rnu'\.\n.*did you mean run\?/);
    expect(option.stderr).toContain('did you mean --json?');
  });

  it('keeps the code of the verdicts through a pipe whose reader leaves, and says nothing about it', async () => {
    const { stdout, stderr } = await shell('iml report report.json --json | head -n 1; echo $PIPESTATUS');
    expect([stdout, stderr]).toEqual(['{\n12', '']);
  });

  it('stops exporting when the reader leaves, and says nothing about it', async () => {
    const ledger = join(folder, 'many');
    writeManyRuns({ root: ledger, runs: 400, cohortSize: 4 });
    const { stdout, stderr } = await shell(`iml ledger export --ledger '${ledger}' | head -n 1; echo $PIPESTATUS`);
    expect([stdout, stderr]).toEqual([
      'experiment,seed,backend,measurement,group,value,task,fingerprint,cohort\n0',
      '',
    ]);
  });

  it('does not pretend that a full disk took its output', async () => {
    const { exitCode, stderr } = await shell('test -e /dev/full || exit 16; iml list > /dev/full');
    expect(exitCode).toBe(16);
    if (stderr !== '') expect(stderr).toContain('stdout could not be written');
  });

  it('tells a wrong version of Node.js in one sentence, with 16', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })`;
    const words = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, script, 'list'];
    const { exitCode, stdout, stderr } = await execa(process.execPath, words, { reject: false });
    expect([exitCode, stdout]).toEqual([16, '']);
    expect(stderr).toMatch(/^iml: this needs Node\.js 20\.19 or newer, and this is Node\.js 18\.20\.0\..*$/);
    const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(engines.node).toBe('>=20.19');
  });

  it.each([
    ['an error that nobody catches', onceHeard('uncaughtException', 'throw new Error("late")'), 'Error: late'],
    [
      'a rejection that nobody handles',
      onceHeard('unhandledRejection', 'Promise.reject(new Error("late"))'),
      'Error: late',
    ],
    ['an answer that never comes', 'process.stdout.write = () => true', 'ran out of work'],
  ])('ends with 17 after %s, never with 0 or 1', async (_, code, words) => {
    const preload = `data:text/javascript,${encodeURIComponent(code)}`;
    const command = code.startsWith('process') ? 'list' : 'doctor';
    const { exitCode, stderr } = await execa(process.execPath, ['--import', preload, script, command], {
      reject: false,
    });
    expect(exitCode).toBe(17);
    expect(stderr).toContain(words);
    expect(stderr).toContain('This is a defect of iml-verify');
  });

  it.skipIf(process.platform === 'win32')('ends with 130 on Ctrl-C, without a report', async () => {
    const words = [script, 'run', '--claim', 'full-batch-iml', '--processes', '1'];
    const child = execa(process.execPath, words, { cwd: folder, reject: false });
    child.stderr.once('data', () => child.kill('SIGINT'));
    const { exitCode, stdout } = await child;
    expect([exitCode, stdout]).toEqual([130, '']);
    expect(readdirSync(join(folder, 'reports'))).toEqual([]);
  });

  it('names each backend in iml doctor, and which one a run would use', async () => {
    const { exitCode, stdout } = await imlProcess('doctor', '--json');
    const { backends, bestBackend } = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(backends.map(({ name }: { name: string }) => name)).toEqual([...BACKEND_NAMES]);
    expect(backends.find(({ name }: { name: string }) => name === 'wasm').works).toBe(true);
    expect(AUTOMATIC_BACKENDS).toContain(bestBackend);
  });
});
