// All files of a report, each drawn from its document: what is written, and what an audit compares with.

import { soundOrNull, type Verdict } from '../claims/verdicts/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { effectWithInterval, standingMark, thresholdOf } from './describe-verdict.ts';
import { formatSeeds } from './format-number.ts';
import { escapeMarkup } from './printable-text.ts';
import { renderHtml } from './render-html.ts';
import { renderJson } from './render-json.ts';
import { renderMarkdown } from './render-markdown.ts';
import { verdictAppearance } from './verdict-appearance.ts';

type Render = (document: ReportDocument) => string | Promise<string>;

/** In the order of writing: where report.json is new, all others are. */
export const RENDERINGS: readonly (readonly [file: string, render: Render])[] = [
  ['report.html', renderHtml],
  ['report.md', renderMarkdown],
  ['junit.xml', renderJunit],
  ['report.json', renderJson],
];

type CaseResult = 'passed' | 'failure' | 'error' | 'skipped';

// The report as JUnit XML for continuous integration: one test case a verdict.
// Reproduced passes; not reproduced and inconclusive fail; invalid is an error; not run is skipped.
// A claim that is not required never turns the build red: it passes, and its verdict stands in <system-out>.
export function renderJunit(document: ReportDocument): string {
  const { verdicts, profile, configuration, startedAt, finishedAt } = document;
  const results = verdicts.map(caseResult);
  const count = (result: CaseResult): number => results.filter((one) => one === result).length;
  const seconds = (Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(3);
  const counts = `tests="${verdicts.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="iml-verify" ${counts}>`,
    `  <testsuite name="${escapeAttribute(configuration?.name ?? profile)}" ${counts} timestamp="${startedAt.slice(0, 19)}">`,
    ...verdicts.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseResult({ verdict, required }: Verdict): CaseResult {
  if (!required) return verdict === 'not-run' ? 'skipped' : 'passed';
  switch (verdict) {
    case 'reproduced':
      return 'passed';
    case 'not-reproduced':
    case 'inconclusive':
      return 'failure';
    case 'invalid':
      return 'error';
    case 'not-run':
      return 'skipped';
  }
}

function testCase(verdict: Verdict): string {
  return [
    `    <testcase classname="${escapeAttribute(verdict.task)}" name="${escapeAttribute(verdict.claim)}">`,
    ...resultElement(verdict),
    `      <system-out>${escapeMarkup(caseDetails(verdict))}</system-out>`,
    '    </testcase>',
  ].join('\n');
}

function resultElement(verdict: Verdict): readonly string[] {
  const { label } = verdictAppearance(verdict.verdict);
  const message = `message="${escapeAttribute(`${label}: ${verdict.reason}`)}"`;
  const result = caseResult(verdict);
  if (result === 'passed') return [];
  if (result === 'skipped') return [`      <skipped ${message}/>`];
  return [`      <${result} type="${verdict.verdict}" ${message}>${escapeMarkup(caseDetails(verdict))}</${result}>`];
}

function caseDetails(verdict: Verdict): string {
  const { label } = verdictAppearance(verdict.verdict);
  const mark = standingMark(verdict);
  const effect = soundOrNull(verdict)?.effect ?? null;
  const optional = verdict.required ? [] : ['not required: this claim is reported, but never fails the build'];
  return [
    verdict.title,
    `verdict: ${label}`,
    ...optional,
    `reason: ${verdict.reason}`,
    ...(mark === null ? [] : [`standing: ${mark}`]),
    `effect: ${effectWithInterval(effect)} ${effect?.unit ?? ''}`.trimEnd(),
    `threshold: ${thresholdOf(verdict)}`,
    `seeds: ${formatSeeds(verdict.seeds)}`,
    `replay: ${verdict.replay}`,
  ].join('\n');
}

/** XML readers turn line breaks inside attributes into spaces; as references they survive. */
function escapeAttribute(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
