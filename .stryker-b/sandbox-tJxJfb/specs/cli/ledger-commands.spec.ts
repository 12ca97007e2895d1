// `iml ledger` over a small ledger on a real disk: what each command prints, refuses, writes and deletes, and with which exit code.
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { beforeEach, describe, expect, it } from 'vitest';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { iml } from '../../src/cli/iml.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { pretrainedFiles } from '../../src/ledger/pretrained-files.ts';
import { exampleAbout, exampleAttempt, exampleCohort, fingerprint } from '../ledger/cohort-examples.ts';
import { replaceCall } from '../ledger/replace-call.ts';
import { ownFolder } from '../temporary-folder.ts';
import { tryTerminal } from './try-terminal.ts';

const experiment = tinyExperiment();
const experimentHash = contentHash(experiment);
const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };
const key = { experimentHash, fingerprint };

let folder = '';
beforeEach(() => {
  folder = ownFolder('ledger-cli');
});

const root = () => join(folder, '.iml', 'ledger');
const runsFolder = () => join(root(), `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`);
const fileOf = (cohort: number) => join(runsFolder(), `cohort-00000${cohort}.json`);
const filesBelow = () =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

async function run(...words: readonly string[]) {
  const terminal = tryTerminal({ currentFolder: folder });
  const verify = () => Promise.reject(new Error('nothing here verifies'));
  const code = await iml(['ledger', ...words], { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

/** Cohorts 0, 1 and 3 of two seeds, a failed attempt, a model after Stage 0, a file set aside, and one left over. */
function fill(): void {
  const ledger = openLedger(root());
  ledger.prepare();
  ledger.describe(key, experiment);
  for (const cohort of [0, 1, 3]) {
    ledger.write({ ...exampleCohort(cohort), experimentHash }, { ...exampleAbout(), backend: 'wasm' });
  }
  ledger.writeFailed({ ...key, cohort: 2 }, exampleAttempt());
  pretrainedFiles(root(), fingerprint).save('a'.repeat(64), { parameters: Float32Array.of(1, 2), facts: [] });
  fs.writeFileSync(`${fileOf(1)}.damaged-1`, 'damaged');
  fs.writeFileSync(join(runsFolder(), '.cohort-000002.json.7-1.tmp'), 'half');
  fs.writeFileSync(join(runsFolder(), 'notes.txt'), 'of a person');
}

const age = (path: string, days: number) => {
  const then = (tryTerminal().now() - days * 86_400_000) / 1000;
  fs.utimesSync(path, then, then);
};

describe('iml ledger list', () => {
  it('counts runs, seeds and sizes, and what is not read', async () => {
    fill();
    const { code, stdout } = await run('list');
    expect(code).toBe(0);
    expect(stdout).toContain('residual-mlp 4 × 1');
    expect(stdout).toMatch(
      /digit-grid\/symbols .* 6 +3 +0–3, 6–7 .*wasm, 1 failed attempts, 1 set aside, 1 left over\n/,
    );
    expect(stdout).toContain('6 runs in 3 cohorts of 1 experiments and numerics');
    const document = JSON.parse((await run('list', '--json')).stdout);
    expect(document.folders).toMatchObject([{ experimentHash, fingerprint, experiment, cohorts: 3, runs: 6 }]);
    expect(document.pretrained).toMatchObject([{ fingerprint: fingerprint.slice(0, 12), models: 1 }]);
    expect(document.total).toMatchObject({ cohorts: 3, runs: 6 });
  });

  it('says so where there is nothing', async () => {
    const { code, stdout } = await run('list');
    expect([code, stdout]).toEqual([0, `${root()} holds no runs.\n`]);
  });
});

describe('iml ledger show', () => {
  it('shows an experiment with the numbers of its runs, or of one seed', async () => {
    fill();
    const { code, stdout } = await run('show', experimentHash.slice(0, 8));
    expect(code).toBe(0);
    expect(stdout).toContain(`Experiment ${experimentHash}\n`);
    expect(stdout).toMatch(/accuracy {2}D6 +0\.1935 +0\.08836 +0\.3333 /);
    const one = JSON.parse((await run('show', experimentHash, '--seed', '6', '--json')).stdout);
    expect(one.runs).toMatchObject([{ fingerprint, cohort: 3, record: { seed: 6 } }]);
  });

  it.each([[['show', 'abc']], [['show', 'xyz']], [['show', 'a', '--seed', '4000']], [['show']]])(
    'refuses %j with 14',
    async (words) => {
      fill();
      expect(await run(...words)).toMatchObject({ code: 14, stdout: '' });
    },
  );
});

describe('iml ledger verify', () => {
  it('ends with 0 where all is sound, and changes nothing', async () => {
    fill();
    const before = filesBelow();
    const { code, stdout } = await run('verify');
    expect([code, stdout]).toEqual([
      0,
      'Sound: 6 runs in 3 cohorts, 1 models after Stage 0, 1 failed attempts.\nNot read: 2 files that were set aside before or left over; `iml ledger prune --set-aside` deletes them.\n',
    ]);
    expect(filesBelow()).toEqual(before);
  });

  it('ends with 14 on an empty ledger: nothing verified is no pass', async () => {
    expect(await run('verify')).toMatchObject({ code: 14, stdout: '' });
  });

  it.each([
    ['cohort-000001.json', 'do not match its sha256'],
    ['cohort-000002.failed-1.json', 'do not match its sha256'],
    ['experiment.json', 'not the experiment that its folder is named after'],
    [`${'a'.repeat(32)}.model`, 'do not match its sha256'],
  ])('names damage in %s with its reason, ends with 16, and moves nothing', async (name, reason) => {
    fill();
    const path = join(
      root(),
      fs.readdirSync(root(), { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith(name)) ?? '',
    );
    const bytes = fs.readFileSync(path);
    const digit = name.endsWith('.model') ? bytes.length - 1 : bytes.lastIndexOf('2');
    bytes[digit] = (bytes[digit] as number) ^ 1;
    fs.writeFileSync(path, bytes);
    const before = filesBelow();
    const { code, stdout } = await run('verify');
    expect([code, stdout.includes(path), filesBelow()]).toEqual([16, true, before]);
    if (!name.startsWith('cohort')) expect(stdout).toContain(reason);
    const { damaged } = JSON.parse((await run('verify', '--json')).stdout);
    expect(damaged).toHaveLength(1);
  });
});

describe('iml ledger prune', () => {
  it('deletes nothing unless it is told what, and told yes', async () => {
    fill();
    const before = filesBelow();
    expect(await run('prune')).toMatchObject({ code: 14, stdout: '' });
    expect(await run('prune', '--yes')).toMatchObject({ code: 14, stdout: '' });
    const { code, stdout } = await run('prune', '--set-aside');
    expect([code, stdout.includes('cohort-000001.json.damaged-1'), stdout.includes('add --yes')]).toEqual([
      0,
      true,
      true,
    ]);
    expect(filesBelow()).toEqual(before);
  });

  it('deletes what was set aside, and of what was left over only what no writer can be at work on', async () => {
    fill();
    age(join(runsFolder(), '.cohort-000002.json.7-1.tmp'), 0);
    await run('prune', '--set-aside', '--yes');
    expect(filesBelow()).toContain('.cohort-000002.json.7-1.tmp');
    expect(filesBelow()).not.toContain('cohort-000001.json.damaged-1');
    age(join(runsFolder(), '.cohort-000002.json.7-1.tmp'), 1);
    await run('prune', '--set-aside', '--yes');
    expect(filesBelow()).not.toContain('.cohort-000002.json.7-1.tmp');
    expect(await run('verify')).toMatchObject({ code: 0 });
  });

  it('deletes runs and models by their age, and keeps attempts and whatever is not its own', async () => {
    fill();
    const now = ['cohort-000000.json', 'cohort-000003.json'];
    for (const name of now) age(join(runsFolder(), name), 0);
    for (const name of ['cohort-000001.json', 'cohort-000002.failed-1.json', 'notes.txt'])
      age(join(runsFolder(), name), 40);
    const model = join(root(), 'pretrained', fingerprint.slice(0, 12), `${'a'.repeat(32)}.model`);
    age(model, 40);
    const { stdout } = await run('prune', '--older-than', '30', '--yes', '--json');
    expect(JSON.parse(stdout).deleted).toMatchObject({ files: 2, left: 0 });
    expect(filesBelow()).toEqual(
      [
        '.cohort-000002.json.7-1.tmp',
        'README.txt',
        'cohort-000001.json.damaged-1',
        ...now,
        'experiment.json',
        'notes.txt',
      ]
        .concat('cohort-000002.failed-1.json')
        .sort(),
    );
    expect(fs.existsSync(dirname(model))).toBe(false);
  });
});

describe('iml ledger export', () => {
  const rowsExpected = [0, 1, 3].flatMap((cohort) =>
    exampleCohort(cohort).records.flatMap(({ seed, values }) =>
      Object.entries(values.accuracy ?? {}).map(([group, value]) => ({
        ...{ experiment: experimentHash, seed, backend: 'wasm', measurement: 'accuracy', group, value },
        ...{ task: 'digit-grid/symbols', fingerprint, cohort },
      })),
    ),
  );

  it('gives the same rows in each format, number for number', async () => {
    fill();
    const csv = (await run('export')).stdout;
    const [heads, ...lines] = csv.trimEnd().split('\n');
    expect(heads).toBe('experiment,seed,backend,measurement,group,value,task,fingerprint,cohort');
    expect(lines).toEqual(rowsExpected.map((row) => Object.values(row).join(',')));
    const json = (await run('export', '--format', 'jsonl')).stdout;
    expect(
      json
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(rowsExpected);
    expect(await run('export', '--format', 'parquet', '--out', 'runs.parquet')).toMatchObject({ code: 0, stdout: '' });
    const file = fs.readFileSync(join(folder, 'runs.parquet'));
    const rows = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) });
    expect(rows.map((row) => ({ ...row, seed: Number(row.seed), cohort: Number(row.cohort) }))).toEqual(rowsExpected);
  });

  it('replaces no file without --force, and leaves no half of one', async () => {
    fill();
    fs.writeFileSync(join(folder, 'runs.csv'), 'mine');
    expect(await run('export', '--out', 'runs.csv')).toMatchObject({ code: 14 });
    expect(fs.readFileSync(join(folder, 'runs.csv'), 'utf8')).toBe('mine');
    expect(await run('export', '--out', 'runs.csv', '--force')).toMatchObject({ code: 0 });
    expect(fs.readFileSync(join(folder, 'runs.csv'), 'utf8')).toBe((await run('export')).stdout);
    expect(fs.readdirSync(folder).sort()).toEqual(['.iml', 'runs.csv']);
  });

  it('takes the experiments and numerics that it is asked for, and refuses to export nothing', async () => {
    fill();
    expect((await run('export', '--experiment', experimentHash.slice(0, 6))).code).toBe(0);
    expect(await run('export', '--fingerprint', '0000', '--out', 'none.csv')).toMatchObject({ code: 14, stdout: '' });
    expect(await run('export', '--format', 'parquet')).toMatchObject({ code: 14, stdout: '' });
    expect(fs.readdirSync(folder)).toEqual(['.iml']);
  });

  it('leaves damaged cohorts out, names them, and ends with 16', async () => {
    fill();
    fs.truncateSync(fileOf(1), 100);
    const { code, stderr, stdout } = await run('export');
    expect([code, stderr.includes(fileOf(1)), stdout.trimEnd().split('\n').length]).toEqual([16, true, 1 + 8]);
  });

  it.each(
    (['openSync', 'fsyncSync', 'closeSync', 'writeSync', 'linkSync'] as const).flatMap((call) =>
      ['ENOSPC', 'EACCES', 'EMFILE'].map((code) => [code, call] as const),
    ),
  )('that meets %s in %s ends with 16, says so, and leaves nothing', async (code, call) => {
    fill();
    await run('export', '--out', 'first.csv'); // modules are loaded
    // Readers open files, too; only what the export itself opens is to fail.
    const isOurs = (given: readonly unknown[]) => call !== 'openSync' || given[1] === 'wx';
    const restore = replaceCall(call, 'each', (original, ...given) => {
      if (isOurs(given)) throw Object.assign(new Error(`${code}: injected`), { code });
      return original(...given);
    });
    try {
      const { code: exit, stderr } = await run('export', '--out', 'runs.csv');
      expect([exit, stderr.includes(`${code}: injected`)]).toEqual([16, true]);
    } finally {
      restore();
    }
    expect(fs.readdirSync(folder).filter((name) => name.includes('runs'))).toEqual([]);
    expect(await run('export', '--out', 'runs.csv')).toMatchObject({ code: 0 });
  });
});

describe('a disk that fails under iml ledger', () => {
  it.each(['EACCES', 'EMFILE', 'EIO'])(
    'with %s while it deletes ends prune with 16, and the rest is sound',
    async (code) => {
      fill();
      for (const cohort of [0, 1, 3]) age(fileOf(cohort), 40);
      const restore = replaceCall('rmSync', 2, () => {
        throw Object.assign(new Error(`${code}: injected`), { code });
      });
      try {
        expect((await run('prune', '--older-than', '30', '--yes')).code).toBe(16);
      } finally {
        restore();
      }
      expect(await run('verify')).toMatchObject({ code: 0 });
      expect((await run('prune', '--older-than', '30', '--yes')).stdout).toContain('Deleted 2 files');
    },
  );

  it.each(['EACCES', 'EMFILE', 'EIO'])('with %s while it reads ends list, verify and export with 16', async (code) => {
    fill();
    for (const command of ['list', 'verify', 'export']) {
      const restore = replaceCall('readFileSync', 'each', (original, ...given) => {
        if (String(given[0]).startsWith(folder)) throw Object.assign(new Error(`${code}: injected`), { code });
        return original(...given);
      });
      try {
        const { code: exit, stderr } = await run(command);
        expect([command, exit, stderr.includes(`${code}: injected`)]).toEqual([command, 16, true]);
      } finally {
        restore();
      }
    }
  });
});
