// `iml report`: the verdicts of a report that was written before, with the exit code that its run had.
import { resolve } from 'node:path';
import { readReport } from '../report/read-report.ts';
import { renderJson } from '../report/render-json.ts';
import { type ExitCode, exitCodeOfVerdicts } from './exit-codes.ts';
import { paintFor } from './paint.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './text-columns.ts';
import { summaryOf } from './verdict-table.ts';

export interface ReportOptions {
  /** report.json, or the folder that holds it. */
  readonly path: string;
  readonly json: boolean;
}

export async function reportCommand({ path, json }: ReportOptions, terminal: Terminal): Promise<ExitCode> {
  const { stdout, currentFolder } = terminal;
  const document = await readReport(resolve(currentFolder, path));
  if (json) stdout.write(renderJson(document));
  else {
    const { profile, startedAt, environment, replay } = document;
    const { backend, device } = environment;
    stdout.write(`${oneLine(`Profile ${profile}, started ${startedAt}, on ${backend} (${device}).`)}\n\n`);
    stdout.write(`${summaryOf(document, paintFor(stdout, terminal))}\nThe same again:\n${oneLine(replay)}\n`);
  }
  return exitCodeOfVerdicts(document.verdicts);
}
