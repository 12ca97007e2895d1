// What a verification ends in: verdicts on stdout, the report in a folder of its own, and where it is.
import { join } from 'node:path';
import type { ReportDocument } from '../execution/report-document.ts';
import { renderJson } from '../report/render-json.ts';
import type { ReportPaths } from '../report/write-report.ts';
import { paintFor } from './paint.ts';
import { LATEST, makeReportFolder } from './report-folder.ts';
import type { Terminal } from './terminal.ts';
import { summaryOf } from './verdict-table.ts';

export interface Publication {
  readonly document: ReportDocument;
  /** Folder of all reports. */
  readonly reports: string;
  /** ISO 8601, UTC: names the folder. */
  readonly startedAt: string;
  readonly json: boolean;
  /** Prints nothing: one of several reports, of which a summary is printed. */
  readonly isQuiet?: boolean;
}

export async function publishReport(publication: Publication, terminal: Terminal): Promise<ReportPaths> {
  const { document, reports, startedAt, json, isQuiet = false } = publication;
  // Before the report is written: where that fails, the verdicts have been said.
  if (!isQuiet) printVerdicts(publication, terminal);
  const folder = makeReportFolder({ reports, startedAt, profile: document.configuration?.name ?? document.profile });
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
