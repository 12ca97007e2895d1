// One cohort as one file: the same payload gives the same bytes, and any other bytes are refused or mean the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { canonicalJson, contentHash } from '../../src/experiments/content-hash.ts';
import { type CohortPayload, encodeCohortFile, parseCohortFile } from '../../src/ledger/cohort-file.ts';
import { exampleAbout, exampleCohort } from './cohort-examples.ts';

const payload = exampleCohort(3);
const bytes = encodeCohortFile(payload, exampleAbout());
const text = new TextDecoder().decode(bytes);

/** A file with a correct checksum whose payload was changed before. */
function fileWith(changes: object, outside: object = {}): Uint8Array {
  const changed = { ...payload, ...changes };
  const document = { ...JSON.parse(text), payload: changed, sha256: contentHash(changed), ...outside };
  return Buffer.from(`${canonicalJson(document)}\n`);
}

function reasonOf(file: Uint8Array): string {
  const parsed = parseCohortFile(file);
  return parsed.kind === 'damaged' ? parsed.reason : 'valid';
}

/** Damage is found, or the payload is as before (`about` decides nothing, so it may change). */
function expectDetectedOrSame(file: Uint8Array): void {
  const parsed = parseCohortFile(file);
  if (parsed.kind === 'valid' && canonicalJson(parsed.payload) !== canonicalJson(payload)) {
    expect.fail('a changed payload was trusted');
  }
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
    expect({ ...JSON.parse(other), about: null }).toEqual({ ...JSON.parse(text), about: null });
  });

  it('is refused when cut at any byte', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(parseCohortFile(bytes.subarray(0, length)).kind).toBe('damaged');
    }
  });

  it('is refused or means the same when any one bit, or all bits of any one byte, are flipped', () => {
    for (let offset = 0; offset < bytes.length; offset++) {
      for (const mask of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const flipped = bytes.slice();
        flipped[offset] = (flipped[offset] ?? 0) ^ mask;
        expectDetectedOrSame(flipped);
      }
    }
  });

  it('is refused or means the same after any edit: bytes overwritten, inserted, dropped, or swapped', () => {
    const place = fc.nat({ max: bytes.length });
    fc.assert(
      fc.property(place, place, fc.uint8Array({ maxLength: 8 }), (from, to, inserted) => {
        expectDetectedOrSame(Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(to)]));
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
    for (const json of ['null', '3', '"text"', '[]', '{}', deep, `{"format":${deep}}`]) {
      expect(parseCohortFile(Buffer.from(json)).kind).toBe('damaged');
    }
  });

  it.each([
    ['is empty', new Uint8Array(0), 'it is empty'],
    ['is of another program', Buffer.from('{"format":"other"}'), 'its format: "other"'],
    ['has an unknown version', fileWith({}, { schemaVersion: 2 }), 'schema version is 2'],
    ['has an unknown field', fileWith({}, { note: '' }), 'additional properties'],
    ['has an unknown field in its payload', fileWith({ note: '' }), 'additional properties'],
    ['has an unknown field in a record', fileWith({ records: [{ ...payload.records[0], note: '' }] }), 'additional'],
    ['lacks a field', fileWith({}, { about: {} }), 'required'],
    ['has no seeds', fileWith({ seeds: [], records: [] }), '/payload/seeds'],
    ['has a seed twice', fileWith({ seeds: [6, 6] }), 'duplicate'],
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
