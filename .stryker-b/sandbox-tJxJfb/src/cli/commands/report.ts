// `iml report`: the verdicts of a report that was written before, with the exit code that its run had.

import { renderJson } from '../../report/printable-text.ts';
import { readReport } from '../../report/read-report.ts';
import { defineCommand, printJson, reportPath } from '../command.ts';
import { exitCodeOfVerdicts } from '../exit-codes.ts';
import { paintFor } from '../terminal/terminal.ts';
import { oneLine } from '../terminal/text-columns.ts';
import { summaryOf } from '../verdict-table.ts';

export const command = defineCommand({
  options: { path: reportPath, json: printJson },
  async run({ path, json }, { terminal }) {
    const { stdout } = terminal;
    const document = await readReport(path);
    if (json) stdout.write(renderJson(document));
    else {
      const { profile, startedAt, environment, replay } = document;
      const { backend, device } = environment;
      stdout.write(`${oneLine(`Profile ${profile}, started ${startedAt}, on ${backend} (${device}).`)}\n\n`);
      stdout.write(`${summaryOf(document, paintFor(stdout, terminal))}\nThe same again:\n${oneLine(replay)}\n`);
    }
    return exitCodeOfVerdicts(document.verdicts);
  },
});
