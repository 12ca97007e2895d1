// Puts a transfer report on disk: three files in a folder of its own, as a whole or not at all.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { checked } from '../schemas/checked.ts';
import { invalidReport } from './read-report.ts';
import { renderTransferHtml } from './render-transfer-html.ts';
import { renderTransferMarkdown } from './render-transfer-markdown.ts';
import { writeTogether } from './replace-files.ts';
import { type TransferDocument, TransferSchema } from './transfer-document.ts';

const isTransfer = checked<TransferDocument>(TransferSchema);

/** @throws HarnessError `invalid-report` */
export function validateTransfer(value: unknown, where: string): TransferDocument {
  if (isTransfer(value)) return value;
  throw invalidReport(isTransfer.complaints(value), {
    what: 'This is not a transfer report of iml-verify.',
    where,
    next: 'Make the report again with the command in its `replay` field.',
  });
}

/** @returns the page */
export async function writeTransfer(document: TransferDocument, folder: string): Promise<string> {
  validateTransfer(document, 'the transfer report about to be written');
  const texts = {
    'transfer.html': await renderTransferHtml(document),
    'transfer.md': renderTransferMarkdown(document),
    'transfer.json': renderTransferJson(document),
  };
  try {
    await mkdir(folder, { recursive: true });
    await writeTogether(folder, texts);
  } catch (cause) {
    throw new HarnessError(
      'not-writable',
      {
        what: 'The transfer report cannot be written.',
        where: folder,
        got: cause instanceof Error ? cause.message : String(cause),
        next: 'The runs and the reports of the configurations are safe; make space or permission and give the same command.',
      },
      { cause },
    );
  }
  return join(folder, 'transfer.html');
}

export function renderTransferJson(document: TransferDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
