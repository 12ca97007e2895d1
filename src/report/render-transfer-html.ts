// The transfer report as one self-contained HTML page: the matrix of claims by configurations first, then the effect of each claim over
// configurations, with its interval.
import { describeTransfers, effectOfCell, evidenceOfCell, transferNote } from './describe-transfer.ts';
import { formatDeclared } from './format-number.ts';
import { formatInstant, formatSpan } from './format-time.ts';
import { dataTable } from './html/data-table.ts';
import { type Html, html, trustedHtml, verdictBadge } from './html/html-template.ts';
import { pageStyle } from './html/page-style.ts';
import { plotSvg } from './plots/plot-svg.ts';
import { transferPlot } from './plots/transfer-plot.ts';
import type { TransferCell, TransferClaim, TransferDocument } from './transfer-document.ts';

/** The same document gives the same bytes. */
export async function renderTransferHtml(document: TransferDocument): Promise<string> {
  const sections: Html[] = [];
  for (const [index, claim] of document.claims.entries()) {
    sections.push(await claimSection(claim, anchorOf(index)));
  }
  const { configurations, rate, replay } = document;
  const names = configurations.map(({ name }) => name).join(', ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>iml-verify transfer report: ${names}</title>
<style>${trustedHtml(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#matrix">Skip to the matrix</a>
<header class="page">
<p class="kicker">iml-verify · transfer over ${configurations.length} configurations</p>
<h1>Which claims hold where?</h1>
<p class="lead">${transferNote(rate)}</p>
<dl class="facts">
<div><dt>When</dt><dd>${formatInstant(document.startedAt)}, ${formatSpan(document.startedAt, document.finishedAt)}</dd></div>
</dl>
</header>
<main>
<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">Claims by configuration</h2>
<div class="coverage">${matrix(document)}</div>
<p class="note">✔✔ transfers. Every verdict stands in the report of its configuration, with all its evidence.</p>
</section>
<section id="configurations" aria-labelledby="configurations-title">
<h2 id="configurations-title">Configurations</h2>
${configurationTable(document)}
</section>
<section id="claims" aria-labelledby="claims-title">
<h2 id="claims-title">Claim by claim</h2>
${sections}</section>
<section id="again" aria-labelledby="again-title">
<h2 id="again-title">Make this report again</h2>
<pre><code>${replay}</code></pre>
</section>
</main>
</body>
</html>
`;
  return page.markup;
}

const anchorOf = (index: number) => `claim-${index + 1}`;

export function nameOfTest({ claim, test }: Pick<TransferClaim, 'claim' | 'test'>): string {
  return test === 1 ? claim : `${claim}, test ${test}`;
}

function matrix({ configurations, claims }: TransferDocument): Html {
  return dataTable({
    caption: 'Verdicts, and the effect of each claim',
    columns: [{ head: 'Claim', prose: true }, ...configurations.map(({ name }) => ({ head: name }))],
    rows: claims.map((claim, index) => [
      html`<a href="#${anchorOf(index)}">${claim.title}</a><br><code class="id">${nameOfTest(claim)}</code>`,
      ...claim.cells.map(matrixCell),
    ]),
  });
}

function matrixCell(cell: TransferCell): Html {
  if (cell.verdict === null) return html`<span class="quiet" title="${cell.reason}">not asked</span>`;
  const { verdict, reason, transfers } = cell;
  return html`<span title="${reason}">${verdictBadge(verdict)}${transfers ? html` <b title="It transfers">✔✔</b>` : null}<br><span class="number">${effectOfCell(cell)}</span></span>`;
}

function configurationTable({ configurations }: TransferDocument): Html {
  return dataTable({
    caption: 'What each configuration is',
    columns: [
      { head: 'Name', name: true },
      { head: 'Task' },
      { head: 'What it is', prose: true },
      { head: 'File' },
      { head: 'Report' },
    ],
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
  const words = cells.map((cell) => `${cell.configuration} ${effectOfCell(cell)}`).join('; ');
  const plot = drawn
    ? html`<div class="figures"><figure><h4>Effect by configuration</h4><div class="plot">${trustedHtml(
        await plotSvg(transferPlot(claim), {
          id: `${anchor}-plot`,
          title: `${title}: effect by configuration`,
          description: `In ${unit}: ${words}.`,
        }),
      )}</div><figcaption>A diamond is the mean over seeds, the bar its confidence sequence; filled where the claim transfers. Dashed: the threshold.</figcaption></figure></div>`
    : null;
  return html`<section class="claim" id="${anchor}" aria-labelledby="${anchor}-title">
<p class="claim-head"><code class="id">${nameOfTest(claim)}</code>${claim.required ? null : html`<span class="tag">not required</span>`}</p>
<h3 id="${anchor}-title">${title}</h3>
<p class="reason">${describeTransfers(claim)}</p>
${plot}
${cellTable(claim)}
<p class="up"><a href="#matrix">↑ All claims</a></p>
</section>
`;
}

function cellTable({ title, cells, unit }: TransferClaim): Html {
  return dataTable({
    caption: `${title}, by configuration (${unit})`,
    columns: [
      { head: 'Configuration', name: true },
      { head: 'Verdict' },
      { head: 'Effect [interval]', number: true },
      { head: 'Threshold', number: true },
      { head: 'Seeds', number: true },
      { head: 'E-value', number: true },
      { head: 'Transfers' },
      { head: 'Why', prose: true },
    ],
    rows: cells.map((cell) => [
      cell.configuration,
      cell.verdict === null ? 'not asked' : verdictBadge(cell.verdict),
      effectOfCell(cell),
      cell.verdict === null ? '–' : formatDeclared(cell.threshold),
      cell.verdict === null ? 0 : cell.seeds,
      evidenceOfCell(cell),
      cell.verdict === null ? '–' : cell.transfers ? 'yes' : 'no',
      cell.reason,
    ]),
  });
}
