// Reads report.json back, from the file or from the folder that holds it, and lets nothing malformed through. A report of an earlier
// version is read as one of today's.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { causedError } from '../errors/caused-error.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { REPORT_VERSION, type ReportDocument, ReportSchema } from '../execution/campaign/report-document.ts';
import { checked } from '../schemas/checked.ts';
import type { SchemaComplaint } from '../schemas/complaints.ts';
import { withDefinitions } from '../schemas/json-schema.ts';

export async function readReport(path: string): Promise<ReportDocument> {
  const { file, text } = await readText(path);
  return validateReport(parseJson(text, file), file);
}

const isReport = checked<ReportDocument>(withDefinitions(ReportSchema));
/** Takes three times as long to compile, which only a report with something wrong has to wait for. */
const { complaints } = checked<ReportDocument>(ReportSchema);

/** The same value, or one of today of an earlier version, known to be a report; else `invalid-report`, naming the first field that is wrong. */
export function validateReport(written: unknown, where: string): ReportDocument {
  const value = asOfToday(written, where);
  if (isReport(value)) return value;
  throw invalidReport(complaints(value), {
    what: 'This is not a report of iml-verify.',
    where,
    next: 'Make the report again with the command in its `replay` field, with this version of the harness.',
  });
}

/** What is wrong with a document of results, by its first complaint. */
export function invalidReport(
  [first]: readonly SchemaComplaint[],
  { where, ...words }: { readonly what: string; readonly where: string; readonly next?: string },
): HarnessError {
  const { pointer = '', got = 'unknown', expected = 'a valid document' } = first ?? {};
  return new HarnessError('invalid-report', { ...words, where: `${where}, field ${pointer || '/'}`, got, expected });
}

async function readText(path: string): Promise<{ readonly file: string; readonly text: string }> {
  try {
    const file = await reportFile(path);
    return { file, text: await readFile(file, 'utf8') };
  } catch (cause) {
    throw causedError('not-readable', cause, {
      what: 'The report cannot be read.',
      where: path,
      expected: 'report.json, or the folder of a report',
      next: 'Check the path; `iml run` prints where it wrote its report.',
    });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw causedError('invalid-report', cause, {
      what: 'This is not a report of iml-verify: it is not JSON.',
      where: `${file}, field /`,
      expected: 'a JSON document',
      next: 'If the file was cut short, make the report again.',
    });
  }
}

/** Where the document of a report lies: the file itself, or report.json in its folder. Rejects with the system's error where nothing is there. */
export async function reportFile(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? join(path, 'report.json') : path;
}

// Reports of earlier schema versions as documents of today's. Version 1: a decision and a verdict had every field whatever their outcome,
// null or left out where it had none. Versions 1 and 2: coverage was by claims of the paper and by whole verdicts. Version 3 only says
// less. What has no place any more is dropped, and nothing is computed: no number changes.

type Fields = Readonly<Record<string, unknown>>;

/** What is no report of an earlier version is given back as it is. @throws HarnessError `invalid-report` for one too old to be converted */
function asOfToday(value: unknown, where: string): unknown {
  const report = fieldsOf(value);
  const { schemaVersion, coverage: _, ...rest } = report;
  if (schemaVersion === 3) return { ...report, schemaVersion: REPORT_VERSION };
  if ((schemaVersion !== 1 && schemaVersion !== 2) || !Array.isArray(report.verdicts)) return value;
  const verdicts = report.verdicts.map((one: unknown) => {
    const { paperClaims: __, ...verdict } = fieldsOf(one);
    return schemaVersion === 1 ? verdictOfVersionTwo(verdict, where) : verdict;
  });
  return { ...rest, schemaVersion: REPORT_VERSION, verdicts };
}

function verdictOfVersionTwo(verdict: Fields, where: string): Fields {
  const { effect, power, outOfTime = false, ...shared } = verdict;
  if (shared.budget === undefined || shared.family === undefined) throw tooOld(where);
  const parts = Array.isArray(shared.parts) ? shared.parts.map(fieldsOf) : [];
  const judged = parts.map((part) => ({ ...part, decision: decisionOfToday(fieldsOf(part.decision)) }));
  const today = { version: null, ...shared, parts: judged };
  switch (verdict.verdict) {
    case 'invalid':
    case 'not-run':
      return today;
    case 'inconclusive':
      return { ...today, effect, power, outOfTime };
    default:
      return { ...today, effect, power };
  }
}

function decisionOfToday({ sequence, ...decision }: Fields): Fields {
  const { seedsNeeded = null, ...state } = fieldsOf(sequence);
  const reached = sequence === undefined ? {} : { sequence: sequenceOfToday(state) };
  const { outcome, reason, seeds, alpha } = decision;
  if (outcome === 'invalid') return { outcome, reason, seeds, alpha, ...reached };
  return { ...decision, ...(outcome === 'inconclusive' ? { seedsNeeded } : {}), ...reached };
}

function sequenceOfToday({ stoppedBy, nextLookAt, moreSeedsAtMost, ...shared }: Fields): Fields {
  return shared.isDecided === true ? { ...shared, stoppedBy } : { ...shared, nextLookAt, moreSeedsAtMost };
}

function fieldsOf(value: unknown): Fields {
  return Object(value) as Fields;
}

function tooOld(where: string): HarnessError {
  return new HarnessError('invalid-report', {
    what: 'This report is too old to be read: it does not say what its tests might spend, nor which claims share their error rate.',
    where: `${where}, fields budget and family of its verdicts`,
    next: 'Make it again with the command in its `replay` field: what the ledger has is not trained again.',
  });
}
