// The paper's statements in the report: how each stands, at which rung and on which tasks, contradictions as visible as reproductions.
import type { Coverage, StatementRow, Status } from '../../claims/verdicts/coverage.ts';
import type { Verdict } from '../../claims/verdicts/verdict.ts';
import type { ReportDocument } from '../../execution/campaign/report-document.ts';
import {
  contradictionLines,
  describeCoverage,
  describeKind,
  statusAppearance,
  tallyStatements,
} from '../describe-coverage.ts';
import { dataTable, type Html, html, prose, section, verdictIcon } from './html-template.ts';

/** Null for a report of an earlier version. */
export function coverageSection(
  { coverage, verdicts }: Pick<ReportDocument, 'coverage' | 'verdicts'>,
  anchors: readonly string[],
): Html | null {
  if (coverage === undefined) return null;
  const table = dataTable({
    caption: `The ${coverage.statements.length} statements of the paper`,
    columns: ['Id', prose('Statement of the paper'), 'Here', prose('Tested by')],
    rows: coverage.statements.map((row) => [
      row.id,
      html`${row.says} <span class="quiet">${row.about}; predicted: ${row.predicted}</span>`,
      statusBadge(row.status),
      testsOf(row, verdicts, anchors),
    ]),
  });
  return section(
    'coverage',
    'What it says of the paper',
    html`<p>${describeCoverage(coverage)}</p>
${statusCounts(coverage)}${contradictions(coverage)}<div class="coverage">${table}</div>
<p class="note">A statement is credited by the parts of tests that are about it, on tasks that stand for the models it is about, in the direction of the paper. Required tests decide; where designs decide differently, it depends on the design. Reproduced, contradicted and depending on the design count as tested.</p>
`,
  );
}

function statusCounts(coverage: Coverage): Html {
  const items = tallyStatements(coverage).map(({ status, rows }) => {
    const { label, like } = statusAppearance(status);
    return html`<li class="verdict ${like}">${verdictIcon(like)}<span><b>${rows.length}</b> ${label}</span></li>\n`;
  });
  return html`<ul class="counts" aria-label="Counts of statements">
${items}</ul>
`;
}

function contradictions(coverage: Coverage): Html | null {
  const lines = contradictionLines(coverage);
  if (lines.length === 0) return null;
  return html`<ul aria-label="Not as the paper has it">${lines.map((line) => html`<li>${line}</li>`)}</ul>\n`;
}

function statusBadge(status: Status): Html {
  const { label, like } = statusAppearance(status);
  return html`<span class="verdict ${like}">${verdictIcon(like)}<span>${label}</span></span>`;
}

function testsOf({ tests, reason }: StatementRow, verdicts: readonly Verdict[], anchors: readonly string[]): Html {
  const why = reason === null ? null : html`<span class="quiet">${reason}</span>`;
  if (tests.length === 0) return html`${why}`;
  const items = tests.map(({ claim, task, design, rung, required, kind, status }) => {
    const index = verdicts.findIndex((one) => one.claim === claim && one.task === task && one.design === design);
    const anchor = anchors[index];
    const test = html`<code>${claim}</code>`;
    const link = anchor === undefined ? test : html`<a href="#${anchor}" title="${design}">${test}</a>`;
    const marks = [task, rung, describeKind(kind), required ? null : 'not required'].filter((mark) => mark !== null);
    return html`<li>${statusBadge(status)} ${link} <span class="quiet">${marks.join(', ')}</span></li>`;
  });
  return html`<ul class="plain">${items}</ul>${why}`;
}
