// The ledger when things go wrong around it: system calls that fail, writers that are killed, writers in several processes.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { encodeCohortFile } from '../../src/ledger/cohort-file.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { refusalOf } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';
import { exampleAbout, exampleCohort, experimentHash, fingerprint } from './cohort-examples.ts';
import { replaceCall } from './replace-call.ts';

const repository = join(import.meta.dirname, '../..');
const child = ['--import', 'tsx', join(import.meta.dirname, 'ledger-child.ts')];
const payload = exampleCohort(0);
const bytes = encodeCohortFile(payload, exampleAbout());

let root = '';
let ledger: Ledger = openLedger('/');
beforeEach(() => {
  root = join(ownFolder('ledger'), 'runs');
  ledger = openLedger(root);
});

const folder = () => join(root, `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`);
const fileOf = (cohort: number) => join(folder(), `cohort-00000${cohort}.json`);
const read = (cohort: number, by = ledger) => by.read(experimentHash, fingerprint, cohort);

describe('a failing file system', () => {
  // Tests run as root, who may write anywhere; a path below a file refuses even root.
  it('that refuses the root is reported as not writable, or not readable', () => {
    const blocked = join(dirname(root), 'file');
    fs.writeFileSync(blocked, '');
    for (const below of [blocked, join(blocked, 'runs')]) {
      const closed = openLedger(below);
      expect(refusalOf(() => closed.prepare()).code).toBe('not-writable');
      expect(refusalOf(() => closed.write(payload, exampleAbout())).code).toBe('not-writable');
      expect(refusalOf(() => closed.describe({ experimentHash, fingerprint }, {})).code).toBe('not-writable');
      expect(refusalOf(() => read(0, closed)).code).toBe('not-readable');
      expect(refusalOf(() => closed.list()).code).toBe('not-readable');
    }
    expect(fs.readFileSync(blocked, 'utf8')).toBe('');
  });

  it('that has a folder where a file should be is reported as not readable', () => {
    fs.mkdirSync(fileOf(0), { recursive: true });
    expect(refusalOf(() => read(0)).code).toBe('not-readable');
  });

  it('is told apart from a good one before a run starts', () => {
    ledger.prepare();
    ledger.prepare();
    expect(fs.readdirSync(root)).toEqual(['README.txt']);
  });

  // What a first writing calls: two folders made and their names synced, a look for an older file (openSync 3), the file, its name.
  const calls = [
    ...(['mkdirSync', 'writeFileSync', 'renameSync'] as const).map((call) => [call, 1, 'not-writable'] as const),
    ...([1, 2, 5] as const).map((number) => ['openSync', number, 'folder'] as const),
    ...(['fsyncSync', 'closeSync'] as const).flatMap((call) =>
      [1, 2, 4].map((number) => [call, number, 'folder'] as const),
    ),
    ...(
      [
        ['openSync', 4],
        ['fsyncSync', 3],
        ['closeSync', 3],
      ] as const
    ).map((call) => [...call, 'not-writable'] as const),
    ['openSync', 3, 'not-readable'] as const,
  ];
  it.each(calls.flatMap((call) => ['ENOSPC', 'EACCES', 'EMFILE', 'EIO'].map((code) => [code, ...call] as const)))(
    'with %s in %s (call %i) leaves the old state or the new one, and says so',
    (code, call, number, expected) => {
      const restore = replaceCall(call, number, () => {
        throw Object.assign(new Error(`${code}: injected`), { code });
      });
      let outcome = 'written';
      try {
        ledger.write(payload, exampleAbout());
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        outcome = error.code;
      } finally {
        restore();
      }
      // Only a folder's name may stay unsynced, where the file system cannot do it.
      const ofFolder = code === 'EACCES' ? 'written' : 'not-writable';
      expect(outcome).toBe(expected === 'folder' ? ofFolder : expected);
      expect(['missing', 'found']).toContain(read(0).kind);
      expect(ledger.write(payload, exampleAbout()).setAside).toBeNull();
      expect(fs.readFileSync(fileOf(0))).toEqual(Buffer.from(bytes));
      expect(fs.readdirSync(folder())).toEqual([basename(fileOf(0))]);
    },
  );
});

describe('a writer killed', () => {
  // In order: before the folder is made, before the temporary file is made, empty, unsynced, before the rename, after it.
  it.each([
    ['mkdirSync', 1, 'missing'],
    ['writeFileSync', 1, 'missing'],
    ['fsyncSync', 3, 'missing'],
    ['renameSync', 1, 'missing'],
    ['fsyncSync', 4, 'found'],
  ] as const)('in %s (call %i) leaves the old state or the new one', (call, number, expected) => {
    const { signal } = spawnSync(execPath, [...child, 'die', root, call, String(number)], { cwd: repository });
    expect(signal).toBe('SIGKILL');
    const before = read(0).kind;
    const { kind, setAside } = ledger.write(payload, exampleAbout());
    expect({ before, kind, setAside }).toEqual({
      before: expected,
      kind: expected === 'missing' ? 'written' : 'already-there',
      setAside: null,
    });
    expect(ledger.list().cohorts).toHaveLength(1);
    expect(fs.readFileSync(fileOf(0))).toEqual(Buffer.from(bytes));
  });

  it('over and over at random moments never leaves a damaged file', async () => {
    const filesIn = (folder: string) =>
      fs.existsSync(folder)
        ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /cohort-\d+\.json$/.test(name))
            .length
        : 0;
    for (const milliseconds of [5, 15, 30, 50]) {
      const finished = filesIn(root);
      const writer = spawn(execPath, [...child, 'write', root, 'killed', '9973'], { cwd: repository, stdio: 'ignore' });
      const ended = new Promise((resolve) => writer.once('exit', resolve));
      // However slow the machine is: each writer dies after it has finished something and while it goes on.
      while (writer.exitCode === null && filesIn(root) <= finished)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      writer.kill('SIGKILL');
      await ended;
      expect(ledger.list().damaged).toEqual([]);
    }
    expect(ledger.list().cohorts.length).toBeGreaterThan(0);
  }, 300_000);
});

describe('writers in several processes', () => {
  it('lose nothing, double nothing, and never show a reader half a file', async () => {
    const count = 40;
    const exits = ['a', 'b', 'c'].map((host) => {
      const writer = spawn(execPath, [...child, 'write', root, host, String(count)], {
        cwd: repository,
        stdio: 'ignore',
      });
      return new Promise((resolve) => writer.once('exit', resolve));
    });
    let running = true;
    const all = Promise.all(exits).finally(() => {
      running = false;
    });
    while (running) {
      expect(ledger.list().damaged).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await all).toEqual([0, 0, 0]);
    expect(ledger.list().cohorts.map(({ cohort }) => cohort)).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(fs.readdirSync(folder())).toHaveLength(count);
    for (let cohort = 0; cohort < count; cohort++)
      expect(read(cohort)).toMatchObject({ cohort: exampleCohort(cohort) });
  }, 300_000);
});
