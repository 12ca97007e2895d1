// Reads report.json back, from the file or from the folder that holds it, and lets nothing malformed through. A report of the version
// before is read as one of today's.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors/harness-error.ts';
import { type ReportDocument, ReportSchema } from '../execution/campaign/report-document.ts';
import { checked } from '../schemas/checked.ts';
import type { SchemaComplaint } from '../schemas/complaints.ts';
import { withDefinitions } from '../schemas/json-schema.ts';
import { asOfToday } from './earlier-report.ts';

export async function readReport(path: string): Promise<ReportDocument> {
  const { file, text } = await readText(path);
  return validateReport(asOfToday(parseJson(text, file), file), file);
}

const isReport = checked<ReportDocument>(withDefinitions(ReportSchema));
/** Takes three times as long to compile, which only a report with something wrong has to wait for. */
const { complaints } = checked<ReportDocument>(ReportSchema);

/** The same value, now known to be a report; otherwise `invalid-report`, naming the first field that is wrong. */
export function validateReport(value: unknown, where: string): ReportDocument {
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
    throw new HarnessError(
      'not-readable',
      {
        what: 'The report cannot be read.',
        where: path,
        got: cause instanceof Error ? cause.message : String(cause),
        expected: 'report.json, or the folder of a report',
        next: 'Check the path; `iml run` prints where it wrote its report.',
      },
      { cause },
    );
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HarnessError(
      'invalid-report',
      {
        what: 'This is not a report of iml-verify: it is not JSON.',
        where: `${file}, field /`,
        got: cause instanceof Error ? cause.message : String(cause),
        expected: 'a JSON document',
        next: 'If the file was cut short, make the report again.',
      },
      { cause },
    );
  }
}

// Where the document of a report lies: the file itself, or report.json in its folder.

/** Rejects with the system's error where nothing is there. */
export async function reportFile(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? join(path, 'report.json') : path;
}
