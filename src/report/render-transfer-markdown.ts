// The transfer report as Markdown: the matrix of claims by configurations, then what each claim says in numbers.
import { describeTransfers, effectOfCell, evidenceOfCell, transferNote } from './describe-transfer.ts';
import { escapeMarkdown, fencedCode } from './escape-markdown.ts';
import { nameOfTest } from './render-transfer-html.ts';
import type { TransferCell, TransferClaim, TransferDocument } from './transfer-document.ts';
import { verdictAppearance } from './verdict-appearance.ts';

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

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
