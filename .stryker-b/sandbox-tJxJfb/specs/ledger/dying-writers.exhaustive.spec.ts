// Writers in several processes that rest, die and come back. Some 15 s: ten processes are started, and six are killed at work.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { beforeEach, describe, expect, it } from 'vitest';
import { readFailedAttempt } from '../../src/ledger/failed-attempts.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { attemptPath } from '../../src/ledger/ledger-layout.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { ownFolder } from '../temporary-folder.ts';
import { exampleCohort, experimentHash, fingerprint } from './cohort-examples.ts';

const repository = join(import.meta.dirname, '../..');
const child = ['--import', 'tsx', join(import.meta.dirname, 'ledger-child.ts')];

let root = '';
let ledger: Ledger = openLedger('/');
beforeEach(() => {
  root = join(ownFolder('ledger'), 'runs');
  ledger = openLedger(root);
});

const folder = () => join(root, `${experimentHash.slice(0, 16)}-${fingerprint.slice(0, 12)}`);
const read = (cohort: number) => ledger.read(experimentHash, fingerprint, cohort);

describe('writers in several processes', () => {
  // Their pauses and the moments of their deaths differ each time; what must hold does not.
  it('that rest, die (kill -9) and come back lose nothing, double nothing and mix nothing', async () => {
    const count = 24;
    const start = (host: string, pauseMs: number) => {
      const words = [...child, 'write', root, host, String(count), String(pauseMs)];
      const writer = spawn(execPath, words, { cwd: repository, stdio: 'ignore' });
      return { writer, ended: new Promise((resolve) => writer.once('exit', (code) => resolve(code))) };
    };
    const livesOf = async (host: string, deaths: number) => {
      for (let life = 0; life < deaths; life++) {
        const { writer, ended } = start(host, 20);
        const before = countOf();
        while (writer.exitCode === null && countOf() <= before) await new Promise((wake) => setTimeout(wake, 10));
        await new Promise((wake) => setTimeout(wake, randomInt(100)));
        writer.kill('SIGKILL');
        await ended;
      }
      return start(host, 5).ended;
    };
    const countOf = () => (fs.existsSync(folder()) ? fs.readdirSync(folder()).length : 0);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((host, deaths) => livesOf(host, deaths)))).toEqual([0, 0, 0, 0]);
    expect(ledger.list().damaged).toEqual([]);
    expect(ledger.list().cohorts.map(({ cohort }) => cohort)).toEqual(Array.from({ length: count }, (_, i) => i));
    for (let cohort = 0; cohort < count; cohort++)
      expect(read(cohort)).toMatchObject({ cohort: exampleCohort(cohort) });
    const { damaged, runs } = verifyLedger(root);
    expect([damaged, runs]).toEqual([[], 2 * count]);
    // Each writer that came to its end left an attempt a cohort, under a number of its own.
    for (const [cohort, attempts] of ledger.failedAttempts({ experimentHash, fingerprint })) {
      expect([cohort, attempts >= 4]).toEqual([cohort, true]);
      const paths = Array.from({ length: attempts }, (_, i) =>
        attemptPath(root, { ...exampleCohort(cohort), attempt: i + 1 }),
      );
      expect(paths.filter((path) => readFailedAttempt(path) === null)).toEqual([]);
    }
  }, 300_000);
});
