// Runs once before the statistical specs: trains what the quick profile and the null world still lack in the ledger, on all
// cores, and hands both to the specs as files. A second `npm test`, or one after `npm start`, finds its runs and trains nothing.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { DESIGN_NAMES } from '../../src/claims/claim.ts';
import { CONFIRM_POOL } from '../../src/claims/seed-pools.ts';
import { harnessVersion } from '../../src/execution/harness-version.ts';
import { numericsFingerprint } from '../../src/execution/numerics-fingerprint.ts';
import { verifyClaims } from '../../src/execution/verify-claims.ts';
import { runInWorkers } from '../../src/execution/worker-pool.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { type NullRuns, nullWorldCohorts } from '../defects/planted/null-world.ts';
import { type AgainstGoldens, againstGoldens } from './against-goldens.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** As declared: every claim stops when it is decided. */
    quickReport: string;
    /** The same seeds and more, each claim judged at its fixed number of them. */
    fixedReport: string;
    nullRuns: string;
    /** One an environment: against-goldens.ts. */
    againstGoldens: string;
    ledgerFolder: string;
    fingerprint: string;
  }
}

export async function setup(project: TestProject): Promise<void> {
  const ledgerFolder = join(project.config.root, '.iml', 'ledger');
  const folder = mkdtempSync(join(tmpdir(), 'iml-specs-'));
  const signal = new AbortController().signal;
  for (const design of DESIGN_NAMES) {
    const report = await verifyClaims({
      profile: 'quick',
      claims: [],
      design,
      seeds: null,
      firstSeed: CONFIRM_POOL,
      backend: 'wasm',
      processes: null,
      ledgerFolder,
      imagesFolder: null,
      signal,
      now: Date.now,
      onEvent: (event) => {
        if (event.kind === 'planned' || event.kind === 'extended') {
          say(`quick profile, ${design}: ${event.runsFound} runs found, ${event.runsToTrain} to train`);
        }
        if (event.kind === 'claim-decided') say(`${design}, ${event.verdict}: ${event.claim} on ${event.task}`);
      },
    });
    writeFileSync(join(folder, `${design}.json`), JSON.stringify(report));
  }

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
      kind: 'setup',
      backend: 'wasm',
      fingerprint,
      ledgerFolder,
      imagesFolder: null,
      harnessVersion: harnessVersion(),
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
  const judged: AgainstGoldens[] = [];
  for (const name of existsSync(join(project.config.root, '.native'))
    ? (['wasm', 'tensorflow'] as const)
    : (['wasm'] as const)) {
    judged.push(
      await againstGoldens({
        backend: name,
        folder: join(folder, name),
        ledgerFolder: name === 'wasm' ? ledgerFolder : null,
        processes: availableParallelism(),
        say,
      }),
    );
  }
  writeFileSync(join(folder, 'goldens.json'), JSON.stringify(judged));
  project.provide('againstGoldens', join(folder, 'goldens.json'));
  project.provide('quickReport', join(folder, 'declared.json'));
  project.provide('fixedReport', join(folder, 'fixed.json'));
  project.provide('nullRuns', join(folder, 'null.json'));
  project.provide('ledgerFolder', ledgerFolder);
  project.provide('fingerprint', fingerprint);
}

function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
