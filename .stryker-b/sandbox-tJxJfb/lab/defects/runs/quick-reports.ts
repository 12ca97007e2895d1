// Reports on the quick profile over one ledger, at its declared design and at its fixed numbers of seeds: what the ledger lacks is trained
// on all cores.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESIGN_NAMES, type DesignName } from '../../../src/claims/claim.ts';
import type { Verdict } from '../../../src/claims/verdicts/verdict.ts';
import { verifyClaims } from '../../../src/execution/campaign/verify-claims.ts';

export interface QuickReports {
  /** File: as declared; every claim stops when it is decided. */
  readonly quickReport: string;
  /** File: the same seeds and more, each claim judged at its fixed number of them. */
  readonly fixedReport: string;
}

interface Scope {
  readonly ledgerFolder: string;
  /** The reports go there. */
  readonly folder: string;
  readonly firstSeed: number;
  readonly say: (line: string) => void;
}

export async function quickReports(scope: Scope): Promise<QuickReports> {
  const files = new Map<DesignName, string>();
  for (const design of DESIGN_NAMES) files.set(design, await quickReport(scope, { design, claims: [], name: design }));
  return { quickReport: files.get('declared') as string, fixedReport: files.get('fixed') as string };
}

/** @param claims none: all of them. @returns the report's file */
export async function quickReport(
  { ledgerFolder, folder, firstSeed, say }: Scope,
  { design, claims, name }: { readonly design: DesignName; readonly claims: readonly string[]; readonly name: string },
): Promise<string> {
  const report = await verifyClaims({
    profile: 'quick',
    claims,
    design,
    seeds: null,
    firstSeed,
    backend: 'wasm',
    processes: null,
    ledgerFolder,
    signal: new AbortController().signal,
    now: Date.now,
    onEvent: (event) => {
      if (event.kind === 'planned' || event.kind === 'extended') {
        say(`quick profile, ${name}: ${event.runsFound} runs found, ${event.runsToTrain} to train`);
      }
      if (event.kind === 'claim-decided' && event.verdict !== 'reproduced') {
        say(`${name}, ${event.verdict}: ${event.claim} on ${event.task}`);
      }
    },
  });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(report));
  return file;
}

export function verdictsIn(report: string): Verdict[] {
  return JSON.parse(readFileSync(report, 'utf8')).verdicts as Verdict[];
}
