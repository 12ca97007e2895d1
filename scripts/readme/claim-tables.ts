// What a run says: six verdicts for the README, all of a profile, the claims there are, and what of the paper is not tested.
import { markdownTable } from '../../lab/shared/markdown-table.ts';
import { type Claim, PROFILE_NAMES, statementsOf, type TaskName } from '../../src/claims/claim.ts';
import { declaredCoverage } from '../../src/claims/registry/declared-coverage.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { describeSpending } from '../../src/report/describe-verdict.ts';
import { describeTally } from '../../src/report/verdict-appearance.ts';
import { sourceOf, verdictRows } from './verdict-rows.ts';

/** The effect in three worlds, its control, and two trends, of which one is not found where models fit alike. */
const HEADLINES: readonly (readonly [claim: string, task: TaskName])[] = [
  ['iml-appears', 'digit-grid/symbols'],
  ['iml-appears', 'digit-grid/handwriting'],
  ['iml-appears', 'alias-text'],
  ['uninformative-tags-no-iml', 'digit-grid/symbols'],
  ['smaller-batches-more-iml', 'digit-grid/symbols'],
  ['larger-models-more-iml', 'digit-grid/symbols'],
];

/** @throws HarnessError `invalid-report` if the report lacks one of them */
export function headlineTable(report: ReportDocument): string {
  const verdicts = HEADLINES.map(([claim, task]) => {
    const found = report.verdicts.find(
      (verdict) => verdict.required && verdict.claim === claim && verdict.task === task,
    );
    if (found !== undefined) return found;
    throw new HarnessError('invalid-report', { what: 'The sample lacks a headline.', expected: `${claim}, ${task}` });
  });
  return [`${describeTally(report)} ${sourceOf(report)}.`, '', verdictRows(verdicts)].join('\n');
}

/** All verdicts of a report, below what the whole of it says; or those on some tasks. */
export function verdictsTable(report: ReportDocument, tasks?: readonly string[]): string {
  const { trained, found } = report.runs;
  const spending = describeSpending(report.verdicts);
  const heading = [`${describeTally(report)} ${trained + found} runs; ${sourceOf(report)}.`, spending ?? ''];
  const shown = report.verdicts.filter(({ task }) => tasks?.includes(task) ?? true);
  return [heading.join(' ').trim(), '', verdictRows(shown)].join('\n');
}

export function claimsTable(): string {
  return markdownTable([['claim', 'what it says', 'tasks', 'profiles', 'paper'], ...CLAIMS.map(claimRow)]);
}

export function untestedTable(): string {
  const statements = declaredCoverage(CLAIMS);
  const open = statements.filter(({ state }) => state !== 'test exists, not run');
  const tested = statements.length - open.length;
  return [
    `${CLAIMS.length} claims test ${tested} of the paper's ${statements.length} statements. The others:`,
    '',
    markdownTable([
      ['paper', 'statement', 'state', 'since'],
      ...open.map(({ id, says, state, reason }) => [
        id,
        says,
        state === 'untested' ? 'not tested' : 'exploratory',
        reason ?? '',
      ]),
    ]),
  ].join('\n');
}

function claimRow(claim: Claim): string[] {
  const { id, statement, tests } = claim;
  const profiles = PROFILE_NAMES.filter((profile) => tests.some(({ seeds }) => seeds[profile] !== undefined));
  return [
    `\`${id}\``,
    statement,
    [...new Set(tests.map(({ task }) => task))].join(', '),
    profiles.join(', '),
    statementsOf(claim).join(', '),
  ];
}
