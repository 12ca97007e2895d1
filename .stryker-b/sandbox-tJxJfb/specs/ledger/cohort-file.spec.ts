// One cohort as one file: the same payload gives the same bytes, and any other bytes are refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { canonicalJson, contentHash } from '../../src/experiments/content-hash.ts';
import {
  type CohortAbout,
  type CohortPayload,
  encodeCohortFile,
  parseCohortFile,
} from '../../src/ledger/cohort-file.ts';
import { exampleAbout, exampleCohort } from './cohort-examples.ts';

const payload = exampleCohort(3);
const bytes = encodeCohortFile(payload, exampleAbout());
const text = new TextDecoder().decode(bytes);

/** A file with correct checksums whose payload was changed before. */
function fileWith(changes: object, outside: object = {}): Uint8Array {
  const changed = { ...payload, ...changes };
  const { seal: _, payload: __, ...rest } = JSON.parse(text);
  const beside = { ...rest, sha256: contentHash(changed), ...outside };
  return Buffer.from(`${canonicalJson({ ...beside, payload: changed, seal: contentHash(beside) })}\n`);
}

function reasonOf(file: Uint8Array): string {
  const parsed = parseCohortFile(file);
  return parsed.kind === 'damaged' ? parsed.reason : 'valid';
}

/** All but the bytes that were written. */
function expectDetected(file: Uint8Array): void {
  if (!Buffer.from(file).equals(Buffer.from(bytes))) expect(parseCohortFile(file).kind).toBe('damaged');
}

describe('a cohort file', () => {
  it('reads back what was written', () => {
    expect(parseCohortFile(bytes)).toEqual({ kind: 'valid', payload, about: exampleAbout() });
  });

  it('has the same bytes for the same payload, in whatever order its fields were set', () => {
    const { records, seeds, cohort, fingerprint, experimentHash } = structuredClone(payload);
    const other: CohortPayload = { records, seeds, cohort, fingerprint, experimentHash };
    expect(encodeCohortFile(other, exampleAbout())).toEqual(bytes);
  });

  it('differs between writers only outside the checksummed part', () => {
    const other = new TextDecoder().decode(encodeCohortFile(payload, exampleAbout('another machine')));
    expect(other).not.toBe(text);
    const numbersOf = (file: string) => ({ ...JSON.parse(file), about: null, seal: null });
    expect(numbersOf(other)).toEqual(numbersOf(text));
  });

  it('is refused when cut at any byte', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(parseCohortFile(bytes.subarray(0, length)).kind).toBe('damaged');
    }
  });

  it('keeps what the claims that read it were declared as', () => {
    const about: CohortAbout = { ...exampleAbout(), declared: { 'iml-appears': 'a'.repeat(64) } };
    expect(parseCohortFile(encodeCohortFile(payload, about))).toEqual({ kind: 'valid', payload, about });
    const shortened = { ...about, declared: { 'iml-appears': 'a' } };
    expect(() => encodeCohortFile(payload, shortened)).toThrow('/about/declared');
  });

  it('is refused when any one bit, or all bits of any one byte, are flipped', () => {
    for (let offset = 0; offset < bytes.length; offset++) {
      for (const mask of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const flipped = bytes.slice();
        flipped[offset] = (flipped[offset] ?? 0) ^ mask;
        expectDetected(flipped);
      }
    }
  });

  it('is refused after any edit: bytes overwritten, inserted, dropped, or swapped', () => {
    const place = fc.nat({ max: bytes.length });
    fc.assert(
      fc.property(place, place, fc.uint8Array({ maxLength: 8 }), (from, to, inserted) => {
        expectDetected(Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(to)]));
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes the parser crash, whatever the bytes', () => {
    const anything = fc.oneof(
      fc.uint8Array(),
      fc.json().map((json) => Buffer.from(json)),
    );
    fc.assert(
      fc.property(anything, (file) => {
        expect(parseCohortFile(file).kind).toBe('damaged');
      }),
    );
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const newer = (member: string) => `{"format":"iml-verify-cohort","payload":{},"schemaVersion":4,"more":${member}}`;
    for (const json of ['null', '3', '"text"', '[]', '{}', deep, `{"format":${deep}}`, newer(deep), newer('1e999')]) {
      expect(parseCohortFile(Buffer.from(json)).kind).toBe('damaged');
    }
  });

  it.each([
    ['is empty', new Uint8Array(0), 'it is empty'],
    ['is of another program', Buffer.from('{"format":"other"}'), 'its format: "other"'],
    ['has version 0', fileWith({}, { schemaVersion: 0 }), 'schema version is 0'],
    ['has a version that is none', fileWith({}, { schemaVersion: 2.5 }), 'schema version is 2.5'],
    [
      'is of a newer version and not sealed',
      Buffer.from(text.replace('"schemaVersion":3', '"schemaVersion":4')),
      'is 4',
    ],
    [
      'has another seal',
      Buffer.from(text.replace(/"seal":"[0-9a-f]/, '"seal":"x')),
      'does not fit its schema (field /seal',
    ],
    ['names another host', Buffer.from(text.replace('a machine', 'b machine')), 'does not match its seal'],
    ['has an unknown field', fileWith({}, { note: '' }), 'no field "note" here'],
    ['has an unknown field in its payload', fileWith({ note: '' }), 'no field "note" here'],
    [
      'has an unknown field in a record',
      fileWith({ records: [{ ...payload.records[0], note: '' }] }),
      'no field "note" here',
    ],
    ['lacks a field', fileWith({}, { about: {} }), 'the field is missing'],
    ['has no seeds', fileWith({ seeds: [], records: [] }), '/payload/seeds'],
    ['has a seed twice', fileWith({ seeds: [6, 6] }), 'none twice'],
    ['has fewer records than seeds', fileWith({ seeds: [6, 7, 8] }), 'records are of the seeds 6, 7, not 6, 7, 8'],
    ['has its records in another order', fileWith({ seeds: [7, 6] }), 'records are of the seeds 6, 7, not 7, 6'],
    ['has a negative cohort', fileWith({ cohort: -1 }), '/payload/cohort'],
    ['has a broken seed', fileWith({ seeds: [6.5, 7] }), '/payload/seeds/0'],
    ['has a hash that is none', fileWith({ experimentHash: '../../etc' }), '/payload/experimentHash'],
    ['has another checksum', fileWith({}, { sha256: '0'.repeat(64) }), 'do not match its sha256'],
    ['starts with a byte order mark', Buffer.from(`\ufeff${text}`), 'not JSON'],
    ['ends its line as Windows does', Buffer.from(text.replace('\n', '\r\n')), 'not the canonical ones'],
    [
      'spells a number in another way',
      Buffer.from(text.replace('"cohort":3', '"cohort":3.0')),
      'not the canonical ones',
    ],
    ['says a field twice', Buffer.from(text.replace('"cohort":3', '"cohort":4,"cohort":3')), 'not the canonical ones'],
    ['holds an infinite number', Buffer.from(text.replace('0.75', '1e999')), 'does not fit its schema'],
    ['was merged by git', Buffer.from(`<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> main\n`), 'not JSON'],
    ['is not UTF-8', Buffer.from(text.replace('é', '\xe9'), 'latin1'), 'not JSON in UTF-8'],
  ])('is refused when it %s', (_, file, reason) => {
    expect(reasonOf(file)).toContain(reason);
  });

  it('is not written with a number that is not finite, nor with what could not be read back', () => {
    const codeOf = (changes: object) => {
      try {
        encodeCohortFile({ ...payload, ...changes }, exampleAbout());
      } catch (error) {
        if (error instanceof HarnessError) return error.code;
        throw error;
      }
      return 'none';
    };
    const [record] = payload.records;
    expect(codeOf({ records: [{ ...record, values: { accuracy: { D5: Number.NaN } } }] })).toBe('not-finite');
    expect(codeOf({ seeds: [6] })).toBe('invalid-argument');
    expect(codeOf({ fingerprint: 'cpu' })).toBe('invalid-argument');
    expect(codeOf({ note: '' })).toBe('invalid-argument');
  });
});

describe('a cohort file of another version', () => {
  // `encodeCohortFile(exampleCohort(3), exampleAbout())` at commit 6b5b3c3, the last one that wrote version 1.
  const first = readFileSync(join(import.meta.dirname, 'past-versions/cohort-version-1.txt'));

  it('that is the first one is read as it was meant', () => {
    expect(parseCohortFile(first)).toEqual({ kind: 'valid', payload, about: exampleAbout() });
  });

  it('that is the second one is read as it was meant, and does not say what code wrote it', () => {
    // Of `exampleCohort(3)` with this `about` at commit 5b4a246, the last one that wrote version 2.
    const second = readFileSync(join(import.meta.dirname, 'past-versions/cohort-version-2.txt'));
    const about = { ...exampleAbout(), backend: 'cpu', declared: { 'iml-appears': 'a'.repeat(64) } };
    expect(parseCohortFile(second)).toEqual({ kind: 'valid', payload, about });
    const code = { commit: 'c'.repeat(40), uncommitted: null };
    const third = encodeCohortFile(payload, { ...about, ...code });
    expect(parseCohortFile(third)).toEqual({ kind: 'valid', payload, about: { ...about, ...code } });
  });

  it('that is the first one has no seal: its numbers are checked at every byte, and what stands beside them is not', () => {
    for (let offset = 0; offset < first.length; offset++) {
      const flipped = Buffer.from(first);
      flipped[offset] = (flipped[offset] as number) ^ 1;
      const parsed = parseCohortFile(flipped);
      if (parsed.kind === 'valid') expect(parsed.payload).toEqual(payload);
      else expect(parsed.kind).toBe('damaged');
    }
  });

  it('that is newer, and whole, is told from a damaged one, whatever else it says', () => {
    const newer = fileWith(
      { note: 'of a version that is to come' },
      { schemaVersion: 4, more: { than: ['is', 'known'] } },
    );
    expect(parseCohortFile(newer)).toEqual({ kind: 'newer', version: 4 });
    for (let offset = 0; offset < newer.length; offset++) {
      const flipped = newer.slice();
      flipped[offset] = (flipped[offset] as number) ^ 1;
      expect(parseCohortFile(flipped).kind).toBe('damaged');
    }
  });
});
