// All claims of the paper, with what tests each or why nothing does: the denominator stays in sight.
import type { Verdict } from '../../claims/verdict.ts';
import type { PaperClaimCoverage, ReportDocument } from '../../execution/report-document.ts';
import { isVerdictWord } from '../verdict-appearance.ts';
import { dataTable } from './data-table.ts';
import { type Html, html } from './html-template.ts';
import { verdictBadge } from './verdict-badge.ts';

export function coverageSection({ coverage, verdicts }: ReportDocument, anchors: readonly string[]): Html {
  const table = dataTable({
    caption: `The ${coverage.claims} claims of the paper`,
    columns: [{ head: 'Id' }, { head: 'Claim of the paper', prose: true }, { head: 'Tested by', prose: true }],
    rows: coverage.paper.map((paper) => [paper.id, paper.claim, testedBy(paper, verdicts, anchors)]),
  });
  return html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage of the paper</h2>
<p>${coverage.tested} of ${coverage.claims} claims are tested by a verdict of this report.</p>
<div class="coverage">${table}</div>
</section>
`;
}

function testedBy(paper: PaperClaimCoverage, verdicts: readonly Verdict[], anchors: readonly string[]): Html {
  if (paper.testedBy.length === 0) {
    return html`<span class="quiet">Not tested: ${paper.untestedBecause ?? 'no reason given'}</span>`;
  }
  const items = paper.testedBy.map(({ claim, task, verdict }) => {
    const index = verdicts.findIndex((one) => one.claim === claim && one.task === task);
    const anchor = anchors[index];
    const name = html`<code>${claim}</code> <span class="quiet">${task}</span>`;
    const link = anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`;
    return html`<li>${isVerdictWord(verdict) ? verdictBadge(verdict) : verdict} ${link}</li>`;
  });
  const because = paper.untestedBecause === null ? null : html`<span class="quiet">${paper.untestedBecause}</span>`;
  return html`<ul class="plain">${items}</ul>${because}`;
}
