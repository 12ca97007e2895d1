// The report as Markdown: the table of verdicts first, then what they say of the paper, then a short section a claim.
import { describeLimit } from '../claims/claim.ts';
import type { Coverage, Status } from '../claims/verdicts/coverage.ts';
import { soundOrNull, type Verdict, type VerdictWord } from '../claims/verdicts/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { describeCode } from '../execution/fingerprint/code-version.ts';
import {
  contradictionLines,
  describeBearing,
  describeCoverage,
  describeDependence,
  describeKind,
  describeWhereTested,
  statementsIn,
  statusAppearance,
} from './describe-coverage.ts';
import { describeOperatingCurve, describePower, describeReportWideError } from './describe-error-rates.ts';
import { describeFit, FIT_NOTE } from './describe-fit.ts';
import { describeRule } from './describe-rule.ts';
import { describeSize, describeSizes } from './describe-size.ts';
import { describeSplit } from './describe-split.ts';
import {
  describeEffect,
  describeEstimates,
  describeExploration,
  describeFamily,
  describeRegistration,
  describeRung,
  describeRuns,
  describeSequence,
  describeSpending,
  describeSubject,
  effectWithInterval,
  spreadOf,
  standingMark,
  THRESHOLD_NOTE,
  thresholdOf,
} from './describe-verdict.ts';
import { formatDeclared, formatInstant, formatNumber, formatSeeds, formatSpan } from './format-number.ts';
import { printableText } from './printable-text.ts';
import { describeTally, verdictAppearance } from './verdict-appearance.ts';

export function renderMarkdown(document: ReportDocument): string {
  const { environment, runs } = document;
  const code = environment.commit === undefined ? '' : `, ${describeCode(environment)}`;
  const where = `${environment.backend} on ${environment.device}, fingerprint ${environment.fingerprint}${code}`;
  const spending = describeSpending(document.verdicts);
  const dependence = describeDependence(document.verdicts);
  const error = describeReportWideError(document.verdicts);
  const sizes = describeSizes(document.verdicts);
  const blocks = [
    `# ${describeExploration(document) === null ? '' : 'Exploratory: '}iml-verify report, ${escapeMarkdown(describeSubject(document))}`,
    describeTally(document),
    [
      `* When: ${formatInstant(document.startedAt)}, ${formatSpan(document.startedAt, document.finishedAt)}`,
      `* Where: ${escapeMarkdown(where)}`,
      `* Runs: ${describeRuns(runs)}`,
      ...document.warnings.map((warning) => `* Warning: ${escapeMarkdown(warning)}`),
    ].join('\n'),
    ...(spending === null ? [] : [spending]),
    '## Verdicts',
    verdictRows(document.verdicts),
    `${THRESHOLD_NOTE} ${FIT_NOTE}`,
    ...(error === null ? [] : [escapeMarkdown(error)]),
    ...(dependence === null ? [] : [escapeMarkdown(dependence)]),
    ...(sizes === null ? [] : [escapeMarkdown(sizes)]),
    ...coverageBlocks(document),
    ...document.verdicts.flatMap(claimBlocks),
    ...configurationBlocks(document),
    '## Make this report again',
    fencedCode(document.replay),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Someone's own configuration, and what was not asked of it. */
function configurationBlocks({ configuration }: ReportDocument): readonly string[] {
  if (configuration === undefined) return [];
  const { file, description, extends: base, experimentHash, unasked } = configuration;
  const rows = unasked.map(({ claim, reason }) => [escapeMarkdown(claim), escapeMarkdown(reason)]);
  return [
    '## The configuration',
    ...(description === null ? [] : [escapeMarkdown(description)]),
    `* File: ${escapeMarkdown(file)}, ${base === null ? 'whole' : `extends ${escapeMarkdown(base)}`}\n* Experiment: ${experimentHash}`,
    ...(rows.length === 0 ? [] : ['Not asked of it:', table(['Claim', 'Reason'], rows)]),
  ];
}

function verdictRows(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const effect = soundOrNull(verdict)?.effect ?? null;
    const { confidence, standardDeviation } = spreadOf(verdict);
    const level = confidence === null ? '' : ` (${confidence})`;
    return [
      [word(verdict.verdict), verdict.required ? '' : ' (not required)', markOf(verdict)].join(''),
      escapeMarkdown(verdict.title),
      describeKind(verdict.kind) ?? '–',
      escapeMarkdown(verdict.task),
      effect === null ? '–' : `${effectWithInterval(effect)} ${escapeMarkdown(effect.unit + level)}`,
      standardDeviation ?? '–',
      escapeMarkdown(thresholdOf(verdict)),
      escapeMarkdown(describeFit(verdict) ?? '–'),
      String(verdict.seeds.length),
      String(verdict.budget.fixed),
    ];
  });
  return table(
    ['Verdict', 'Claim', 'Kind', 'Task', 'Effect [interval] (confidence)', 'SD', 'Threshold', 'Fit', 'Seeds', 'Fixed'],
    rows,
  );
}

function markOf(verdict: Verdict): string {
  const mark = standingMark(verdict);
  return mark === null ? '' : ` (${mark})`;
}

function claimBlocks(verdict: Verdict): readonly string[] {
  return [
    `## ${escapeMarkdown(verdict.title)}`,
    `**${word(verdict.verdict)}.** ${escapeMarkdown(verdict.reason)}`,
    `> ${escapeMarkdown(verdict.statement)}`,
    claimFacts(verdict).join('\n'),
    fencedCode(verdict.replay),
  ];
}

function claimFacts(verdict: Verdict): readonly string[] {
  const statements = statementsIn(verdict);
  const papers = statements.length === 0 ? '' : ` (${statements.join(', ')})`;
  const parts = verdict.parts.map((part) => {
    const { decision, rule, unit } = part;
    const words = [
      describeEffect(part),
      describeSequence(decision),
      describeEstimates(part),
      describeSize(part),
      describeSplit(part),
      describeRule(rule, unit),
      describeOperatingCurve(part),
      describeBearing(part),
    ]
      .filter((sentence) => sentence !== null)
      .join(' ');
    return `* ${escapeMarkdown(part.name)}, ${word(part.decision.outcome)}: ${escapeMarkdown(words)}`;
  });
  const gates = verdict.gates.map((gate) => {
    const { description, mean, passed } = gate;
    const got = mean === null ? 'no number' : formatNumber(mean);
    return `* Gate ${passed ? 'passed' : 'failed'}: ${escapeMarkdown(description)}, ${got} (${describeLimit(gate)})`;
  });
  const assay = verdict.assay.map(
    ({ claim, verdict: found, passed }) =>
      `* Assay sensitivity ${passed ? 'shown' : 'missing'}: ${escapeMarkdown(claim)} is ${word(found)}`,
  );
  const context = verdict.context.map(({ name, mean, standardDeviation }) => {
    const spread =
      standardDeviation === null ? '' : ` (SD ${formatNumber(standardDeviation, [mean, standardDeviation])})`;
    return `* Beside it: ${escapeMarkdown(name)}, ${formatNumber(mean)}${spread}`;
  });
  const registered = describeRegistration(verdict);
  const changes = (verdict.registration?.differences ?? []).map((one) => `* Changed since: ${escapeMarkdown(one)}`);
  const power = describePower(verdict);
  const rates = `level ${formatDeclared(verdict.alpha)}${power === null ? '' : `; detection ${power}`}`;
  return [
    `* Claim: ${escapeMarkdown(`${verdict.claim}, ${verdict.task}`)}`,
    `* Source: ${escapeMarkdown(verdict.source + papers)}`,
    `* Design: ${escapeMarkdown(verdict.design)} (${describeRung(verdict.rung)})`,
    ...parts,
    `* Error rates: ${escapeMarkdown(rates)}`,
    `* Family: ${escapeMarkdown(describeFamily(verdict))}`,
    ...gates,
    ...assay,
    ...context,
    `* Seeds: ${formatSeeds(verdict.seeds)}`,
    ...(registered === null ? [] : [`* Registered: ${escapeMarkdown(registered)}`]),
    ...changes,
  ];
}

function coverageBlocks({ coverage }: ReportDocument): readonly string[] {
  if (coverage === undefined) return [];
  const against = contradictionLines(coverage);
  return [
    '## What it says of the paper',
    describeCoverage(coverage),
    ...(against.length === 0 ? [] : [against.map((line) => `* ${escapeMarkdown(line)}`).join('\n')]),
    coverageRows(coverage),
  ];
}

function coverageRows({ statements }: Coverage): string {
  const rows = statements.map((row) => {
    const tests = row.tests.map(({ claim, task, kind, required, status }) => {
      const marks = [kind === 'finding' ? null : describeKind(kind), required ? null : 'not required'];
      const named = [claim, task, ...marks.filter((mark) => mark !== null)].join(', ');
      return `${escapeMarkdown(named)}: ${statusWord(status)}`;
    });
    return [
      escapeMarkdown(row.id),
      escapeMarkdown(row.says),
      escapeMarkdown(`${row.about}; ${row.predicted}`),
      statusWord(row.status),
      escapeMarkdown(describeWhereTested(row) ?? '–'),
      [...tests, ...(row.reason === null ? [] : [escapeMarkdown(row.reason)])].join('; '),
    ];
  });
  return table(['Id', 'Statement of the paper', 'About; predicted', 'Here', 'Where', 'Tested by'], rows);
}

function statusWord(status: Status): string {
  const { label, like } = statusAppearance(status);
  return `${verdictAppearance(like).glyph} ${label}`;
}

function word(verdict: VerdictWord): string {
  const { glyph, label } = verdictAppearance(verdict);
  return `${glyph} ${label}`;
}

/** Cells are Markdown already; escapeMarkdown has taken their pipes and line breaks. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

// Text from anywhere as one line of Markdown that shows it as it is: no markup, no HTML, no table cell break.

/** For running text and table cells (GitHub flavour included: pipes, strikethrough, mathematics). */
export function escapeMarkdown(text: string): string {
  return printableText(text)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]|~$#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^([-+])(?=\s)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2');
}

/** A code block whose fence is longer than any run of backticks inside it. */
export function fencedCode(code: string): string {
  const printable = printableText(code);
  const longest = Math.max(2, ...[...printable.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${printable}\n${fence}`;
}
