// The transfer report on disk: three files in a folder of its own, as a whole or not at all. In both pages the matrix of claims by
// configurations comes first, then the effect of each claim over configurations, with its interval.
import { join } from 'node:path';
import { checked } from '../schemas/checked.ts';
import { formatInstant, formatSpan } from './format-number.ts';
import {
  dataTable,
  drawEach,
  factList,
  figure,
  type Html,
  html,
  names,
  numbers,
  prose,
  section,
  verdictBadge,
} from './html/html-template.ts';
import { renderPage, withoutGreen } from './html/page.ts';
import { levelAxes } from './plots/level-axes.ts';
import {
  bar,
  type DrawnPlot,
  dot,
  drawnIn,
  layerOf,
  plotDomain,
  plotSvg,
  seriesColour,
  surfaceColour,
  thresholdColour,
  zeroLine,
} from './plots/plot-svg.ts';
import { renderJson } from './printable-text.ts';
import { invalidReport } from './read-report.ts';
import { escapeMarkdown, fencedCode, table } from './render-markdown.ts';
import { orNotWritable, replaceFolder, writeInto } from './replace-files.ts';
import {
  describeTransfers,
  type TransferCell,
  type TransferClaim,
  type TransferDocument,
  TransferSchema,
  transferNote,
  wordsOfCell,
} from './transfer-document.ts';
import { verdictAppearance } from './verdict-appearance.ts';

const UNWRITTEN = {
  what: 'The transfer report cannot be written.',
  next: 'The runs and the reports of the configurations are safe; make space or permission and give the same command.',
};

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

/** @param latest becomes a copy of the folder; left out: no copy. @returns the page */
export async function writeTransfer(
  document: TransferDocument,
  { folder, latest }: { readonly folder: string; readonly latest?: string },
): Promise<string> {
  validateTransfer(document, 'the transfer report about to be written');
  const texts = {
    'transfer.html': await renderTransferHtml(document),
    'transfer.md': renderTransferMarkdown(document),
    'transfer.json': renderJson(document),
  };
  await writeInto(folder, { texts, ...UNWRITTEN });
  if (latest !== undefined) await orNotWritable(latest, UNWRITTEN, () => replaceFolder(latest, texts));
  return join(folder, 'transfer.html');
}

export function renderTransferMarkdown(document: TransferDocument): string {
  const { configurations, claims, replay, exploratory } = document;
  const blocks = [
    `# ${exploratory === undefined ? '' : 'Exploratory: '}iml-verify transfer report: ${escapeMarkdown(configurations.map(({ name }) => name).join(', '))}`,
    transferNote(document),
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
  return `${verdictAppearance(cell.verdict).label}${cell.transfers ? ', transfers' : ''}: ${wordsOfCell(cell).effect}`;
}

function claimBlocks(claim: TransferClaim): readonly string[] {
  return [
    `## ${escapeMarkdown(claim.title)} (\`${nameOfTest(claim)}\`)`,
    describeTransfers(claim),
    table(
      ['Configuration', 'Verdict', `Effect [interval], ${escapeMarkdown(claim.unit)}`, 'Seeds', 'E-value', 'Why'],
      claim.cells.map((cell) => {
        const { effect, seeds, evidence } = wordsOfCell(cell);
        const { configuration, verdict, reason } = cell;
        return [escapeMarkdown(configuration), verdict ?? 'not asked', effect, seeds, evidence, escapeMarkdown(reason)];
      }),
    ),
  ];
}

/** One self-contained page. The same document gives the same bytes. */
export async function renderTransferHtml(document: TransferDocument): Promise<string> {
  const sections = await drawEach(document.claims, (claim, index) => claimSection(claim, anchorOf(index)));
  const { configurations, replay } = document;
  const isExploratory = document.exploratory !== undefined;
  const matrixNote = html`<div class="coverage">${matrix(document)}</div>
<p class="note">✔✔ transfers. Every verdict stands in the report of its configuration, with all its evidence.</p>
`;
  return renderPage(
    `iml-verify transfer report: ${configurations.map(({ name }) => name).join(', ')}`,
    html`<a class="skip" href="#matrix">Skip to the matrix</a>
<header class="page"${withoutGreen(isExploratory)}>
<p class="kicker">iml-verify · transfer over ${configurations.length} configurations</p>
<h1>${isExploratory ? 'Exploratory: which' : 'Which'} claims hold where?</h1>
<p class="lead">${transferNote(document)}</p>
${factList({ When: `${formatInstant(document.startedAt)}, ${formatSpan(document.startedAt, document.finishedAt)}` })}
</header>
<main${withoutGreen(isExploratory)}>
${section('matrix', 'Claims by configuration', matrixNote)}${section('configurations', 'Configurations', html`${configurationTable(document)}\n`)}${section('claims', 'Claim by claim', html`${sections}`)}${section('again', 'Make this report again', html`<pre><code>${replay}</code></pre>\n`)}</main>`,
  );
}

const anchorOf = (index: number) => `claim-${index + 1}`;

function nameOfTest({ claim, test }: Pick<TransferClaim, 'claim' | 'test'>): string {
  return test === 1 ? claim : `${claim}, test ${test}`;
}

function matrix({ configurations, claims }: TransferDocument): Html {
  return dataTable({
    caption: 'Verdicts, and the effect of each claim',
    columns: [prose('Claim'), ...configurations.map(({ name }) => name)],
    rows: claims.map((claim, index) => [
      html`<a href="#${anchorOf(index)}">${claim.title}</a><br><code class="id">${nameOfTest(claim)}</code>`,
      ...claim.cells.map(matrixCell),
    ]),
  });
}

function matrixCell(cell: TransferCell): Html {
  if (cell.verdict === null) return html`<span class="quiet" title="${cell.reason}">not asked</span>`;
  const { verdict, reason, transfers } = cell;
  return html`<span title="${reason}">${verdictBadge(verdict)}${transfers ? html` <b title="It transfers">✔✔</b>` : null}<br><span class="number">${wordsOfCell(cell).effect}</span></span>`;
}

function configurationTable({ configurations }: TransferDocument): Html {
  return dataTable({
    caption: 'What each configuration is',
    columns: [names('Name'), 'Task', prose('What it is'), 'File', 'Report'],
    rows: configurations.map(({ name, task, description, file, report, profile }) => [
      name,
      task,
      `${description ?? ''} (profile ${profile})`,
      html`<code>${file}</code>`,
      html`<a href="../${report}/report.html">report</a>`,
    ]),
  });
}

async function claimSection(claim: TransferClaim, anchor: string): Promise<Html> {
  const { title, cells, unit } = claim;
  const drawn = cells.some((cell) => cell.verdict !== null && cell.effect !== null);
  const words = cells.map((cell) => `${cell.configuration} ${wordsOfCell(cell).effect}`).join('; ');
  const svg = drawn
    ? await plotSvg(transferPlot(claim), {
        id: `${anchor}-plot`,
        title: `${title}: effect by configuration`,
        description: `In ${unit}: ${words}.`,
      })
    : null;
  const caption =
    'A diamond is the mean over seeds, the bar its confidence sequence; filled where the claim transfers. Dashed: the threshold, the smallest effect of interest.';
  return html`<section class="claim" id="${anchor}" aria-labelledby="${anchor}-title">
<p class="claim-head"><code class="id">${nameOfTest(claim)}</code>${claim.required ? null : html`<span class="tag">not required</span>`}</p>
<h3 id="${anchor}-title">${title}</h3>
<p class="reason">${describeTransfers(claim)}</p>
${svg === null ? null : html`<div class="figures">${figure('Effect by configuration', svg, caption)}</div>`}
${cellTable(claim)}
<p class="up"><a href="#matrix">↑ All claims</a></p>
</section>
`;
}

function cellTable({ title, cells, unit }: TransferClaim): Html {
  return dataTable({
    caption: `${title}, by configuration (${unit})`,
    columns: [
      names('Configuration'),
      'Verdict',
      ...['Effect [interval]', 'Threshold', 'Seeds', 'E-value'].map(numbers),
      'Transfers',
      prose('Why'),
    ],
    rows: cells.map((cell) => {
      const { effect, threshold, seeds, evidence, transfers } = wordsOfCell(cell);
      const verdict = cell.verdict === null ? 'not asked' : verdictBadge(cell.verdict);
      return [cell.configuration, verdict, effect, threshold, seeds, evidence, transfers, cell.reason];
    }),
  });
}

// Effect of a claim over configurations: an estimate with its interval each, joined in the order given, and the thresholds.

/** Configurations without an effect keep their place, empty. */
function transferPlot({ cells, unit }: TransferClaim): DrawnPlot {
  const shown = cells.flatMap((cell, index) => {
    if (cell.verdict === null || cell.effect === null) return [];
    const { threshold, transfers } = cell;
    const { estimate, low, high } = cell.effect;
    return [{ index, value: estimate, low: low ?? estimate, high: high ?? estimate, threshold, transfers }];
  });
  const domain = plotDomain([0, ...shown.flatMap(({ low, high, threshold }) => [low, high, threshold])]);
  const levels = cells.map(({ configuration }) => configuration);
  const { keys, frame, x, y, unitLayer } = levelAxes({ levels, title: 'configuration', unit, domain });
  const points = shown.map(({ index, ...point }) => ({ ...point, level: keys[index] }));
  const colour = seriesColour(0);
  return drawnIn(frame, [
    zeroLine(domain, { y }),
    layerOf(points, {
      mark: { type: 'tick', stroke: thresholdColour, thickness: 2, size: 44, strokeDash: [5, 3] },
      x,
      y: { ...y, field: 'threshold' },
    }),
    layerOf(points, { mark: { type: 'line', stroke: colour, strokeWidth: 1.2, opacity: 0.45 }, x, y }),
    layerOf(points, { mark: { ...bar, stroke: colour }, x, y: { ...y, field: 'low' }, y2: { field: 'high' } }),
    ...[
      { transfer: true, fill: colour, stroke: surfaceColour },
      { transfer: false, fill: surfaceColour, stroke: colour },
    ].map(({ transfer, ...colours }) =>
      layerOf(
        points.filter(({ transfers }) => transfers === transfer),
        { mark: { ...dot, ...colours, shape: 'diamond', size: 130 }, x, y },
      ),
    ),
    unitLayer,
  ]);
}
