// The ledger on a real file system: what is written is read, and nothing damaged or foreign is trusted.
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from '../../src/experiments/content-hash.ts';
import { encodeCohortFile } from '../../src/ledger/cohort-file.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { refusalOf } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';
import { exampleAbout, exampleCohort, experimentHash, fingerprint } from './cohort-examples.ts';
import { replaceCall } from './replace-call.ts';

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
const put = (path: string, contents: Uint8Array | string) => {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, contents);
};

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
    const records = payload.records.map((record) => ({ ...record, values: {} }));
    const other = { ...payload, records };
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

  it('lists the cohorts of one numerics without reading the others', () => {
    ledger.write(payload, exampleAbout());
    const other = { ...exampleCohort(1), fingerprint: 'b'.repeat(64) };
    ledger.write(other, exampleAbout());
    put(join(root, '0123456789abcdef-bbbbbbbbbbbb', 'cohort-000002.json'), 'damaged');
    expect(ledger.list(fingerprint)).toMatchObject({ cohorts: [{ cohort: 0 }], damaged: [] });
    expect(ledger.list(other.fingerprint)).toMatchObject({ cohorts: [{ cohort: 1 }], damaged: [{}] });
  });

  it('refuses to list where a file lies in place of a folder of runs, unless it is of other numerics', () => {
    const here = folder();
    put(here, 'no folder');
    for (const numerics of [undefined, fingerprint]) {
      const refusal = refusalOf(() => ledger.list(numerics));
      expect(refusal.code).toBe('not-readable');
      expect(refusal.parts).toEqual({
        what: 'A file or folder of the ledger could not be read.',
        where: here,
        got: `ENOTDIR: not a directory, scandir '${here}'`,
        expected: 'a folder with files that this process may read',
        next: 'check the path given for the ledger, and its permissions',
      });
    }
    expect(ledger.list('b'.repeat(64))).toEqual({ cohorts: [], damaged: [] });
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
  it('cut or flipped at any byte is set aside, the rest is read, and its cohort written again has the same bytes', () => {
    const neighbour = exampleCohort(1);
    const movedTo = `${fileOf(0)}.damaged-1`;
    ledger.write(neighbour, exampleAbout());
    for (let offset = 0; offset < bytes.length; offset++) {
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] as number) ^ (1 << (offset % 8));
      for (const contents of [bytes.subarray(0, offset), flipped]) {
        put(fileOf(0), contents);
        expect(read(0)).toMatchObject({ kind: 'damaged', path: fileOf(0), movedTo });
        expect(fs.readFileSync(movedTo)).toEqual(Buffer.from(contents));
        expect(read(0)).toEqual({ kind: 'missing' });
        fs.rmSync(movedTo);
      }
      if (offset % 50 !== 0) continue; // each writing waits for the disk
      expect(ledger.write(payload, exampleAbout()).kind).toBe('written');
      expect(fs.readFileSync(fileOf(0))).toEqual(Buffer.from(bytes));
      expect(ledger.list().cohorts.map(({ cohort }) => cohort)).toEqual([0, 1]);
    }
    expect(read(1)).toMatchObject({ kind: 'found', cohort: neighbour });
  }, 300_000);

  it('of a newer version is left where it is, and whoever meets it is told to upgrade', () => {
    const { seal: _, payload: numbers, ...beside } = JSON.parse(new TextDecoder().decode(bytes));
    const newer = { ...beside, schemaVersion: 4, more: true };
    put(fileOf(0), `${canonicalJson({ ...newer, payload: numbers, seal: contentHash(newer) })}\n`);
    for (const action of [() => read(0), () => ledger.list(), () => ledger.write(payload, exampleAbout())]) {
      const refusal = refusalOf(action);
      expect([refusal.code, refusal.parts.where]).toEqual(['invalid-ledger-file', fileOf(0)]);
      expect(refusal.message).toContain('upgrade');
    }
    expect(fs.readdirSync(folder())).toEqual(['cohort-000000.json']);
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
