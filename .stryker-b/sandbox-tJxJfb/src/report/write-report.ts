// Puts a report on disk: four files in its folder, and a plain copy of them as `latest` (no links, for Windows' sake).
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isExploratory, soundOrNull, type Verdict, type VerdictWord } from '../claims/verdicts/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { describeExploration, effectWithInterval, standingMark, thresholdOf } from './describe-verdict.ts';
import { formatSeeds } from './format-number.ts';
import { escapeMarkup, renderJson } from './printable-text.ts';
import { validateReport } from './read-report.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import { orNotWritable, replaceFolder, writeInto } from './replace-files.ts';
import { verdictAppearance } from './verdict-appearance.ts';

type Render = (document: ReportDocument) => string | Promise<string>;

/**
 * All files of a report, each drawn from its document: what is written, and what an audit compares with. In the order of writing: where
 * report.json is new, all others are.
 */
export const RENDERINGS: readonly (readonly [file: string, render: Render])[] = [
  ['report.html', renderHtml],
  ['report.md', renderMarkdown],
  ['junit.xml', renderJunit],
  ['report.json', renderJson],
];

interface ReportToWrite {
  readonly document: ReportDocument;
  readonly folder: string;
  /** Becomes a copy of the folder; a report that stands there is replaced as a whole. Left out: no copy. */
  readonly latest?: string;
}

export interface ReportPaths {
  readonly folder: string;
  readonly json: string;
  readonly html: string;
  readonly latest: string | null;
}

const UNWRITTEN = {
  what: 'The report cannot be written.',
  expected: 'a folder that can be made and written to',
  next: 'Free space or change its permissions, or name another folder; the runs are safe in the ledger, so nothing is trained again.',
};

export async function writeReport({ document, folder, latest }: ReportToWrite): Promise<ReportPaths> {
  validateReport(document, 'the report about to be written');
  // Everything is rendered before anything is touched.
  const texts: Record<string, string> = {};
  for (const [file, render] of RENDERINGS) texts[file] = await render(document);
  await writeInto(folder, { texts, ...UNWRITTEN });
  const copied =
    latest !== undefined && resolve(latest) !== (await realpath(folder)) && resolve(latest) !== resolve(folder);
  if (copied) await orNotWritable(latest, UNWRITTEN, () => replaceFolder(latest, texts));
  return {
    folder,
    json: join(folder, 'report.json'),
    html: join(folder, 'report.html'),
    latest: latest ?? null,
  };
}

// The report as JUnit XML for continuous integration: one test case a verdict.
// Reproduced passes; not reproduced and inconclusive fail; invalid is an error; not run is skipped, and so is what is exploratory.
// A claim that is not required never turns the build red: it passes, and its verdict stands in <system-out>.

type CaseResult = 'passed' | 'failure' | 'error' | 'skipped';

const RESULTS: Readonly<Record<VerdictWord, CaseResult>> = {
  reproduced: 'passed',
  'not-reproduced': 'failure',
  inconclusive: 'failure',
  invalid: 'error',
  'not-run': 'skipped',
};

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

function caseResult(verdict: Verdict): CaseResult {
  return isExploratory(verdict) ? 'skipped' : resultOf(verdict);
}

function resultOf({ verdict, required }: Verdict): CaseResult {
  return required || verdict === 'not-run' ? RESULTS[verdict] : 'passed';
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
  const words = describeExploration({ verdicts: [verdict] }) ?? `${label}: ${verdict.reason}`;
  const message = `message="${escapeAttribute(words)}"`;
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
