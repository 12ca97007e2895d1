// `iml audit`: does a report say what its runs and the registered claims say? Every number and word is made again and compared byte
// for byte, then the pages beside it (decisions.md promise 15).
import type { ForeignRun } from '../../execution/campaign/recompute-report.ts';
import { flag } from '../../execution/inputs/option.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { type PlannedCohort, runsOf } from '../../execution/planning/plan.ts';
import { openLedgerToRead } from '../../ledger/open-ledger-to-read.ts';
import type { AuditFinding } from '../../report/compare-reports.ts';
import { formatSeeds } from '../../report/format-number.ts';
import { readReport, reportFile } from '../../report/read-report.ts';
import { defineCommand, printJson, reportPath } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, counted, oneLine } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    path: reportPath,
    ledgerFolder: { ...RUN_OPTIONS.ledgerFolder, help: 'where its runs are kept' },
    all: flag('--all', 'every run that is lacking and every difference; without it the first of them'),
    json: printJson,
  },
  /** 0: the same. 12: something differs. 14: of an earlier version, so that its verdicts cannot be compared. 16: the ledger lacks runs of it. */
  async run({ path: report, ledgerFolder, all, json }, { terminal: { stdout } }) {
    const { recomputeReport } = await import('../../execution/campaign/recompute-report.ts');
    const { asJudgedToday, compareRenderings, compareReports, NOT_RECOMPUTED } = await import(
      '../../report/compare-reports.ts'
    );
    const reported = await readReport(report);
    const ledger = openLedgerToRead(ledgerFolder);
    const { document, lacking, runs, foreign } = await recomputeReport(reported, { ledger });
    const pages = await compareRenderings(reported, await reportFile(report));
    const { isEarlier } = pages;
    const said = isEarlier ? asJudgedToday(reported, document) : reported;
    const findings = [...compareReports(said, document), ...pages.findings, ...foreign.map(foreignFinding)];
    const same = findings.length === 0 && lacking.length === 0 && !isEarlier;
    const verdicts = document.verdicts.length;
    const missing = lacking.map(({ label, hash, seeds }) => ({ label, experiment: hash, seeds }));
    const audit = {
      same,
      isEarlier,
      verdicts,
      runs,
      findings,
      missing,
      filesAbsent: pages.absent,
      notRecomputed: NOT_RECOMPUTED,
    };
    const most = all ? Number.POSITIVE_INFINITY : MOST_LINES;
    // Verdicts that lack their runs differ for that alone.
    const isMoot = ({ path }: AuditFinding) => lacking.length > 0 && /^(verdicts|coverage)\./.test(path);
    const shown = all ? findings : findings.filter((finding) => !isMoot(finding));
    const lines = [
      conclusion(findings.length, { lacking, isEarlier }),
      `${counted(verdicts, 'verdict')} judged again, from ${runs} runs in ${ledger.root}.`,
      ...ledger.distrusted().map((file) => `Not trusted: ${file}.`),
      ...firstOf(lackingLines(lacking), most, 'experiment'),
      ...firstOf(shown.map(findingLines), most, 'difference'),
      ...pages.absent.map((name) => `${name} is not beside the report, so it is not compared.`),
      ...(isEarlier ? [EARLIER] : []),
      `Taken as told, since no ledger knows it: ${NOT_RECOMPUTED.join('; ')}.`,
    ];
    stdout.write(answerIn(json, audit, lines.map(oneLineKeepingIndent)));
    if (lacking.length > 0) return EXIT_CODES.environment;
    if (isEarlier && findings.length === 0) return EXIT_CODES.usage;
    return same ? EXIT_CODES.success : EXIT_CODES.invalid;
  },
});

/** A screen holds them. */
const MOST_LINES = 10;

const EARLIER =
  'It was made by an earlier version, which judged by other rules or said less: the values of its seeds are compared, its verdicts and pages are not.';

/** The numbers may be what the ledger says; the ledger is not what its seeds say. */
function foreignFinding({ label, seed, recorded, drawn }: ForeignRun): AuditFinding {
  const what = `the run of seed ${seed} is of another seed: its roles are not those that seed ${seed} draws`;
  const inWords = ({ reliableTag, groups }: ForeignRun['drawn']) =>
    `tag ${reliableTag} reliable, ${groups.slice(0, 40)}...`;
  return { path: `ledger, ${label}`, what, reported: inWords(recorded), recomputed: inWords(drawn) };
}

/** One an experiment. */
function lackingLines(cohorts: readonly PlannedCohort[]): string[][] {
  const byExperiment = new Map<string, PlannedCohort[]>();
  for (const cohort of cohorts) byExperiment.set(cohort.hash, [...(byExperiment.get(cohort.hash) ?? []), cohort]);
  return [...byExperiment].map(([hash, those]) => {
    const seeds = formatSeeds(those.flatMap((cohort) => cohort.seeds));
    return [`The ledger lacks ${those[0]?.label}, seeds ${seeds} (experiment ${hash.slice(0, 16)}).`];
  });
}

/** The lines of the first ones, and how many more there are. */
function firstOf(items: readonly (readonly string[])[], most: number, noun: string): string[] {
  const shown = items.slice(0, most);
  const more = items.length - shown.length;
  return [...shown.flat(), ...(more === 0 ? [] : [`... and ${counted(more, `more ${noun}`)}: --all shows them.`])];
}

function findingLines({ path, what, reported, recomputed }: AuditFinding): string[] {
  return [`${path}: ${what}.`, `  in the report: ${textOf(reported)}`, `  recomputed:    ${textOf(recomputed)}`];
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

function conclusion(
  findings: number,
  { lacking, isEarlier }: { readonly lacking: readonly PlannedCohort[]; readonly isEarlier: boolean },
): string {
  if (lacking.length > 0) {
    return `The ledger lacks ${runsOf(lacking)} runs of this report, so it cannot be judged again; --ledger names another one.`;
  }
  if (findings > 0) {
    return `The report is not what its runs and the registered claims say: ${counted(findings, 'difference')}.`;
  }
  return isEarlier
    ? 'The values of its seeds are what its runs say. That is no audit of its verdicts: make it again with the command in its `replay` field.'
    : 'The report is what its runs and the registered claims say, byte for byte.';
}

function oneLineKeepingIndent(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return `${indent}${oneLine(line.trimStart())}`;
}
