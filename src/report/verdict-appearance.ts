// The five verdict words as people see them: label, what it means, and a shape that needs no colour to be told apart.
import type { Verdict, VerdictWord } from '../claims/verdicts/verdict.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import { describeCoverage } from './describe-coverage.ts';
import { describeExploration } from './describe-verdict.ts';

interface VerdictAppearance {
  readonly label: string;
  readonly meaning: string;
  /** One character with the same role as the icon, where there are no icons (Markdown). */
  readonly glyph: string;
  /** Inner SVG of a 16 by 16 icon that draws in `currentColor`. */
  readonly icon: string;
}

const cut = 'fill="none" stroke="var(--page)" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"';

const appearances: Readonly<Record<VerdictWord, VerdictAppearance>> = {
  reproduced: {
    label: 'reproduced',
    meaning: 'every part of the claim passed its tests',
    glyph: '✔',
    icon: `<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="M4.6 8.3l2.4 2.4 4.5-5" ${cut}/>`,
  },
  'not-reproduced': {
    label: 'not reproduced',
    meaning: 'evidence against: the effect is shown to be absent, too small or reversed',
    glyph: '✘',
    icon: `<rect x="1" y="1" width="14" height="14" rx="2" fill="currentColor"/><path d="M5 5l6 6M11 5l-6 6" ${cut}/>`,
  },
  inconclusive: {
    label: 'inconclusive',
    meaning: 'no evidence either way: these seeds cannot tell',
    glyph: '◐',
    icon: '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z" fill="currentColor"/>',
  },
  invalid: {
    label: 'invalid',
    meaning: 'a gate or control failed, so the runs answer no question',
    glyph: '▲',
    icon: `<path d="M8 1.2L15.4 14.6H.6z" fill="currentColor" stroke="currentColor" stroke-linejoin="round"/><path d="M8 6v3.6M8 12.1v.1" ${cut}/>`,
  },
  'not-run': {
    label: 'not run',
    meaning: 'no runs were asked for or found',
    glyph: '○',
    icon: '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.6 2.6"/>',
  },
};

export function verdictAppearance(word: VerdictWord): VerdictAppearance {
  return appearances[word];
}

// How the verdicts of a report count up, and the one sentence that says so.

/** All five words, in the order of the table above. */
export function tallyVerdicts(verdicts: readonly Verdict[]) {
  const words = Object.keys(appearances) as VerdictWord[];
  return words.map((word) => ({ word, count: verdicts.filter(({ verdict }) => verdict === word).length }));
}

export function describeTally(document: ReportDocument): string {
  const exploration = describeExploration(document);
  return [...(exploration === null ? [] : [exploration]), describeFound(document)].join(' ');
}

/** What was found, told apart from what the design implies, and what that means for the paper. */
export function describeFound(document: Pick<ReportDocument, 'verdicts' | 'coverage'>): string {
  const { verdicts, coverage } = document;
  const required = verdicts.filter((verdict) => verdict.required);
  const ofRequired = `${countReproduced(required)} of the ${required.length} required ones`;
  const findings = verdicts.filter(({ kind }) => kind === 'finding');
  const checks = verdicts.filter(({ kind }) => kind === 'harness-check');
  const reproduced = countReproduced(findings);
  const free = reproduced - countReproduced(findings.filter((verdict) => verdict.required));
  const ofThese = free === 0 ? '' : ` (${free} of these not required)`;
  const held = checks.length === 0 ? '' : `; ${countReproduced(checks)} of ${checks.length} harness checks hold`;
  const tally =
    findings.length + checks.length === 0
      ? `${countReproduced(verdicts)} of ${verdicts.length} tests of claims reproduced, ${ofRequired}.`
      : `${reproduced} of ${findings.length} findings reproduced${ofThese}${held}. Of all tests ${ofRequired} are reproduced.`;
  return coverage === undefined ? tally : `${tally} ${describeCoverage(coverage)}`;
}

function countReproduced(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ verdict }) => verdict === 'reproduced').length;
}
