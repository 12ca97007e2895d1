// A report against what its ledger says: each difference with its path, what stands in the report, what was recomputed, and in words
// what must have been done to it. `NOT_RECOMPUTED` is the closed list of what no ledger knows: an audit takes it as told.

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Difference, differencesBetween } from '../claims/registry/registration-history.ts';
import type { Verdict } from '../claims/verdicts/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { RENDERINGS } from './write-report.ts';

/** Tried in order. A path is that within a verdict, or for the rest of a report from its top. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^verdict$/, 'the verdict'],
  [/^reason$/, 'the reason'],
  [/^(title|statement|source|design|rung|kind)\b/, 'the words of the claim'],
  [/^required$/, 'the say in the exit code'],
  [/^(threshold|alpha|power|leastPower)\b/, 'the threshold, alpha or power'],
  [/^effect\b/, 'the effect'],
  [/^seeds\b/, 'the list of seeds'],
  [/^budget\b/, 'the number of seeds that it may spend'],
  [/^(registration|version)\b/, 'the registration'],
  [/^family\b/, 'the place in the family'],
  [/^outOfTime\b/, 'the note that time ran out'],
  [/^experimentHashes\b/, 'the experiments'],
  [/^(replay|request)\b/, 'what was asked'],
  [/^parts\.\d+\.rule\b/, 'a rule (threshold, margin, alpha or design)'],
  [/^parts\.\d+\.perSeed\b/, 'a number of a seed'],
  [/^parts\.\d+\.decision\.reason\b/, 'the reason of a part'],
  [/^parts\.\d+\.decision\b/, 'a number of the decision'],
  [/^parts\.\d+\.operatingCurve\b/, 'an operating curve'],
  [/^parts\.\d+\.bearing\b/, 'what a part says of the paper'],
  [/^parts\.\d+\.size\b/, 'the size beside the independent implementation'],
  [/^parts\b/, 'a part'],
  [/^gates\b/, 'a validity gate'],
  [/^assay\b/, 'the assay'],
  [/^context\b/, 'a number beside the verdict'],
  [/^plots\b/, 'the data of a plot'],
  [/^coverage\b/, 'the coverage of the paper'],
  [/^runs\b/, 'the number of runs'],
  [/^absent\b/, 'the runs that never came'],
  [/^environment\b/, 'the environment'],
  [/^warnings\b/, 'a warning'],
  [/^profile$/, 'the profile'],
];

export interface AuditFinding {
  /** "verdicts.3.parts.0.rule.threshold", with the positions of the report. */
  readonly path: string;
  readonly what: string;
  /** Undefined: it is not there. */
  readonly reported: unknown;
  readonly recomputed: unknown;
}

/** Differences in these are not found in report.json alone; a page beside it that shows the former value gives them away. */
export const NOT_RECOMPUTED = [
  'startedAt, finishedAt',
  'environment: device, node, platform, cores, harnessVersion, commit, uncommitted, and backend where none was asked for',
  'runs: how many were trained, how many found, and how many tried again',
  'absent: cohorts of the plan without which the verdicts are the same',
  'warnings, but for that of a time that ran out',
] as const;

export function compareReports(reported: ReportDocument, recomputed: ReportDocument): AuditFinding[] {
  const others = differencesBetween({ ...reported, verdicts: [] }, { ...recomputed, verdicts: [] });
  return [...compareVerdicts(reported.verdicts, recomputed.verdicts), ...others.map((one) => findingOf(one))];
}

/**
 * A report of an earlier version as far as it is held to anything: the values of its seeds, in the place of those that its verdicts are
 * judged from today. Its own verdicts say less, and before version 3 followed rules under which some futility was "not reproduced"
 * (decisions.md B1).
 */
export function asJudgedToday(reported: ReportDocument, recomputed: ReportDocument): ReportDocument {
  const verdicts = reported.verdicts.map((before) => {
    const now = recomputed.verdicts.find((one) => nameOf(one) === nameOf(before));
    if (now === undefined) return before;
    const parts = now.parts.map((part, index) => {
      const rows = before.parts[index]?.perSeed ?? [];
      // Other rules stop after other numbers of seeds; as far as both went, no row may be missing.
      const end = Math.min(lastSeedIn(rows), lastSeedIn(part.perSeed));
      const held = rows.filter(({ seed }) => seed <= end);
      return { ...part, perSeed: [...held, ...part.perSeed.filter(({ seed }) => seed > end)] };
    });
    return { ...now, parts };
  });
  return { ...recomputed, verdicts };
}

function lastSeedIn(rows: Verdict['parts'][number]['perSeed']): number {
  return Math.max(...rows.map(({ seed }) => seed));
}

function compareVerdicts(reported: readonly Verdict[], recomputed: readonly Verdict[]): AuditFinding[] {
  const names = reported.map(nameOf);
  const expected = recomputed.map(nameOf);
  const findings: AuditFinding[] = [];
  for (const [index, name] of expected.entries()) {
    if (names.includes(name)) continue;
    const what = `the verdict on ${name} is gone: it was deleted, or its claim, task or design renamed`;
    findings.push({ path: 'verdicts', what, reported: undefined, recomputed: recomputed[index]?.verdict });
  }
  for (const [index, name] of names.entries()) {
    const path = `verdicts.${index}`;
    const position = expected.indexOf(name);
    const counterpart = recomputed[position];
    if (counterpart === undefined || names.indexOf(name) !== index) {
      const what = `there is no such verdict: ${name} was added, or renamed`;
      findings.push({ path, what, reported: reported[index]?.verdict, recomputed: undefined });
      continue;
    }
    if (position !== index && names.length === expected.length) {
      findings.push({ path, what: `the verdict on ${name} was moved`, reported: index, recomputed: position });
    }
    findings.push(...differencesOf(reported[index] as Verdict, counterpart, path));
  }
  return findings;
}

function differencesOf(reported: Verdict, recomputed: Verdict, at: string): AuditFinding[] {
  const seeds = seedsChanged(reported, recomputed);
  const of = ` of ${nameOf(recomputed)}`;
  return differencesBetween(reported, recomputed).map((one) => {
    const rows = seeds.get(rowsIn(one.path)) ?? '';
    return findingOf(one, { at: `${at}.`, of, rows });
  });
}

/** @param of whose field it is @param rows which of its rows are others, in words */
function findingOf({ path, before, now }: Difference, { at = '', of = '', rows = '' } = {}): AuditFinding {
  const field = NAMES.find(([pattern]) => pattern.test(path))?.[1] ?? 'a field';
  const deed = before === undefined ? 'was removed' : now === undefined ? 'was added' : 'was changed';
  return { path: `${at}${path}`, what: `${field}${of} ${deed}${rows}`, reported: before, recomputed: now };
}

/** Where rows of seeds differ in what seeds they are of: which were taken out, and which put in. */
function seedsChanged(reported: Verdict, recomputed: Verdict): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const compare = (path: string, before: readonly number[], now: readonly number[]) => {
    const removed = now.filter((seed) => !before.includes(seed));
    const added = before.filter((seed) => !now.includes(seed));
    if (removed.length + added.length === 0) return;
    const parts = [
      ...(removed.length > 0 ? [`seed ${removed.join(', ')} was removed`] : []),
      ...(added.length > 0 ? [`seed ${added.join(', ')} was added`] : []),
    ];
    words.set(path, ` (${parts.join(', ')})`);
  };
  compare('seeds', reported.seeds, recomputed.seeds);
  for (const [index, part] of recomputed.parts.entries()) {
    const seedsOf = (rows: Verdict['parts'][number]['perSeed'] | undefined) => (rows ?? []).map(({ seed }) => seed);
    compare(`parts.${index}.perSeed`, seedsOf(reported.parts[index]?.perSeed), seedsOf(part.perSeed));
  }
  return words;
}

/** The list of seeds, or of rows a seed, that a path lies in. */
function rowsIn(path: string): string {
  return /^(seeds|parts\.\d+\.perSeed)/.exec(path)?.[0] ?? '';
}

function nameOf({ claim, task, design }: Verdict): string {
  return `${claim} (${task}; ${design})`;
}

interface RenderingsCompared {
  readonly findings: readonly AuditFinding[];
  /** Names of files that are not there. */
  readonly absent: readonly string[];
  /** The document is one of an earlier version, and so are its pages: what it is drawn as now says nothing about them. */
  readonly isEarlier: boolean;
}

// The pages beside a report against what its document is drawn as now, byte for byte: a page that says something else was edited, or
// the document was after it was drawn.

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
