// Puts a transfer report on disk: three files in a folder of its own, as a whole or not at all.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { checked } from '../schemas/checked.ts';
import { invalidReport } from './read-report.ts';
import { escapeMarkdown, fencedCode, table } from './render-markdown.ts';
import { nameOfTest, renderTransferHtml } from './render-transfer-html.ts';
import { writeTogether } from './replace-files.ts';
import {
  describeTransfers,
  effectOfCell,
  evidenceOfCell,
  type TransferCell,
  type TransferClaim,
  type TransferDocument,
  TransferSchema,
  transferNote,
} from './transfer-document.ts';
import { verdictAppearance } from './verdict-appearance.ts';

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

// The transfer report as Markdown: the matrix of claims by configurations, then what each claim says in numbers.
export function renderTransferMarkdown({ configurations, claims, rate, replay }: TransferDocument): string {
  const blocks = [
    `# iml-verify transfer report: ${escapeMarkdown(configurations.map(({ name }) => name).join(', '))}`,
    transferNote(rate),
    '## Claims by configuration',
    table(
      ['Claim', ...configurations.map(({ name }) => escapeMarkdown(name))],
      claims.map((claim) => [`\`${nameOfTest(claim)}\``, ...claim.cells.map(cellWords)]),
    ),
    '## Configurations',
    table(
      ['Name', 'Task', 'What it is', 'File', 'Report'],
      configurations.map(({ name, task, description, file, report }) =>
        [name, task, description ?? '', file, report].map(escapeMarkdown),
      ),
    ),
    ...claims.flatMap(claimBlocks),
    '## Make this report again',
    fencedCode(replay),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function cellWords(cell: TransferCell): string {
  if (cell.verdict === null) return 'not asked';
  return `${verdictAppearance(cell.verdict).label}${cell.transfers ? ', transfers' : ''}: ${effectOfCell(cell)}`;
}

function claimBlocks(claim: TransferClaim): readonly string[] {
  return [
    `## ${escapeMarkdown(claim.title)} (\`${nameOfTest(claim)}\`)`,
    describeTransfers(claim),
    table(
      ['Configuration', 'Verdict', `Effect [interval], ${escapeMarkdown(claim.unit)}`, 'Seeds', 'E-value', 'Why'],
      claim.cells.map((cell) => [
        escapeMarkdown(cell.configuration),
        cell.verdict ?? 'not asked',
        effectOfCell(cell),
        String(cell.verdict === null ? 0 : cell.seeds),
        evidenceOfCell(cell),
        escapeMarkdown(cell.reason),
      ]),
    ),
  ];
}
