// Everything about one judged claim: its words and design, the plots, what decided, and how to run it again.

import { describeLimit } from '../../claims/claim.ts';
import type { PartVerdict, Verdict } from '../../claims/verdicts/verdict.ts';
import { thresholdOf } from '../../decisions/chances.ts';
import { effectIn, type TestResult } from '../../decisions/decision.ts';
import { describeBearing, describeKind, statementsIn } from '../describe-coverage.ts';
import { describeOperatingCurve, describePower, describeRates } from '../describe-error-rates.ts';
import { describeRule } from '../describe-rule.ts';
import { describeSize } from '../describe-size.ts';
import { describeSplit } from '../describe-split.ts';
import {
  describeEffect,
  describeEstimates,
  describeFamily,
  describeRegistration,
  describeRung,
  describeSequence,
  describeStandardised,
  standingMark,
} from '../describe-verdict.ts';
import { formatDeclared, formatNumber, formatProbability, formatSeeds } from '../format-number.ts';
import { curvesPlot } from '../plots/curves-plot.ts';
import { type Layer, layerOf, plotSvg, thresholdColour } from '../plots/plot-svg.ts';
import { plotLegend, renderPlot } from '../plots/render-plot.ts';
import {
  dataTable,
  drawEach,
  factList,
  figure,
  type Html,
  html,
  names,
  numbers,
  passMark,
  prose,
  trustedHtml,
  verdictBadge,
} from './html-template.ts';

export async function verdictSection(verdict: Verdict, anchor: string): Promise<Html> {
  const figures = await drawEach(verdict.plots, async (plot, index) => {
    const svg = await renderPlot(plot, `${anchor}-plot-${index + 1}`);
    return html`${figure(plot.title, svg, plotLegend(plot))}\n`;
  });
  const mark = standingMark(verdict);
  const statements = statementsIn(verdict);
  const papers = statements.length === 0 ? null : html` <span class="quiet">(${statements.join(', ')})</span>`;
  const kind = describeKind(verdict.kind);
  const parts = await drawEach(verdict.parts, (part, index) => partBlock(part, `${anchor}-rates-${index + 1}`));
  return html`<section class="claim ${verdict.verdict}" id="${anchor}" aria-labelledby="${anchor}-title">
<p class="claim-head">${verdictBadge(verdict.verdict)}<code class="id">${verdict.claim}</code><span class="tag">${verdict.task}</span>${kind === null ? null : html`<span class="tag">${kind}</span>`}${
    verdict.required ? null : html`<span class="tag">not required</span>`
  }${mark === null ? null : html`<span class="tag">${mark}</span>`}</p>
<h3 id="${anchor}-title">${verdict.title}</h3>
<p class="reason">${verdict.reason}</p>
<blockquote>${verdict.statement}</blockquote>
${factList({ Source: html`${verdict.source}${papers}`, Design: verdict.design, Fidelity: describeRung(verdict.rung) })}
${figures.length === 0 ? null : html`<div class="figures">${figures}</div>`}
${partBlocks(parts)}
${errorRates(verdict)}
${controlTables(verdict)}
${perSeedTables(verdict)}
${reproduction(verdict)}
<p class="up"><a href="#verdicts">↑ All verdicts</a></p>
</section>
`;
}

function reproduction(verdict: Verdict): Html {
  const { seeds, experimentHashes, replay } = verdict;
  const differences = verdict.registration?.differences ?? [];
  const changes = differences.map((one) => html`<li><code>${one}</code></li>`);
  const hashes = experimentHashes.map((hash) => html`<code class="hash">${hash}</code> `);
  const facts = {
    Seeds: formatSeeds(seeds),
    Experiments: hashes.length === 0 ? 'none' : hashes,
    Registered: describeRegistration(verdict),
    'Changed since': changes.length === 0 ? null : html`<ul>${changes}</ul>`,
  };
  return html`<h4>Reproduce</h4>
<pre><code>${replay}</code></pre>
${factList(facts, 'facts small')}`;
}

function partBlocks(parts: readonly Html[]): Html | null {
  if (parts.length === 0) return null;
  const heading = parts.length === 1 ? 'How it was judged' : `How it was judged: ${parts.length} parts, all must hold`;
  return html`<h4>${heading}</h4>\n${parts}`;
}

async function partBlock(part: PartVerdict, curveId: string): Promise<Html> {
  const { name, rule, decision, unit } = part;
  const standardised = describeStandardised(effectIn(decision));
  const sequence = [
    describeSequence(decision),
    describeEstimates(part),
    describeSize(part),
    describeSplit(part),
    describeBearing(part),
  ].filter((words) => words !== null);
  const isTrendOnly = decision.outcome !== 'invalid' && decision.trendOnly === true;
  const trendOnly = isTrendOnly ? html` <span class="tag">trend only</span>` : null;
  return html`<div class="part">
<h5>${name} ${verdictBadge(decision.outcome)}${trendOnly}</h5>
<p>${describeEffect(part)}${standardised === null ? null : ` It is ${standardised}.`}</p>
${sequence.length === 0 ? null : html`<p>${sequence.join(' ')}</p>\n`}<p class="quiet">${describeRule(rule, unit)}</p>
${decision.outcome === 'invalid' || decision.tests.length === 0 ? null : testTable(name, decision.tests)}${await operatingFigure(part, curveId)}</div>
`;
}

function testTable(name: string, tests: readonly TestResult[]): Html {
  return dataTable({
    caption: `Tests of ${name}`,
    columns: [names('Test'), 'Passed', numbers('Statistic'), numbers(html`<i>p</i>`), prose('In words')],
    rows: tests.map((test) => [
      test.name,
      passMark(test.passed),
      numberOrDash(test.statistic),
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
    columns: ['Seed', ...heads].map(numbers),
    rows: perSeed.map(({ seed, values }) => [seed, ...heads.map((_, index) => numberOrDash(values[index], all))]),
  });
}

function numberOrDash(value: number | null | undefined, among?: readonly number[]): string {
  return value === null || value === undefined ? '–' : formatNumber(value, among);
}

// What a verdict rests on besides its effect: error rates, validity gates, assay sensitivity, context numbers.
function errorRates(verdict: Verdict): Html {
  const facts = {
    'False alarm': `at most ${formatDeclared(verdict.alpha)} (its level), if the claim is false`,
    Detection: describePower(verdict),
    Family: describeFamily(verdict),
  };
  return html`<h4>Error rates</h4>\n${factList(facts)}`;
}

function controlTables({ gates, assay, context }: Verdict): Html {
  const tables = {
    'Validity gates': {
      caption: 'Gates: beyond one of these the runs answer no question',
      columns: [prose('Gate'), 'Passed', numbers('Mean'), numbers('Needed')],
      rows: gates.map((gate) => [
        gate.description,
        passMark(gate.passed),
        numberOrDash(gate.mean),
        describeLimit(gate),
      ]),
    },
    'Assay sensitivity': {
      caption: 'Positive claims that must hold in the same runs for this control to mean anything',
      columns: ['Positive claim', 'Passed', 'Verdict'],
      rows: assay.map(({ claim, verdict, passed }) => [
        html`<code>${claim}</code>`,
        passMark(passed),
        verdictBadge(verdict),
      ]),
    },
    Context: {
      caption: 'Numbers beside the verdict, not judged',
      columns: ['Number', numbers('Mean'), numbers('SD over seeds')],
      rows: context.map(({ name, mean, standardDeviation }) => [
        name,
        formatNumber(mean),
        numberOrDash(standardDeviation, [mean, standardDeviation ?? 0]),
      ]),
    },
  };
  const filled = Object.entries(tables).filter(([, { rows }]) => rows.length > 0);
  return html`${filled.map(([title, table]) => html`<h4>${title}</h4>\n${dataTable(table)}\n`)}`;
}

// The operating characteristic of a part's rule: a plot of what it would say by the true effect, below the part's evidence.

/** Null where the report has no curve. @param id unique in the page */
export async function operatingFigure(
  part: Pick<PartVerdict, 'name' | 'unit' | 'rule' | 'operatingCurve'>,
  id: string,
): Promise<Html | null> {
  const { name, unit, rule, operatingCurve: curve } = part;
  if (curve === undefined || curve.points.length === 0) return null;
  const { points, standardDeviation, mostSeeds } = curve;
  const axis = {
    equivalence: `size of the true effect, ${unit}`,
    dispersion: 'true share of models beyond the margin',
    other: `true effect, ${unit}`,
  }[rule.kind === 'equivalence' || rule.kind === 'dispersion' ? rule.kind : 'other'];
  const drawn = curvesPlot(
    {
      kind: 'curves',
      title: name,
      unit: 'share of runs',
      axis,
      series: OUTCOMES.map(([outcome, label]) => ({
        label,
        x: points.map(({ effect }) => effect),
        seeds: [{ seed: 0, values: points.map((point) => point[outcome]) }],
      })),
    },
    { height: HEIGHT, above: [lineAt(thresholdOf(rule))] },
  );
  const svg = await plotSvg(drawn, {
    id,
    title: `What the rule would say of ${name}`,
    description: 'Shares of runs by the true effect; the sentence above tells the two that matter.',
  });
  const [by, line] =
    rule.kind === 'dispersion'
      ? ['share of models beyond the margin, of values about 0', 'the bound of the share']
      : [
          `effect, at a standard deviation of ${formatDeclared(standardDeviation)} between seeds`,
          rule.kind === 'equivalence' ? 'the margin' : 'the threshold',
        ];
  return html`<figure class="rates"><p>${describeOperatingCurve(part)}</p><div class="plot">${trustedHtml(svg)}</div><figcaption>Share of runs by the true ${by}, and at most ${mostSeeds} ${rule.kind === 'dispersion' ? 'seeds' : 'of them'}. Dashed: ${line}. ${describeRates(curve)}</figcaption></figure>
`;
}

const OUTCOMES = [
  ['reproduced', 'reproduced'],
  ['notReproduced', 'not reproduced'],
  ['inconclusive', 'inconclusive'],
] as const;

/** There is one at every part of every claim, so it is lower than the plots of evidence. */
const HEIGHT = 120;

function lineAt(threshold: number): Layer {
  return layerOf([{ x: threshold }], {
    mark: { type: 'rule', stroke: thresholdColour, strokeDash: [4, 3], strokeWidth: 1.5 },
    x: { field: 'x', type: 'quantitative' },
  });
}
