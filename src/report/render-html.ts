// The report as one self-contained HTML page: no script, no external resource, verdicts first, then the evidence.

import { soundOrNull, type Verdict } from '../claims/verdicts/verdict.ts';
import type { ReportConfiguration, ReportDocument } from '../execution/campaign/report-document.ts';
import { describeCode } from '../execution/fingerprint/code-version.ts';
import { describeDependence, describeKind } from './describe-coverage.ts';
import { describeReportWideError } from './describe-error-rates.ts';
import { describeFit, FIT_NOTE } from './describe-fit.ts';
import { describeSizes } from './describe-size.ts';
import {
  describeExploration,
  describeRegistration,
  describeRuns,
  describeSpending,
  describeSubject,
  effectWithInterval,
  spreadOf,
  standingMark,
  THRESHOLD_NOTE,
  thresholdOf,
} from './describe-verdict.ts';
import { formatInstant, formatSeeds, formatSpan } from './format-number.ts';
import { coverageSection } from './html/coverage-section.ts';
import {
  dataTable,
  drawEach,
  factList,
  type Html,
  html,
  names,
  prose,
  section,
  verdictBadge,
  verdictIcon,
  warningList,
} from './html/html-template.ts';
import { renderPage, withoutGreen } from './html/page.ts';
import { verdictSection } from './html/verdict-section.ts';
import { describeTally, tallyVerdicts, verdictAppearance } from './verdict-appearance.ts';

/** The same document gives the same bytes. */
export async function renderHtml(document: ReportDocument): Promise<string> {
  const anchors = verdictAnchors(document.verdicts);
  const isExploratory = describeExploration(document) !== null;
  const sections = await drawEach(document.verdicts, (verdict, index) => verdictSection(verdict, anchors[index] ?? ''));
  return renderPage(
    `iml-verify report, ${describeSubject(document)}`,
    html`<a class="skip" href="#verdicts">Skip to the verdicts</a>
${pageHeader(document, isExploratory)}<main${withoutGreen(isExploratory)}>
${verdictTable(document.verdicts, anchors)}${coverageSection(document, anchors)}${section('claims', 'Claim by claim', html`${sections}`)}${configurationSection(document.configuration)}${environmentSection(document)}</main>`,
  );
}

/** Someone's own configuration in the report: what it is, and the claims that were not asked of it, each with its reason. */
function configurationSection(configuration: ReportConfiguration | undefined): Html | null {
  if (configuration === undefined) return null;
  const { description, experiment, experimentHash, unasked } = configuration;
  const facts = factList({
    Name: configuration.name,
    File: html`<code>${configuration.file}</code>`,
    Extends: configuration.extends ?? 'nothing: it is whole',
    Experiment: html`<code class="hash">${experimentHash}</code>`,
  });
  return section(
    'configuration',
    'The configuration',
    html`${description === null ? null : html`<p>${description}</p>\n`}<p>All verdicts are about this configuration: the registered rules, thresholds, gates and seeds of each claim, with experiments derived from this one as the registry derives its own.</p>
${facts}
<details><summary>The experiment in full</summary><pre><code>${JSON.stringify(experiment, null, 2)}</code></pre></details>
${unaskedTable(unasked)}`,
  );
}

function unaskedTable(unasked: ReportConfiguration['unasked']): Html | null {
  if (unasked.length === 0) return null;
  return html`<div class="coverage">${dataTable({
    caption: 'Not asked of it, and why',
    columns: [names('Claim'), prose('Reason')],
    rows: unasked.map(({ claim, reason }) => [html`<code>${claim}</code>`, reason]),
  })}</div>
`;
}

function environmentSection({ environment, startedAt, finishedAt, schemaVersion, replay }: ReportDocument): Html {
  const facts = factList({
    Backend: environment.backend,
    Device: environment.device,
    Cores: environment.cores,
    Platform: environment.platform,
    Node: environment.node,
    Harness: environment.harnessVersion,
    Code: environment.commit === undefined ? null : describeCode(environment),
    Started: startedAt,
    Finished: finishedAt,
    'Report schema': schemaVersion,
    Fingerprint: html`<code class="hash">${environment.fingerprint}</code><br><span class="quiet">Digest of everything that can change a number. Equal fingerprints: numbers may be compared digit by digit.</span>`,
  });
  return section(
    'environment',
    'Environment',
    html`${facts}
<h3>Make this report again</h3>
<pre><code>${replay}</code></pre>
`,
  );
}

/** The top of the page: what was run, when, on what, and how the verdicts count up. */
function pageHeader(document: ReportDocument, isExploratory: boolean): Html {
  const { environment, runs } = document;
  const counts = tallyVerdicts(document.verdicts).map(
    ({ word, count }) =>
      html`<li class="verdict ${word}" title="${verdictAppearance(word).meaning}">${verdictIcon(word)}<span><b>${count}</b> ${verdictAppearance(word).label}</span></li>\n`,
  );
  const facts = factList({
    When: `${formatInstant(document.startedAt)}, ${formatSpan(document.startedAt, document.finishedAt)}`,
    Where: `${environment.backend} on ${environment.device}, ${environment.cores} ${environment.cores === 1 ? 'core' : 'cores'}`,
    Runs: describeRuns(runs),
    Seeds: describeSpending(document.verdicts)?.replace(/^Seeds: /, '') ?? null,
  });
  const does = isExploratory ? 'Exploratory: does' : 'Does';
  return html`<header class="page"${withoutGreen(isExploratory)}>
<p class="kicker">iml-verify · ${describeSubject(document)}</p>
<h1>${does} implicit meta-learning reproduce${document.configuration === undefined ? '' : ` with ${document.configuration.name}`}?</h1>
<p class="lead">${describeTally(document)}</p>
<ul class="counts" aria-label="Counts of verdicts">
${counts}</ul>
${facts}
${warningList('Warnings', document.warnings)}</header>
`;
}

/**
 * Where a verdict's section stands in the HTML: an anchor from claim and task, made unique within the report. One anchor a verdict, in
 * order.
 */
function verdictAnchors(verdicts: readonly Verdict[]): readonly string[] {
  const taken = new Set<string>();
  return verdicts.map(({ claim, task }) => {
    const base = `claim-${slug(claim)}-${slug(task)}`;
    let anchor = base;
    for (let copy = 2; taken.has(anchor); copy += 1) anchor = `${base}-${copy}`;
    taken.add(anchor);
    return anchor;
  });
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The first thing to read: one row a claim. On a narrow screen every row becomes a card. */
function verdictTable(verdicts: readonly Verdict[], anchors: readonly string[]): Html {
  const dependence = describeDependence(verdicts);
  const error = describeReportWideError(verdicts);
  const sizes = describeSizes(verdicts);
  // Roles are written out because cards (display: grid) would otherwise cost the table its meaning.
  return section(
    'verdicts',
    'Verdicts',
    html`<table class="verdicts" role="table" aria-labelledby="verdicts-title">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col">Claim</th><th role="columnheader" scope="col">Kind</th><th role="columnheader" scope="col">Task</th><th role="columnheader" scope="col" class="number">Effect [interval] (confidence)</th><th role="columnheader" scope="col" class="number"><span title="Standard deviation between seeds">SD</span></th><th role="columnheader" scope="col" class="number">Threshold</th><th role="columnheader" scope="col"><span title="Held-out answers about D1QA1 / training loss after Stage 1">Fit</span></th><th role="columnheader" scope="col" class="number">Seeds</th><th role="columnheader" scope="col" class="number"><span title="What a design takes that looks once, at a fixed number of seeds">Fixed</span></th></tr></thead>
<tbody role="rowgroup">
${verdicts.map((verdict, index) => verdictRow(verdict, anchors[index] ?? ''))}</tbody></table>
<p class="note">${THRESHOLD_NOTE} ${FIT_NOTE} Intervals are the means that the tests do not reject, so they lie wholly beyond the threshold where a test passes and wholly short of it where it is refuted; where a test looks after every seed they are confidence sequences, which hold wherever it stops and are wider. Not reproduced is evidence against; inconclusive is none either way. Fixed: what the same test takes if it looks once. A claim is reproduced only if all its parts are. A harness check is implied by the design once there is implicit meta-learning: it would fail only if the harness were broken.</p>
${error === null ? null : html`<p class="note">${error}</p>\n`}${dependence === null ? null : html`<p class="note">${dependence}</p>`}${sizes === null ? null : html`\n<p class="note">${sizes}</p>`}
`,
  );
}

function verdictRow(verdict: Verdict, anchor: string): Html {
  const optional = verdict.required
    ? null
    : html` <span class="tag" title="Reported, but does not decide the exit code">not required</span>`;
  const mark = standingMark(verdict);
  const standing =
    mark === null ? null : html` <span class="tag" title="${describeRegistration(verdict) ?? ''}">${mark}</span>`;
  const effect = soundOrNull(verdict)?.effect ?? null;
  const { confidence, standardDeviation } = spreadOf(verdict);
  const level = confidence === null ? '' : ` (${confidence})`;
  const unit = effect === null ? null : html`<span class="unit">${effect.unit}${level}</span>`;
  return html`<tr role="row" class="${verdict.verdict}"><td role="cell" class="word">${verdictBadge(verdict.verdict)}</td><th role="rowheader" scope="row"><a href="#${anchor}">${verdict.title}</a>${optional}${standing}<code class="id">${verdict.claim}</code></th><td role="cell" data-label="Kind">${describeKind(verdict.kind) ?? '–'}</td><td role="cell" class="task" data-label="Task">${verdict.task}</td><td role="cell" class="number" data-label="Effect"><span class="effect">${effectWithInterval(effect)}</span>${unit}</td><td role="cell" class="number" data-label="SD">${standardDeviation ?? '–'}</td><td role="cell" class="number" data-label="Threshold">${thresholdOf(verdict)}</td><td role="cell" data-label="Fit">${describeFit(verdict) ?? '–'}</td><td role="cell" class="number" data-label="Seeds"><span title="${formatSeeds(verdict.seeds)}">${verdict.seeds.length}</span></td><td role="cell" class="number" data-label="Fixed">${verdict.budget.fixed}</td></tr>
`;
}
