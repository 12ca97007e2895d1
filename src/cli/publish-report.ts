// What a verification ends in: verdicts on stdout, the report in a folder of its own, and where it is. That it can go there is found out
// before training, since nobody wants to learn it six minutes later.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causedError } from '../errors/caused-error.ts';
import type { HarnessError } from '../errors/harness-error.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { makeFolders, makeNumberedFolder } from '../ledger/write-atomically.ts';
import { renderJson } from '../report/printable-text.ts';
import type { ReportPaths } from '../report/write-report.ts';
import { paintFor, type Terminal } from './terminal/terminal.ts';
import { summaryOf } from './verdict-table.ts';

interface ReportPlace {
  /** Folder of all reports. */
  readonly reports: string;
  /** ISO 8601, UTC: names the folder. */
  readonly startedAt: string;
}

interface Publication extends ReportPlace {
  readonly document: ReportDocument;
  readonly json: boolean;
  /** Prints nothing: one of several reports, of which a summary is printed. */
  readonly isQuiet?: boolean;
}

export async function publishReport(publication: Publication, terminal: Terminal): Promise<ReportPaths> {
  const { document, reports, json, isQuiet = false } = publication;
  // Before the report is written: where that fails, the verdicts have been said.
  if (!isQuiet) printVerdicts(publication, terminal);
  const folder = makeReportFolder(publication, document.configuration?.name ?? document.profile);
  // Loaded only now: it brings the plots, which no run needs before it ends.
  const { writeReport } = await import('../report/write-report.ts');
  const paths = await writeReport({ document, folder, latest: join(reports, LATEST) });
  printPlace({ document, json, html: paths.html }, terminal);
  return paths;
}

export function printVerdicts({ document, json }: Pick<Publication, 'document' | 'json'>, terminal: Terminal): void {
  const { stdout } = terminal;
  stdout.write(json ? renderJson(document) : `${summaryOf(document, paintFor(stdout, terminal))}\n`);
}

export function printPlace(
  { document, json, html }: Pick<Publication, 'document' | 'json'> & { readonly html: string },
  { stdout, stderr }: Terminal,
): void {
  if (json) stderr.write(`Report: ${html}\n`);
  else stdout.write(`Report: ${html}\nThe same again:\n${document.replay}\n`);
}

const LATEST = 'latest';

/** Makes the folder of all reports and tries to write there. */
export function prepareReports(reports: string): void {
  const probe = join(reports, `.writable-${globalThis.crypto.randomUUID()}`);
  try {
    makeFolders(reports);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw notWritable(reports, cause);
  }
  const latest = statSync(join(reports, LATEST), { throwIfNoEntry: false });
  if (latest === undefined || latest.isDirectory()) return;
  throw notWritable(join(reports, LATEST), 'something that is no folder stands there');
}

/** Makes the folder of one report: two runs of the same second get two folders. */
export function makeReportFolder({ reports, startedAt }: ReportPlace, profile: string): string {
  const name = `${startedAt.slice(0, 19).replaceAll(':', '-')}Z-${profile}`;
  try {
    return makeNumberedFolder(reports, name);
  } catch (cause) {
    throw notWritable(join(reports, name), cause);
  }
}

function notWritable(where: string, cause: unknown): HarnessError {
  return causedError('not-writable', cause, {
    what: 'The reports cannot be written.',
    where,
    expected: 'a folder that this process may make and write to',
    next: 'make space or permission, or name another folder with --reports; finished runs stay in the ledger',
  });
}
