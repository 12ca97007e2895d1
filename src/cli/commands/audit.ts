// `iml audit`: does a report say what its runs and the registered claims say? Every number and word is made again and compared byte
// for byte, then the pages beside it (decisions.md promise 15).
import type { ForeignRun } from '../../execution/campaign/recompute-report.ts';
import { RUN_OPTIONS } from '../../execution/inputs/run-request.ts';
import { type PlannedCohort, runsOf } from '../../execution/planning/plan.ts';
import { openLedgerToRead } from '../../ledger/open-ledger-to-read.ts';
import type { AuditFinding } from '../../report/compare-reports.ts';
import { readReport, reportFile } from '../../report/read-report.ts';
import { defineCommand, printJson, reportPath } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { answerIn, counted, oneLine } from '../terminal/text-columns.ts';

export const command = defineCommand({
  options: {
    path: reportPath,
    ledgerFolder: { ...RUN_OPTIONS.ledgerFolder, help: 'where its runs are kept' },
    json: printJson,
  },
  /** 0: the same. 12: something differs. 14: of an earlier version, so that its verdicts cannot be compared. 16: the ledger lacks runs of it. */
  async run({ path, ledgerFolder, json }, { terminal: { stdout } }) {
    const { recomputeReport } = await import('../../execution/campaign/recompute-report.ts');
    const { asJudgedToday, compareRenderings, compareReports, NOT_RECOMPUTED } = await import(
      '../../report/compare-reports.ts'
    );
    const reported = await readReport(path);
    const ledger = openLedgerToRead(ledgerFolder);
    const { document, lacking, runs, foreign } = await recomputeReport(reported, { ledger });
    const pages = await compareRenderings(reported, await reportFile(path));
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
    const lines = [
      `${counted(verdicts, 'verdict')} judged again, from ${runs} runs in ${ledger.root}.`,
      ...ledger.distrusted().map((file) => `Not trusted: ${file}.`),
      ...lacking.map(lackingLine),
      ...findings.flatMap(findingLines),
      ...pages.absent.map((name) => `${name} is not beside the report, so it is not compared.`),
      ...(isEarlier ? [EARLIER] : []),
      `Taken as told, since no ledger knows it: ${NOT_RECOMPUTED.join('; ')}.`,
      conclusion(findings.length, { lacking, isEarlier }),
    ];
    stdout.write(answerIn(json, audit, lines.map(oneLineKeepingIndent)));
    if (lacking.length > 0) return EXIT_CODES.environment;
    if (isEarlier && findings.length === 0) return EXIT_CODES.usage;
    return same ? EXIT_CODES.success : EXIT_CODES.invalid;
  },
});

const EARLIER =
  'It was made by an earlier version, which judged by other rules or said less: the values of its seeds are compared, its verdicts and pages are not.';

/** The numbers may be what the ledger says; the ledger is not what its seeds say. */
function foreignFinding({ label, seed, recorded, drawn }: ForeignRun): AuditFinding {
  const what = `the run of seed ${seed} is of another seed: its roles are not those that seed ${seed} draws`;
  const inWords = ({ reliableTag, groups }: ForeignRun['drawn']) =>
    `tag ${reliableTag} reliable, ${groups.slice(0, 40)}...`;
  return { path: `ledger, ${label}`, what, reported: inWords(recorded), recomputed: inWords(drawn) };
}

function lackingLine({ label, hash, seeds }: PlannedCohort): string {
  return `The ledger lacks ${label}, seeds ${seeds.join(', ')} (experiment ${hash.slice(0, 16)}).`;
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
