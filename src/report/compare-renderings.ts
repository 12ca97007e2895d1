// The pages beside a report against what its document is drawn as now, byte for byte: a page that says something else was edited, or
// the document was after it was drawn.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import type { AuditFinding } from './compare-reports.ts';
import { RENDERINGS } from './renderings.ts';

export interface RenderingsCompared {
  readonly findings: readonly AuditFinding[];
  /** Names of files that are not there. */
  readonly absent: readonly string[];
  /** The document is one of an earlier version, and so are its pages: what it is drawn as now says nothing about them. */
  readonly isEarlier: boolean;
}

/** @param file that of the document; only one that is called report.json has pages beside it */
export async function compareRenderings(document: ReportDocument, file: string): Promise<RenderingsCompared> {
  const { schemaVersion } = Object(JSON.parse((await textAt(file)) ?? 'null')) as { readonly schemaVersion?: unknown };
  if (schemaVersion !== document.schemaVersion) return { findings: [], absent: [], isEarlier: true };
  const isAtHome = basename(file) === 'report.json';
  const findings: AuditFinding[] = [];
  const absent: string[] = [];
  for (const [name, render] of RENDERINGS) {
    const isDocument = name === 'report.json';
    const text = isDocument ? await textAt(file) : isAtHome ? await textAt(join(dirname(file), name)) : null;
    if (text === null) {
      absent.push(name);
      continue;
    }
    const drawn = await render(document);
    if (text !== drawn) findings.push(findingAt(name, text.split('\n'), drawn.split('\n')));
  }
  return { findings, absent, isEarlier: false };
}

function findingAt(name: string, lines: readonly string[], drawn: readonly string[]): AuditFinding {
  const length = Math.max(lines.length, drawn.length);
  const index = Array.from({ length }, (_, line) => line).findIndex((line) => lines[line] !== drawn[line]);
  const from = firstDifference(lines[index] ?? '', drawn[index] ?? '');
  return {
    path: `${name}, line ${index + 1}`,
    what:
      name === 'report.json'
        ? 'the file is not spelt as it was written'
        : `${name} is not what report.json is drawn as`,
    reported: around(lines[index], from),
    recomputed: around(drawn[index], from),
  };
}

function firstDifference(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index++;
  return index;
}

/** A page has lines of any length; what differs is enough. */
function around(line: string | undefined, from: number): string | undefined {
  return line?.slice(Math.max(0, from - 30), from + 60);
}

async function textAt(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
