// What the specs in this folder, and those of the null world, are handed before they run. By judge-golden-runs.ts in `npm test`, by
// train-quick-profile.ts in the exhaustive tier.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { QuickReports } from '../../lab/defects/runs/quick-reports.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import type { AgainstGoldens } from './against-goldens.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** As declared: every claim stops when it is decided. */
    quickReport: string;
    /** The same seeds and more, each claim judged at its fixed number of them. */
    fixedReport: string;
    /** Of seeds 28000 and up, trained by this copy: at least `iml-appears` on its three tasks. */
    freshReport: string;
    /** Verdicts that look once, at as many seeds as there are runs of. */
    verdictsOnce: string;
    /** One an environment: against-goldens.ts. */
    againstGoldens: string;
    /** With the runs of quickReport and fixedReport. */
    ledgerFolder: string;
    fingerprint: string;
    /** Null in `npm test`. */
    nullRuns: string | null;
  }
}

export interface Provided extends QuickReports {
  readonly freshReport: string;
  readonly ledgerFolder: string;
  readonly fingerprint: string;
  readonly nullRuns: string | null;
}

export function provideAll(
  project: TestProject,
  provided: Provided,
  {
    folder,
    judged,
    verdictsOnce,
  }: {
    readonly folder: string;
    readonly judged: readonly AgainstGoldens[];
    readonly verdictsOnce: readonly Verdict[];
  },
): void {
  writeFileSync(join(folder, 'verdicts.json'), JSON.stringify(verdictsOnce));
  project.provide('verdictsOnce', join(folder, 'verdicts.json'));
  writeFileSync(join(folder, 'goldens.json'), JSON.stringify(judged));
  project.provide('againstGoldens', join(folder, 'goldens.json'));
  project.provide('quickReport', provided.quickReport);
  project.provide('fixedReport', provided.fixedReport);
  project.provide('freshReport', provided.freshReport);
  project.provide('ledgerFolder', provided.ledgerFolder);
  project.provide('fingerprint', provided.fingerprint);
  project.provide('nullRuns', provided.nullRuns);
}

/** On stderr, since stdout is the reporter's. */
export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
