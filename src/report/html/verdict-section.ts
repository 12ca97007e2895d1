// Everything about one judged claim: its words and design, the plots, what decided, and how to run it again.

import { type PartVerdict, type SoundVerdict, soundOrNull, type Verdict } from '../../claims/verdicts/verdict.ts';
import { effectIn, type TestResult } from '../../decisions/decision.ts';
import {
  describeEffect,
  describeEstimates,
  describeFamily,
  describeRegistration,
  describeRule,
  describeRung,
  describeSequence,
  describeStandardised,
  standingMark,
} from '../describe-verdict.ts';
import { formatDeclared, formatNumber, formatPercent, formatProbability, formatSeeds } from '../format-number.ts';
import { plotLegend, renderPlot } from '../plots/render-plot.ts';
import { dataTable, type Html, html, passMark, trustedHtml, verdictBadge } from './html-template.ts';
import { operatingFigures } from './operating-figure.ts';

export async function verdictSection(verdict: Verdict, anchor: string): Promise<Html> {
  const figures = await plotFigures(verdict, anchor);
  const mark = standingMark(verdict);
  const curves = await operatingFigures(verdict, anchor);
  return html`<section class="claim ${verdict.verdict}" id="${anchor}" aria-labelledby="${anchor}-title">
<p class="claim-head">${verdictBadge(verdict.verdict)}<code class="id">${verdict.claim}</code><span class="tag">${verdict.task}</span>${
    verdict.required ? null : html`<span class="tag">not required</span>`
  }${mark === null ? null : html`<span class="tag">${mark}</span>`}</p>
<h3 id="${anchor}-title">${verdict.title}</h3>
<p class="reason">${verdict.reason}</p>
<blockquote>${verdict.statement}</blockquote>
<dl class="facts">
<div><dt>Source</dt><dd>${verdict.source}${verdict.paperClaims.length === 0 ? null : html` <span class="quiet">(${verdict.paperClaims.join(', ')})</span>`}</dd></div>
<div><dt>Design</dt><dd>${verdict.design}</dd></div>
<div><dt>Fidelity</dt><dd>${describeRung(verdict.rung)}</dd></div>
</dl>
${figures}
${partBlocks(verdict.parts, curves)}
${errorRates(verdict)}
${controlTables(verdict)}
${perSeedTables(verdict)}
${reproduction(verdict)}
<p class="up"><a href="#verdicts">↑ All verdicts</a></p>
</section>
`;
}

async function plotFigures(verdict: Verdict, anchor: string): Promise<Html | null> {
  const figures: Html[] = [];
  for (const [index, plot] of verdict.plots.entries()) {
    const svg = trustedHtml(await renderPlot(plot, `${anchor}-plot-${index + 1}`));
    figures.push(
      html`<figure><h4>${plot.title}</h4><div class="plot">${svg}</div><figcaption>${plotLegend(plot)}</figcaption></figure>\n`,
    );
  }
  return figures.length === 0 ? null : html`<div class="figures">${figures}</div>`;
}

function reproduction(verdict: Verdict): Html {
  const { seeds, experimentHashes, replay } = verdict;
  const registered = describeRegistration(verdict);
  const differences = verdict.registration?.differences ?? [];
  const hashes =
    experimentHashes.length === 0 ? 'none' : experimentHashes.map((hash) => html`<code class="hash">${hash}</code> `);
  return html`<h4>Reproduce</h4>
<pre><code>${replay}</code></pre>
<dl class="facts small">
<div><dt>Seeds</dt><dd>${formatSeeds(seeds)}</dd></div>
<div><dt>Experiments</dt><dd>${hashes}</dd></div>
${
  registered === null
    ? null
    : html`<div><dt>Registered</dt><dd>${registered}</dd></div>
`
}${
  differences.length === 0
    ? null
    : html`<div><dt>Changed since</dt><dd><ul>${differences.map((one) => html`<li><code>${one}</code></li>`)}</ul></dd></div>
`
}</dl>`;
}

/**
 * The parts of a claim: per part the rule, the effect against its threshold in words, the tests, and the numbers a seed.
 * @param curves below the evidence of each part, in their order; null where a report has none
 */
function partBlocks(parts: readonly PartVerdict[], curves: readonly (Html | null)[]): Html | null {
  if (parts.length === 0) return null;
  const heading = parts.length === 1 ? 'How it was judged' : `How it was judged: ${parts.length} parts, all must hold`;
  return html`<h4>${heading}</h4>\n${parts.map((part, index) => partBlock(part, curves[index] ?? null))}`;
}

function partBlock(part: PartVerdict, curve: Html | null): Html {
  const { name, rule, decision, unit } = part;
  const standardised = describeStandardised(effectIn(decision));
  const sequence = [describeSequence(decision), describeEstimates(decision)].filter((words) => words !== null);
  const isTrendOnly = decision.outcome !== 'invalid' && decision.trendOnly === true;
  const trendOnly = isTrendOnly ? html` <span class="tag">trend only</span>` : null;
  return html`<div class="part">
<h5>${name} ${verdictBadge(decision.outcome)}${trendOnly}</h5>
<p>${describeEffect(part)}${standardised === null ? null : ` It is ${standardised}.`}</p>
${
  sequence.length === 0
    ? null
    : html`<p>${sequence.join(' ')}</p>
`
}<p class="quiet">${describeRule(rule, unit)}</p>
${decision.outcome === 'invalid' || decision.tests.length === 0 ? null : testTable(name, decision.tests)}${curve}</div>
`;
}

function testTable(name: string, tests: readonly TestResult[]): Html {
  return dataTable({
    caption: `Tests of ${name}`,
    columns: [
      { head: 'Test', name: true },
      { head: 'Passed' },
      { head: 'Statistic', number: true },
      { head: html`<i>p</i>`, number: true },
      { head: 'In words', prose: true },
    ],
    rows: tests.map((test) => [
      test.name,
      passMark(test.passed),
      test.statistic === null ? '–' : formatNumber(test.statistic),
      test.pValue === null ? '–' : formatProbability(test.pValue),
      test.detail,
    ]),
  });
}

/** Folded away: nobody needs it at first sight, and everybody needs it once. */
function perSeedTables({ parts }: Verdict): Html | null {
  const filled = parts.filter(({ perSeed }) => perSeed.length > 0);
  if (filled.length === 0) return null;
  return html`<details><summary>Values of each seed</summary>
${filled.map(perSeedTable)}</details>`;
}

function perSeedTable({ name, unit, rule, perSeed }: PartVerdict): Html {
  const all = perSeed.flatMap(({ values }) => values);
  const width = Math.max(1, ...perSeed.map(({ values }) => values.length));
  const levels = rule.kind === 'trend' ? rule.levels : [];
  const heads = Array.from(
    { length: width },
    (_, index) => levels[index] ?? (width === 1 ? unit : `value ${index + 1}`),
  );
  return dataTable({
    caption: `${name}, ${unit}`,
    columns: [{ head: 'Seed', number: true }, ...heads.map((head) => ({ head, number: true }))],
    rows: perSeed.map(({ seed, values }) => [seed, ...heads.map((_, index) => cellOf(values[index], all))]),
  });
}

function cellOf(value: number | undefined, among: readonly number[]): string {
  return value === undefined ? '–' : formatNumber(value, among);
}

// What a verdict rests on besides its effect: error rates, validity gates, assay sensitivity, context numbers.
function errorRates(verdict: Verdict): Html {
  const sound = soundOrNull(verdict);
  return html`<h4>Error rates</h4>
<dl class="facts">
<div><dt>False alarm</dt><dd>at most ${formatDeclared(verdict.alpha)} (alpha), if the claim is false</dd></div>
${sound === null ? null : html`<div><dt>Detection</dt><dd>${detection(sound)}</dd></div>\n`}<div><dt>Family</dt><dd>${describeFamily(verdict)}</dd></div>
</dl>`;
}

function detection({ power, seeds, budget }: SoundVerdict): string {
  if (power === null) return 'not computable for this rule and number of seeds';
  const spent = budget.most === seeds.length ? `${seeds.length} seeds` : `at most ${budget.most} seeds`;
  return `${formatPercent(power)} (power), if the effect is as planned, with ${spent}`;
}

function controlTables({ gates, assay, context }: Verdict): Html {
  return html`${gates.length === 0 ? null : gateTable(gates)}${assay.length === 0 ? null : assayTable(assay)}${
    context.length === 0 ? null : contextTable(context)
  }`;
}

function gateTable(gates: Verdict['gates']): Html {
  const table = dataTable({
    caption: 'Gates: below one of these the runs answer no question',
    columns: [
      { head: 'Gate', prose: true },
      { head: 'Passed' },
      { head: 'Mean', number: true },
      { head: 'At least', number: true },
    ],
    rows: gates.map(({ description, mean, minimum, passed }) => [
      description,
      passMark(passed),
      mean === null ? '–' : formatNumber(mean),
      formatDeclared(minimum),
    ]),
  });
  return html`<h4>Validity gates</h4>\n${table}\n`;
}

function assayTable(assay: Verdict['assay']): Html {
  const table = dataTable({
    caption: 'Positive claims that must hold in the same runs for this control to mean anything',
    columns: [{ head: 'Positive claim' }, { head: 'Passed' }, { head: 'Verdict' }],
    rows: assay.map(({ claim, verdict, passed }) => [
      html`<code>${claim}</code>`,
      passMark(passed),
      verdictBadge(verdict),
    ]),
  });
  return html`<h4>Assay sensitivity</h4>\n${table}\n`;
}

function contextTable(context: Verdict['context']): Html {
  const table = dataTable({
    caption: 'Numbers beside the verdict, not judged',
    columns: [{ head: 'Number' }, { head: 'Mean', number: true }, { head: 'SD over seeds', number: true }],
    rows: context.map(({ name, mean, standardDeviation }) => [
      name,
      formatNumber(mean),
      standardDeviation === null ? '–' : formatNumber(standardDeviation, [mean, standardDeviation]),
    ]),
  });
  return html`<h4>Context</h4>\n${table}\n`;
}
