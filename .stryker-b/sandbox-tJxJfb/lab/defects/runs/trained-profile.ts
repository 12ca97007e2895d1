// The quick profile, at its declared design and at its fixed numbers of seeds, and the null world: what the ledger still lacks of them is
// trained on all cores. A second time, or after `npm start`, everything is found.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIRM_POOL } from '../../../src/claims/registry/seed-pools.ts';
import { numericsFingerprint } from '../../../src/execution/fingerprint/numerics-fingerprint.ts';
import { runInWorkers } from '../../../src/execution/workers/worker-pool.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { startBackend } from '../../../src/tensors/backend.ts';
import { type NullRuns, nullWorldCohorts } from '../planted/null-world.ts';
import { type QuickReports, quickReports } from './quick-reports.ts';

export interface TrainedProfile extends QuickReports {
  /** Files go there. */
  readonly folder: string;
  /** File: experiment hash -> seed -> record. */
  readonly nullRuns: string;
  readonly ledgerFolder: string;
  readonly fingerprint: string;
}

/** @param root the repository, with the ledger in .iml */
export async function trainedProfile(root: string, say: (line: string) => void): Promise<TrainedProfile> {
  const ledgerFolder = join(root, '.iml', 'ledger');
  const folder = mkdtempSync(join(tmpdir(), 'iml-specs-'));
  const signal = new AbortController().signal;
  const reports = await quickReports({ ledgerFolder, folder, firstSeed: CONFIRM_POOL, say });

  const backend = await startBackend('wasm');
  const fingerprint = numericsFingerprint(backend);
  const ledger = openLedger(ledgerFolder);
  const cohorts = nullWorldCohorts(backend.cohortSize);
  const missing = cohorts.filter(({ hash, cohort }) => ledger.read(hash, fingerprint, cohort).kind !== 'found');
  say(`null world: ${missing.length} of ${cohorts.length} runs to train`);
  await runInWorkers({
    cohorts: missing,
    processes: availableParallelism(),
    signal,
    setup: {
      backend: 'wasm',
      fingerprint,
      ledgerFolder,
      assets: { imagesFolder: null },
    },
    onSteps: () => {},
    onDone: () => {},
    onFailed: ({ label }, reason) => {
      throw new Error(`${label}: ${reason}`);
    },
  });
  const runs: NullRuns = {};
  for (const { hash, cohort } of cohorts) {
    const reading = ledger.read(hash, fingerprint, cohort);
    if (reading.kind !== 'found') throw new Error(`A run of the null world is missing: ${hash}, cohort ${cohort}.`);
    for (const record of reading.cohort.records as RunRecord[]) {
      runs[hash] = { ...runs[hash], [record.seed]: record };
    }
  }
  writeFileSync(join(folder, 'null.json'), JSON.stringify(runs));
  return {
    folder,
    ...reports,
    nullRuns: join(folder, 'null.json'),
    ledgerFolder,
    fingerprint,
  };
}
