// Runs once before the statistical specs: trains what the quick profile and the null world still lack in the ledger, on all
// cores, and hands both to the specs as files. A second `npm test`, or one after `npm start`, finds its runs and trains nothing.
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type AgainstGoldens, againstGoldens } from './against-goldens.ts';
import { trainedProfile } from './trained-profile.ts';

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
  const { folder, ...trained } = await trainedProfile(project.config.root, say);
  const { ledgerFolder } = trained;
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
  project.provide('quickReport', trained.quickReport);
  project.provide('fixedReport', trained.fixedReport);
  project.provide('nullRuns', trained.nullRuns);
  project.provide('ledgerFolder', ledgerFolder);
  project.provide('fingerprint', trained.fingerprint);
}

function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
