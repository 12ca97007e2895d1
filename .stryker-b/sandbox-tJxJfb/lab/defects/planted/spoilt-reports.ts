// A report of golden runs of the quick profile that somebody edits, and what an audit says of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { GOLDEN_POOL } from '../../../src/claims/registry/seed-pools.ts';
import { recomputeReport } from '../../../src/execution/campaign/recompute-report.ts';
import type { ReportDocument } from '../../../src/execution/campaign/report-document.ts';
import { verifyClaims } from '../../../src/execution/campaign/verify-claims.ts';
import { openLedgerToRead } from '../../../src/ledger/open-ledger-to-read.ts';
import { type AuditFinding, compareRenderings, compareReports } from '../../../src/report/compare-reports.ts';
import { writeReport } from '../../../src/report/write-report.ts';
import type { Finding, Surroundings } from '../corpus/defect.ts';
import { replacedSeed } from './spoilt-ledger.ts';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export type EditedReport = Mutable<ReportDocument>;

const documents = new Map<string, Promise<ReportDocument>>();

/** Two claims, from runs that the ledger has; made once. */
function documentOf({ ledgerFolder }: Surroundings): Promise<ReportDocument> {
  const known = documents.get(ledgerFolder);
  if (known !== undefined) return known;
  const made = verifyClaims({
    profile: 'quick',
    claims: ['before-stage-2-no-difference'],
    tasks: ['digit-grid/symbols'],
    design: 'fixed',
    seeds: null,
    firstSeed: GOLDEN_POOL,
    backend: 'wasm',
    processes: 1,
    ledgerFolder,
    signal: new AbortController().signal,
    onEvent: () => {},
    now: () => Date.UTC(2026, 10, 26, 16),
  });
  documents.set(ledgerFolder, made);
  return made;
}

/** A copy, to be edited. */
export async function writtenReport(at: Surroundings): Promise<EditedReport> {
  return structuredClone(await documentOf(at)) as EditedReport;
}

/** What an audit says of the document once it was edited. */
export async function audited(at: Surroundings, edit: (report: EditedReport) => void): Promise<Finding> {
  const edited = await writtenReport(at);
  edit(edited);
  const { document, lacking } = await recomputeReport(edited, { ledger: openLedgerToRead(at.ledgerFolder) });
  if (lacking.length > 0) throw new Error('The ledger lacks runs of the report.');
  return inWords(compareReports(edited, document));
}

/** What an audit says of a report over a ledger in which a good run stands under the number of another seed, sealed as such. */
export async function auditedReplacement(
  at: Surroundings,
  { from, to }: { from: number; to: number },
): Promise<Finding> {
  const root = replacedSeed(at, { from, to });
  const report = await documentOf({ ...at, ledgerFolder: root });
  const { foreign } = await recomputeReport(report, { ledger: openLedgerToRead(root) });
  const [run] = foreign;
  if (run === undefined) return { outcome: 'unnoticed', reason: 'the ledger is what its seeds say' };
  return { outcome: 'differs', reason: `the run of seed ${run.seed} (${run.label}) has the roles of another seed` };
}

/** What it says of the pages beside the document once a file was edited. */
export async function auditedPages(at: Surroundings, name: string, edit: (text: string) => string): Promise<Finding> {
  const folder = await mkdtemp(join(at.scratch, 'report-'));
  const document = await documentOf(at);
  await writeReport({ document, folder });
  const before = readFileSync(join(folder, name), 'utf8');
  const after = edit(before);
  if (after === before) throw new Error('Nothing was spoilt.');
  writeFileSync(join(folder, name), after);
  return inWords((await compareRenderings(document, join(folder, 'report.json'))).findings);
}

function inWords(findings: readonly AuditFinding[]): Finding {
  if (findings.length === 0) return { outcome: 'unnoticed', reason: 'the report is what its runs say' };
  return { outcome: 'differs', reason: findings.map(({ path, what }) => `${path}: ${what}`).join('; ') };
}
