// A small real run to audit: two claims of the registry on three seeds of one experiment, trained on WebAssembly in some seconds,
// with parts, gates, an assay, context and plots of three kinds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import { openLedgerToRead } from '../../src/ledger/open-ledger-to-read.ts';
import { writeReport } from '../../src/report/write-report.ts';

export interface AuditedRun {
  /** Holds `.iml/ledger` and `reports/latest`, where the command line looks. */
  readonly folder: string;
  readonly ledger: ReturnType<typeof openLedgerToRead>;
  readonly document: ReportDocument;
  readonly remove: () => void;
}

export async function auditedRun(): Promise<AuditedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'iml-audit-'));
  const ledgerFolder = join(folder, '.iml', 'ledger');
  const document = await verifyClaims({
    profile: 'quick',
    claims: ['before-stage-2-no-difference'],
    tasks: ['digit-grid/symbols'],
    seeds: 3,
    firstSeed: 0,
    backend: 'wasm',
    processes: 1,
    ledgerFolder,
    signal: new AbortController().signal,
    onEvent: () => {},
    now: () => Date.UTC(2030, 0, 1),
  });
  await writeReport({ document, folder: join(folder, 'reports', 'latest') });
  return {
    folder,
    ledger: openLedgerToRead(ledgerFolder),
    document,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
