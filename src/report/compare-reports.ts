// A report against what its ledger says: each difference with its path, what stands in the report, what was recomputed, and in words
// what must have been done to it. `NOT_RECOMPUTED` is the closed list of what no ledger knows: an audit takes it as told.
import { differencesBetween } from '../claims/registration-history.ts';
import type { Verdict } from '../claims/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { nameOfField } from './name-of-field.ts';

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
  'environment: device, node, platform, cores, harnessVersion, and backend where none was asked for',
  'runs: how many were trained, how many found, and how many tried again',
  'absent: cohorts of the plan without which the verdicts are the same',
  'warnings, but for that of a time that ran out',
] as const;

export function compareReports(reported: ReportDocument, recomputed: ReportDocument): AuditFinding[] {
  const others = differencesBetween({ ...reported, verdicts: [] }, { ...recomputed, verdicts: [] });
  return [
    ...compareVerdicts(reported.verdicts, recomputed.verdicts),
    ...others.map(({ path, before, now }) => ({
      path,
      what: `${nameOfField(path)} ${deed(before, now)}`,
      reported: before,
      recomputed: now,
    })),
  ];
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
  return differencesBetween(reported, recomputed).map(({ path, before, now }) => ({
    path: `${at}.${path}`,
    what: `${nameOfField(path)} of ${nameOf(recomputed)} ${deed(before, now)}${seeds.get(rowsIn(path)) ?? ''}`,
    reported: before,
    recomputed: now,
  }));
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

function deed(reported: unknown, recomputed: unknown): string {
  if (reported === undefined) return 'was removed';
  return recomputed === undefined ? 'was added' : 'was changed';
}

function nameOf({ claim, task, design }: Verdict): string {
  return `${claim} (${task}; ${design})`;
}
