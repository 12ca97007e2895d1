// A verification from outside: the same numbers whatever the number of processes, resumed like never interrupted, and
// nothing damaged trusted. One small real claim (a single stage, two seeds), in folders of its own. Some 20 s: workers are started
// and trained anew in each case.
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import type { VerifyEvent, VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import { hasNativeBuild, nativeFolder } from '../../src/tensors/native/native-files.ts';
import { sharedFolder } from '../temporary-folder.ts';

const folder = sharedFolder('verify');

function requestWith(changes: Partial<VerifyRequest>): VerifyRequest {
  return {
    profile: 'quick',
    claims: ['single-stage-iml'],
    seeds: 2,
    firstSeed: 0,
    backend: 'wasm',
    processes: 2,
    ledgerFolder: join(folder, 'ledger'),
    signal: new AbortController().signal,
    onEvent: () => {},
    now: () => 0,
    ...changes,
  };
}

/** What must be the same: everything but how many runs were trained or found, and warnings about files. */
const meaning = ({ runs: _, warnings: __, ...rest }: ReportDocument) => rest;

describe('a verification', () => {
  let first: ReportDocument;
  const events: VerifyEvent[] = [];
  beforeAll(async () => {
    first = await verifyClaims(requestWith({ onEvent: (event) => events.push(event) }));
  });

  it('trains every run, reports every step, and decides every claim', () => {
    expect(first.runs).toEqual({ trained: 2, found: 0, failed: 0 });
    const planned = events.find((event) => event.kind === 'planned');
    const steps = events.reduce((sum, event) => sum + (event.kind === 'steps' ? event.steps : 0), 0);
    expect(planned).toMatchObject({ claims: 1, runsToTrain: 2, runsFound: 0, stepsToTrain: steps });
    expect(events.filter(({ kind }) => kind === 'run-finished')).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ kind: 'claim-decided', claim: 'single-stage-iml' });
  });

  it('trains nothing twice', async () => {
    const again = await verifyClaims(requestWith({}));
    expect(again.runs).toEqual({ trained: 0, found: 2, failed: 0 });
    expect(meaning(again)).toEqual(meaning(first));
  });

  it('gives the same numbers with one process as with two, bit for bit', async () => {
    const alone = await verifyClaims(requestWith({ processes: 1, ledgerFolder: join(folder, 'alone') }));
    expect(alone.runs.trained).toBe(2);
    expect(meaning(alone)).toEqual(meaning(first));
  });

  it('goes on after an interruption where it stopped, and ends like an uninterrupted one', async () => {
    const ledgerFolder = join(folder, 'interrupted');
    const controller = new AbortController();
    const run = verifyClaims(
      requestWith({
        ledgerFolder,
        processes: 1,
        signal: controller.signal,
        onEvent: ({ kind }) => kind === 'run-finished' && controller.abort(),
      }),
    );
    await expect(run).rejects.toMatchObject({ code: 'interrupted' });
    const resumed = await verifyClaims(requestWith({ ledgerFolder }));
    expect(resumed.runs).toEqual({ trained: 1, found: 1, failed: 0 });
    expect(meaning(resumed)).toEqual(meaning(first));
  });

  it('sets a damaged file aside, says so, and trains its run again to the same numbers', async () => {
    const cohorts = join(
      folder,
      'ledger',
      readdirSync(join(folder, 'ledger')).find((name) => name.includes('-')) as string,
    );
    const file = join(cohorts, readdirSync(cohorts).find((name) => name.startsWith('cohort-')) as string);
    truncateSync(file, readFileSync(file).length - 100);
    const repaired = await verifyClaims(requestWith({}));
    expect(repaired.runs).toEqual({ trained: 1, found: 1, failed: 0 });
    expect(repaired.warnings.join()).toContain('set aside');
    expect(meaning(repaired)).toEqual(meaning(first));
  });

  it('refuses a ledger folder that cannot be written, before it trains', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const run = verifyClaims(requestWith({ ledgerFolder: join(file, 'ledger') }));
    await expect(run).rejects.toMatchObject({ code: 'not-writable' });
  });

  it('refuses a claim that does not exist and names near ones', async () => {
    const run = verifyClaims(requestWith({ claims: ['iml-appear'] }));
    await expect(run).rejects.toMatchObject({ code: 'unknown-claim', message: expect.stringContaining('iml-appears') });
  });

  // Where TensorFlow for CUDA is built, nothing is missing that could be fallen back from.
  it.skipIf(hasNativeBuild(join(nativeFolder(), 'cuda')))(
    'never falls back from a backend that was asked for',
    async () => {
      const run = verifyClaims(requestWith({ backend: 'tensorflow-gpu' }));
      await expect(run).rejects.toMatchObject({ code: 'backend-unavailable' });
    },
  );
});
