// The top of the page: what was run, when, on what, and how the verdicts count up.

import type { ReportDocument } from '../../execution/report-document.ts';
import { describeSpending } from '../describe-evidence.ts';
import { describeRuns } from '../describe-runs.ts';
import { describeSubject } from '../describe-subject.ts';
import { formatInstant, formatSpan } from '../format-time.ts';
import { verdictAppearance } from '../verdict-appearance.ts';
import { describeTally, tallyVerdicts } from '../verdict-tally.ts';
import { type Html, html } from './html-template.ts';
import { verdictIcon } from './verdict-badge.ts';

export function pageHeader(document: ReportDocument): Html {
  const { environment, runs } = document;
  const spending = describeSpending(document.verdicts);
  const counts = tallyVerdicts(document.verdicts).map(
    ({ word, count }) =>
      html`<li class="verdict ${word}" title="${verdictAppearance(word).meaning}">${verdictIcon(word)}<span><b>${count}</b> ${verdictAppearance(word).label}</span></li>\n`,
  );
  return html`<header class="page">
<p class="kicker">iml-verify · ${describeSubject(document)}</p>
<h1>Does implicit meta-learning reproduce${document.configuration === undefined ? '' : ` with ${document.configuration.name}`}?</h1>
<p class="lead">${describeTally(document)}</p>
<ul class="counts" aria-label="Counts of verdicts">
${counts}</ul>
<dl class="facts">
<div><dt>When</dt><dd>${formatInstant(document.startedAt)}, ${formatSpan(document.startedAt, document.finishedAt)}</dd></div>
<div><dt>Where</dt><dd>${environment.backend} on ${environment.device}, ${environment.cores} ${environment.cores === 1 ? 'core' : 'cores'}</dd></div>
<div><dt>Runs</dt><dd>${describeRuns(runs)}</dd></div>
${
  spending === null
    ? null
    : html`<div><dt>Seeds</dt><dd>${spending.replace(/^Seeds: /, '')}</dd></div>
`
}</dl>
${warnings(document.warnings)}</header>
`;
}

function warnings(all: readonly string[]): Html | null {
  if (all.length === 0) return null;
  return html`<aside class="warnings" aria-label="Warnings"><h2>Warnings</h2><ul>${all.map((one) => html`<li>${one}</li>`)}</ul></aside>\n`;
}
