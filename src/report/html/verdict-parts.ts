// The parts of a claim: per part the rule, the effect against its threshold in words, the tests, and the numbers a seed.
import type { PartVerdict, Verdict } from '../../claims/verdict.ts';
import { effectIn, type TestResult } from '../../decisions/decision.ts';
import { describeEstimates, describeSequence } from '../describe-evidence.ts';
import { describeEffect, describeRule, describeStandardised } from '../describe-verdict.ts';
import { formatNumber, formatProbability } from '../format-number.ts';
import { dataTable } from './data-table.ts';
import { type Html, html } from './html-template.ts';
import { passMark } from './pass-mark.ts';
import { verdictBadge } from './verdict-badge.ts';

/** @param curves below the evidence of each part, in their order; null where a report has none */
export function partBlocks(parts: readonly PartVerdict[], curves: readonly (Html | null)[]): Html | null {
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
export function perSeedTables({ parts }: Verdict): Html | null {
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
