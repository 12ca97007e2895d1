// What a verification of several configurations ends in: the matrix of claims on stdout, the transfer report, and where it is.
import { basename } from 'node:path';
import { CLAIMS } from '../claims/registry.ts';
import type { ReportDocument } from '../execution/report-document.ts';
import { describeTransfers, effectOfCell } from '../report/describe-transfer.ts';
import type { TransferDocument } from '../report/transfer-document.ts';
import { transferDocument } from '../report/transfer-document.ts';
import { markedWord, type Paint, paintFor } from './paint.ts';
import { makeReportFolder } from './report-folder.ts';
import type { Terminal } from './terminal.ts';
import { oneLine, textColumns } from './text-columns.ts';

export interface ReportOfOne {
  readonly document: ReportDocument;
  readonly folder: string;
}

export interface TransferPublication {
  readonly reports: readonly ReportOfOne[];
  /** Folder of all reports. */
  readonly folder: string;
  readonly json: boolean;
  /** The command that makes it again. */
  readonly replay: string;
}

export async function publishTransfer(
  { reports, folder, json, replay }: TransferPublication,
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr } = terminal;
  const order = CLAIMS.map(({ id }) => id);
  const named = reports.map((one) => ({ document: one.document, report: basename(one.folder) }));
  const document = transferDocument(named, { replay, order });
  // Loaded only now: it brings the plots.
  const { renderTransferJson, writeTransfer } = await import('../report/write-transfer.ts');
  stdout.write(
    json ? renderTransferJson(document) : `\n${transferLines(document, paintFor(stdout, terminal)).join('\n')}\n\n`,
  );
  const place = makeReportFolder({ reports: folder, startedAt: document.startedAt, profile: 'transfer' });
  const html = await writeTransfer(document, place);
  if (json) stderr.write(`Transfer report: ${html}\n`);
  else stdout.write(`Transfer report: ${html}\nThe same again:\n${replay}\n`);
}

function transferLines({ configurations, claims, rate }: TransferDocument, paint: Paint): string[] {
  const heads = ['claim', ...configurations.map(({ name }) => name)];
  const rows = claims.map(({ claim, test, cells }) => [
    oneLine(test === 1 ? claim : `${claim} (test ${test})`),
    ...cells.map((cell) =>
      cell.verdict === null
        ? 'not asked'
        : `${paint(cell.verdict, `${markedWord(cell.verdict)}${cell.transfers ? ', transfers' : ''}`)} ${effectOfCell(cell)}`,
    ),
  ]);
  return [
    ...textColumns([heads, ...rows]),
    '',
    ...claims.map((claim) => `${claim.claim}: ${describeTransfers(claim)}`),
    `Over the configurations of a claim: e-BH at a false discovery rate of ${rate}.`,
  ];
}
