// The ledger on a real file system: nothing lost, nothing damaged trusted, whatever dies and whoever writes at the same time.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { encodeCohortFile } from '../../src/ledger/cohort-file.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { exampleAbout, exampleCohort, experimentHash, fingerprint } from './cohort-examples.ts';

const repository = join(import.meta.dirname, '../..');
const child = ['--import', 'tsx', join(import.meta.dirname, 'ledger-child.ts')];
const payload = exampleCohort(0);
const bytes = encodeCohortFile(payload, exampleAbout());

let root = '';
let ledger: Ledger = openLedger('/');
beforeEach(() => {
  root = join(fs.mkdtempSync(join(tmpdir(), 'iml-ledger-')), 'runs');
  ledger = openLedger(root);
});
afterEach(() => fs.rmSync(dirname(root), { recursive: true, force: true }));

const folder = () => join(root, `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`);
const fileOf = (cohort: number) => join(folder(), `cohort-00000${cohort}.json`);
const read = (cohort: number, by = ledger) => by.read(experimentHash, fingerprint, cohort);
const put = (path: string, contents: Uint8Array | string) => {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, contents);
};

function refusalOf(action: () => unknown): HarnessError {
  try {
    action();
  } catch (error) {
    if (error instanceof HarnessError) return error;
    throw error;
  }
  throw new Error('expected a HarnessError, but nothing was thrown');
}

describe('the ledger', () => {
  it('gives back what was written, to any reader', () => {
    expect(read(0)).toEqual({ kind: 'missing' });
    expect(ledger.write(payload, exampleAbout())).toEqual({ kind: 'written', setAside: null });
    expect(read(0, openLedger(root))).toEqual({ kind: 'found', cohort: payload, about: exampleAbout() });
    expect(read(1)).toEqual({ kind: 'missing' });
  });

  it('keeps one file a cohort in a folder an experiment and fingerprint, and no other file', () => {
    ledger.write(payload, exampleAbout());
    ledger.write({ ...exampleCohort(12), fingerprint: 'b'.repeat(64) }, exampleAbout());
    expect(fs.readdirSync(root)).toEqual(['0123456789abcdef-bbbbbbbbbbbb', '0123456789abcdef-fedcba987654']);
    expect(fs.readdirSync(folder())).toEqual(['cohort-000000.json']);
    expect(fs.readdirSync(join(root, '0123456789abcdef-bbbbbbbbbbbb'))).toEqual(['cohort-000012.json']);
    expect(fs.readFileSync(fileOf(0))).toEqual(Buffer.from(bytes));
  });

  it('leaves the first file as it is when a second writer has the same payload', () => {
    ledger.write(payload, exampleAbout('first'));
    expect(ledger.write(payload, exampleAbout('second')).kind).toBe('already-there');
    expect(read(0)).toMatchObject({ about: { host: 'first' } });
  });

  it('refuses other numbers for a cohort that it has, and keeps the first', () => {
    ledger.write(payload, exampleAbout());
    const [first, ...rest] = payload.records;
    const other = { ...payload, records: [{ ...payload.records[0], values: {} }, ...rest] as typeof payload.records };
    expect(first).toBeDefined();
    expect(refusalOf(() => ledger.write(other, exampleAbout())).code).toBe('damaged-ledger-file');
    expect(read(0)).toMatchObject({ kind: 'found', cohort: payload });
  });

  it('lists valid cohorts in order, and what it set aside', () => {
    expect(ledger.list()).toEqual({ cohorts: [], damaged: [] });
    for (const cohort of [2, 0, 1]) ledger.write(exampleCohort(cohort), exampleAbout());
    put(fileOf(1), 'damaged');
    put(join(folder(), 'notes.txt'), 'of a person');
    put(join(root, 'README.txt'), 'text');
    const { cohorts, damaged } = ledger.list();
    expect(cohorts).toEqual(
      [0, 2].map((cohort) => ({
        ...{ experimentHash, fingerprint, cohort },
        seeds: exampleCohort(cohort).seeds,
        path: fileOf(cohort),
      })),
    );
    expect(damaged).toMatchObject([{ path: fileOf(1), movedTo: `${fileOf(1)}.damaged-1` }]);
    expect(ledger.list().damaged).toEqual([]);
  });

  it('puts the experiment beside its cohorts once, for people', () => {
    const key = { experimentHash, fingerprint };
    ledger.describe(key, { name: 'first' });
    ledger.describe(key, { name: 'second' });
    expect(fs.readFileSync(join(folder(), 'experiment.json'), 'utf8')).toBe('{\n  "name": "first"\n}\n');
    expect(ledger.list().cohorts).toEqual([]);
  });

  it('refuses addresses that could lead out of its root', () => {
    for (const hash of ['', '../../../../../../etc/passwd', 'A'.repeat(64)]) {
      expect(refusalOf(() => ledger.read(hash, fingerprint, 0)).code).toBe('invalid-argument');
      expect(refusalOf(() => ledger.read(experimentHash, hash, 0)).code).toBe('invalid-argument');
    }
    for (const cohort of [-1, 0.5, Number.NaN]) expect(refusalOf(() => read(cohort)).code).toBe('invalid-argument');
  });
});

describe('a damaged file of the ledger', () => {
  it('cut at any byte is set aside, its cohort counts as missing, and running it again gives the same bytes', () => {
    const neighbour = exampleCohort(1);
    const movedTo = `${fileOf(0)}.damaged-1`;
    ledger.write(neighbour, exampleAbout());
    for (let length = 0; length < bytes.length; length++) {
      put(fileOf(0), bytes.subarray(0, length));
      const reading = read(0);
      expect(reading).toMatchObject({
        kind: 'damaged',
        path: fileOf(0),
        movedTo,
      });
      expect(fs.readFileSync(movedTo)).toEqual(Buffer.from(bytes.subarray(0, length)));
      expect(read(0)).toEqual({ kind: 'missing' });
      fs.rmSync(movedTo);
      if (length % 50 !== 0) continue; // each writing waits for the disk
      expect(ledger.write(payload, exampleAbout()).kind).toBe('written');
      expect(fs.readFileSync(fileOf(0))).toEqual(Buffer.from(bytes));
    }
    expect(read(1)).toMatchObject({ kind: 'found', cohort: neighbour });
  });

  it('never overwrites one that was set aside before', () => {
    for (const contents of ['first', 'second', 'third']) {
      put(fileOf(0), contents);
      read(0);
    }
    const kept = [1, 2, 3].map((n) => fs.readFileSync(`${fileOf(0)}.damaged-${n}`, 'utf8'));
    expect(kept).toEqual(['first', 'second', 'third']);
    expect(fs.readdirSync(folder())).toHaveLength(3);
  });

  it('in the way of a writer is set aside, reported, and replaced', () => {
    put(fileOf(0), 'damaged');
    const { kind, setAside } = ledger.write(payload, exampleAbout());
    expect(kind).toBe('written');
    expect(setAside).toMatchObject({ kind: 'damaged', movedTo: `${fileOf(0)}.damaged-1` });
    expect(fs.readFileSync(`${fileOf(0)}.damaged-1`, 'utf8')).toBe('damaged');
    expect(read(0)).toMatchObject({ kind: 'found', cohort: payload });
  });

  it.each([
    ['of another cohort', encodeCohortFile(exampleCohort(1), exampleAbout())],
    ['of another experiment', encodeCohortFile({ ...payload, experimentHash: 'a'.repeat(64) }, exampleAbout())],
    [
      'of an experiment whose hash starts the same',
      encodeCohortFile({ ...payload, experimentHash: `${experimentHash.slice(0, 63)}0` }, exampleAbout()),
    ],
    ['of another fingerprint', encodeCohortFile({ ...payload, fingerprint: 'a'.repeat(64) }, exampleAbout())],
  ])('that is a valid file %s is not trusted', (_, foreign) => {
    put(fileOf(0), foreign);
    const reading = read(0);
    expect(reading).toMatchObject({ kind: 'damaged' });
    expect(reading.kind === 'damaged' && reading.reason).toContain('belongs elsewhere');
    expect(read(0)).toEqual({ kind: 'missing' });
  });

  it('in a copied folder of another experiment is found by list', () => {
    ledger.write(payload, exampleAbout());
    const copy = join(root, `${'c'.repeat(16)}-${fingerprint.slice(0, 12)}`);
    fs.cpSync(folder(), copy, { recursive: true });
    const { cohorts, damaged } = ledger.list();
    expect(cohorts.map(({ path }) => path)).toEqual([fileOf(0)]);
    expect(damaged).toMatchObject([{ path: join(copy, 'cohort-000000.json') }]);
  });

  it('that a writer replaced in the meantime is left alone', () => {
    put(fileOf(0), 'damaged');
    // The moment between judging and moving: the first rename finds the file already replaced.
    const restore = replaceCall('renameSync', 1, (original, ...given) => {
      fs.writeFileSync(fileOf(0), bytes);
      return original(...given);
    });
    try {
      expect(read(0)).toMatchObject({ kind: 'found', cohort: payload });
    } finally {
      restore();
    }
    expect(fs.readFileSync(fileOf(0))).toEqual(Buffer.from(bytes));
  });
});

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
    for (const milliseconds of [5, 15, 30, 50]) {
      const writer = spawn(execPath, [...child, 'write', root, 'killed', '9973'], { cwd: repository, stdio: 'ignore' });
      const ended = new Promise((resolve) => writer.once('exit', resolve));
      while (writer.exitCode === null && !fs.existsSync(root)) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      writer.kill('SIGKILL');
      await ended;
      expect(ledger.list().damaged).toEqual([]);
    }
    expect(ledger.list().cohorts.length).toBeGreaterThan(0);
  }, 60_000);
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
  }, 60_000);
});

/** One call (counted from 1) of a function of node:fs goes to `replacement`. Returns what undoes it. */
function replaceCall(
  name: 'mkdirSync' | 'openSync' | 'writeFileSync' | 'fsyncSync' | 'closeSync' | 'renameSync',
  number: number,
  replacement: (original: (...given: readonly unknown[]) => unknown, ...given: readonly unknown[]) => unknown,
): () => void {
  const functions = fs as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
  const original = functions[name] ?? (() => undefined);
  let calls = 0;
  functions[name] = (...given) => {
    calls += 1;
    return calls === number ? replacement(original, ...given) : original(...given);
  };
  syncBuiltinESMExports();
  return () => {
    functions[name] = original;
    syncBuiltinESMExports();
  };
}
