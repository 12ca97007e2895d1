// What the profile `standard` says in text, question by question, each from the longest of its runs.
import { markdownTable } from '../../lab/shared/markdown-table.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { effectIn } from '../../src/decisions/decision.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { formatSigned } from '../../src/report/format-number.ts';
import { type Asked, QUESTIONS, type Reading } from './text-questions.ts';
import { wordOf } from './verdict-rows.ts';

export interface TextReports {
  readonly aliasText: readonly ReportDocument[];
  /** The same tests, in runs of different lengths. */
  readonly entities: readonly ReportDocument[];
}

export function textTable({ aliasText, entities }: TextReports): string {
  const rows = QUESTIONS.map((row) => [row.question, cell(row.aliasText, aliasText), cell(row.entities, entities)]);
  return markdownTable([['question', '`alias-text`', '`alias-entity`, set inclusion'], ...rows]);
}

function cell(asked: readonly Asked[] | undefined, reports: readonly ReportDocument[]): string {
  return (asked ?? []).map((one) => answer(one, longest(one, reports))).join('; ');
}

function answer({ about, readings }: Asked, verdict: Verdict): string {
  const numbers = readings.map((reading) => {
    const value = formatSigned(numberOf(reading, verdict), [1]);
    return reading.label === undefined ? value : `${reading.label} ${value}`;
  });
  const seeds = verdict.verdict === 'inconclusive' ? ` after ${verdict.seeds.length} seeds` : '';
  const words = `${numbers.join(', ')}, ${wordOf(verdict)}${seeds}`;
  return about === undefined ? words : `${about}: ${words}`;
}

function longest({ claim, test = 0 }: Asked, reports: readonly ReportDocument[]): Verdict {
  const found = reports.flatMap(({ verdicts }) => {
    const verdict = verdicts.filter((one) => one.claim === claim)[test];
    return verdict === undefined ? [] : [verdict];
  });
  const [best] = found.toSorted((left, right) => right.seeds.length - left.seeds.length);
  if (best !== undefined) return best;
  throw missing(claim, `a verdict on ${claim}, test ${test}`);
}

function numberOf({ name, context }: Reading, { claim, parts, context: beside }: Verdict): number {
  const value =
    context === true
      ? beside.find((one) => one.name === name)?.mean
      : parts.flatMap((part) => (part.name === name ? [effectIn(part.decision)] : []))[0]?.estimate;
  if (value !== undefined && value !== null) return value;
  throw missing(claim, `the number ${JSON.stringify(name)}`);
}

function missing(where: string, expected: string): HarnessError {
  return new HarnessError('invalid-report', {
    what: 'The sample reports lack what the table asks for.',
    where,
    expected,
  });
}
