// Files of attempts that left no runs: none is lost or overwritten, each says why, and damage is named.
import fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FailedAttempt, readFailedAttempt } from '../../src/ledger/failed-attempts.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { refusalOf } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';
import { exampleAbout, exampleCohort, experimentHash, fingerprint } from './cohort-examples.ts';
import { replaceCall } from './replace-call.ts';

const address = { experimentHash, fingerprint, cohort: 3 };
const attempt: FailedAttempt = {
  seeds: [6, 7],
  reason: 'Seed 6 gave a number that is not finite.\n  where: é',
  host: 'a machine',
  failedAt: '2026-01-01T00:00:00.000Z',
  harnessVersion: '0.1.0',
};

let root = '';
beforeEach(() => {
  root = join(ownFolder('attempts'), 'runs');
});
const folder = () => join(root, `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`);
const fileOf = (number: number) => join(folder(), `cohort-000003.failed-${number}.json`);

describe('failed attempts', () => {
  it('are numbered as they come, and tell what they were told', () => {
    const ledger = openLedger(root);
    expect([1, 2, 3].map(() => ledger.writeFailed(address, attempt))).toEqual([1, 2, 3]);
    ledger.writeFailed({ ...address, cohort: 12 }, attempt);
    expect(ledger.failedAttempts(address)).toEqual(
      new Map([
        [3, 3],
        [12, 1],
      ]),
    );
    const { about, attempt: number, cohort } = fileIn(fileOf(2));
    expect({ about, number, cohort }).toEqual({ about: attempt, number: 2, cohort: 3 });
  });

  it('are none where there is no ledger, and no cohorts where there are', () => {
    const ledger = openLedger(root);
    expect(ledger.failedAttempts(address).size).toBe(0);
    ledger.writeFailed(address, attempt);
    ledger.write(exampleCohort(3), exampleAbout());
    expect(ledger.list().cohorts.map(({ cohort }) => cohort)).toEqual([3]);
    expect(ledger.list().damaged).toEqual([]);
  });

  it('cut or flipped at any byte are named as damaged, and are counted as before', () => {
    const ledger = openLedger(root);
    ledger.writeFailed(address, attempt);
    const bytes = fs.readFileSync(fileOf(1));
    for (let offset = 0; offset < bytes.length; offset++) {
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] as number) ^ 1;
      for (const contents of [flipped, bytes.subarray(0, offset)]) {
        fs.writeFileSync(fileOf(1), contents);
        // Empty is what a writer leaves that is killed between taking the number and saying why.
        expect(readFailedAttempt(fileOf(1))?.kind).toBe(contents.length === 0 ? 'unexplained' : 'damaged');
      }
    }
    expect(ledger.failedAttempts(address)).toEqual(new Map([[3, 1]]));
  });

  it('copied to the place of another are not taken for it', () => {
    openLedger(root).writeFailed(address, attempt);
    fs.copyFileSync(fileOf(1), fileOf(2));
    expect(readFailedAttempt(fileOf(2))).toMatchObject({ kind: 'damaged', reason: expect.stringContaining(fileOf(1)) });
  });

  it.each(
    (['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync'] as const).flatMap((call) =>
      ['ENOSPC', 'EACCES', 'EMFILE'].map((code) => [code, call] as const),
    ),
  )('that meet %s in %s say so, and the next one is kept', (code, call) => {
    const ledger = openLedger(root);
    ledger.writeFailed(address, attempt);
    const restore = replaceCall(call, 1, () => {
      throw Object.assign(new Error(`${code}: injected`), { code });
    });
    try {
      expect(refusalOf(() => ledger.writeFailed(address, attempt)).code).toBe('not-writable');
    } finally {
      restore();
    }
    expect(fileIn(fileOf(ledger.writeFailed(address, attempt))).about).toEqual(attempt);
    expect(fileIn(fileOf(1)).about).toEqual(attempt);
  });
});

function fileIn(path: string) {
  const reading = readFailedAttempt(path);
  if (reading?.kind !== 'valid') throw new Error(`${path}: ${JSON.stringify(reading)}`);
  return reading.file;
}
