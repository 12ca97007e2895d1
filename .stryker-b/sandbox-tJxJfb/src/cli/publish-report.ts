// What a verification ends in: verdicts on stdout, the report in a folder of its own, and where it is. That it can go there is found out
// before training, since nobody wants to learn it six minutes later. A report of a whole profile is copied to where programs look for the
// latest one; a look at some claims, or at seeds that confirm nothing, never takes its place.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isExploratory } from '../claims/verdicts/verdict.ts';
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
  /** All claims of the profile were asked. */
  readonly isWhole: boolean;
  /** Prints nothing: one of several reports, of which a summary is printed. */
  readonly isQuiet?: boolean;
}

export async function publishReport(publication: Publication, terminal: Terminal): Promise<ReportPaths> {
  const { document, reports, isQuiet = false } = publication;
  // Before the report is written: where that fails, the verdicts have been said.
  if (!isQuiet) printVerdicts(publication, terminal);
  const folder = makeReportFolder(publication, document.configuration?.name ?? document.profile);
  // Loaded only now: it brings the plots, which no run needs before it ends.
  const { writeReport } = await import('../report/write-report.ts');
  const latest = isLatest(publication) ? { latest: join(reports, latestName(document.configuration?.name)) } : {};
  const paths = await writeReport({ document, folder, ...latest });
  printPlace({ ...publication, html: paths.html }, terminal);
  return paths;
}

/** Left out: of the registry's own experiments. Beside each other, so that none takes another one's place. */
export function latestName(configuration?: string): string {
  return configuration === undefined ? LATEST : `${LATEST}-${configuration}`;
}

export function isLatest({ document, isWhole }: Pick<Publication, 'document' | 'isWhole'>): boolean {
  return isWhole && !document.verdicts.some(isExploratory);
}

export function printVerdicts({ document, json }: Pick<Publication, 'document' | 'json'>, terminal: Terminal): void {
  const { stdout } = terminal;
  stdout.write(json ? renderJson(document) : `${summaryOf(document, paintFor(stdout, terminal))}\n`);
}

export function printPlace(
  { html, ...publication }: Pick<Publication, 'document' | 'json' | 'isWhole'> & Pick<ReportPaths, 'html'>,
  { stdout, stderr }: Terminal,
): void {
  const { document, json } = publication;
  const place = isLatest(publication) ? `Report: ${html}` : `Report (${NOT_LATEST}): ${html}`;
  if (json) stderr.write(`${place}\n`);
  else stdout.write(`${place}\nThe same again:\n${document.replay}\n`);
}

const LATEST = 'latest';
const NOT_LATEST = 'not kept as the latest, which is for all claims of a profile, on seeds as declared';

/** Makes the folder of all reports and tries to write there. @param latest folders in it whose place a report may take */
export function prepareReports(reports: string, latest: readonly string[] = [LATEST]): void {
  const probe = join(reports, `.writable-${globalThis.crypto.randomUUID()}`);
  try {
    makeFolders(reports);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw notWritable(reports, cause);
  }
  for (const folder of latest.map((name) => join(reports, name))) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? true) continue;
    throw notWritable(folder, 'something that is no folder stands there');
  }
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
