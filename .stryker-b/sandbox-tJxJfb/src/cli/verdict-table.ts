// What a run says at its end, and `iml report` again: a line a verdict, why the bad ones are bad, and how much of the paper it covers.
import { isExploratory, soundOrNull, type Verdict } from '../claims/verdicts/verdict.ts';
import type { ReportConfiguration, ReportDocument } from '../execution/campaign/report-document.ts';
import { contradictionLines, describeDependence, describeKind } from '../report/describe-coverage.ts';
import { describeSizes } from '../report/describe-size.ts';
import {
  describeExploration,
  describeRetries,
  describeSpending,
  effectWithInterval,
  standingMark,
  thresholdOf,
} from '../report/describe-verdict.ts';
import { formatSeeds } from '../report/format-number.ts';
import { describeFound, tallyVerdicts } from '../report/verdict-appearance.ts';
import { markedWord, type Paint } from './terminal/terminal.ts';
import { counted, oneLine, textColumns, wrapText } from './terminal/text-columns.ts';

const heading = ['verdict', 'claim', 'kind', 'task', 'effect [low, high]', 'threshold', 'seeds', 'fixed'];

export function verdictTable({ verdicts }: Pick<ReportDocument, 'verdicts'>, paint: Paint): string[] {
  return textColumns([heading, ...verdicts.map((verdict) => rowOf(verdict, paint))]);
}

function rowOf(verdict: Verdict, paint: Paint): string[] {
  const { claim, task, seeds, required, budget, kind } = verdict;
  const marks = [required ? null : 'optional', standingMark(verdict)].filter((mark) => mark !== null);
  return [
    painted(verdict, paint),
    oneLine(marks.length === 0 ? claim : `${claim} (${marks.join(', ')})`),
    describeKind(kind) ?? '',
    oneLine(task),
    effectWithInterval(soundOrNull(verdict)?.effect ?? null),
    thresholdOf(verdict),
    seeds.length === 0 ? 'none' : `${seeds.length} (${formatSeeds(seeds)})`,
    String(budget.fixed),
  ];
}

/** A line for each verdict other than `reproduced`. */
export function reasonLines({ verdicts }: Pick<ReportDocument, 'verdicts'>, paint: Paint): string[] {
  return verdicts
    .filter(({ verdict }) => verdict !== 'reproduced')
    .map((verdict) => {
      const { claim, task, reason } = verdict;
      return `${painted(verdict, paint)}: ${oneLine(`${claim} (${task}): ${reason}`)}`;
    });
}

/** Without the colour of a pass where it confirms nothing. */
function painted(verdict: Verdict, paint: Paint): string {
  const word = markedWord(verdict.verdict);
  return isExploratory(verdict) ? word : paint(verdict.verdict, word);
}

/** A line for each thing that changed since runs were made. */
function registrationLines({ verdicts }: Pick<ReportDocument, 'verdicts'>): string[] {
  const changes = verdicts.flatMap(({ claim, task, registration }) =>
    (registration?.differences ?? []).map((one) => `Changed since its runs were made: ${claim} (${task}), ${one}`),
  );
  return [...new Set(changes)].map(oneLine);
}

/** "2 verdicts: 1 reproduced, 1 inconclusive.", and the headline of the report. */
export function countLines(document: ReportDocument): string[] {
  const { verdicts, coverage } = document;
  const counts = tallyVerdicts(verdicts).filter(({ count }) => count > 0);
  const words = counts.map(({ word, count }) => `${count} ${word.replace('-', ' ')}`).join(', ');
  const dependence = describeDependence(verdicts);
  const sizes = describeSizes(verdicts);
  return [
    `${counted(verdicts.length, 'verdict')}: ${words}.`,
    describeFound(document),
    ...(dependence === null ? [] : wrapText(oneLine(dependence), 110)),
    ...(sizes === null ? [] : wrapText(oneLine(sizes), 110)),
    ...(coverage === undefined ? [] : contradictionLines(coverage).map(oneLine)),
  ];
}

export function summaryOf(document: ReportDocument, paint: Paint): string {
  const reasons = reasonLines(document, paint);
  const spending = describeSpending(document.verdicts);
  const { retried = 0 } = document.runs;
  const retries = retried === 0 ? [] : [`Runs: ${describeRetries(retried)}.`];
  const closing = [...countLines(document), ...(spending === null ? [] : [spending]), ...retries];
  const exploration = describeExploration(document);
  const headline = exploration === null ? [] : [oneLine(exploration)];
  const registered = registrationLines(document);
  const unasked = document.configuration === undefined ? [] : unaskedLines(document.configuration);
  const blocks = [headline, verdictTable(document, paint), reasons, registered, unasked, closing].filter(
    (lines) => lines.length > 0,
  );
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The claims that were not asked of a configuration, those with the same reason together. */
function unaskedLines({ unasked }: Pick<ReportConfiguration, 'unasked'>): string[] {
  if (unasked.length === 0) return [];
  const reasons = [...new Set(unasked.map(({ reason }) => reason))];
  return [
    'Not asked:',
    ...reasons.flatMap((reason) => {
      const claims = unasked.filter((one) => one.reason === reason).map(({ claim }) => claim);
      return wrapText(oneLine(`${claims.join(', ')}: ${reason}.`), 110, '  ');
    }),
  ];
}
