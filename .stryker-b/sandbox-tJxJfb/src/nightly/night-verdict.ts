// From all that a night saw to its one verdict: invalid where a control or a run failed, else the worst of its numbers.

import type { VerdictWord } from '../claims/verdicts/verdict.ts';
import { describeCode } from '../execution/fingerprint/code-version.ts';
import { type Html, html, verdictIcon } from '../report/html/html-template.ts';
import { DRIFT_WORDS, type NightRecord } from './night-record.ts';

export type NightWord = NightRecord['verdict'];

interface Appearance {
  readonly label: string;
  readonly meaning: string;
  /** Whose shape and colour it has. */
  readonly like: VerdictWord;
}

type Seen = Pick<NightRecord, 'watched' | 'controls' | 'failures' | 'experiments' | 'night'>;

const APPEARANCES: Readonly<Record<NightWord, Appearance>> = {
  identical: { label: 'identical', meaning: 'golden seeds give the same bytes again', like: 'reproduced' },
  'numerically-close': {
    label: 'numerically close',
    meaning: 'golden seeds give the same numbers to rounding',
    like: 'reproduced',
  },
  equivalent: {
    label: 'equivalent',
    meaning: 'other numbers, but shown to be within the margin of the goldens',
    like: 'reproduced',
  },
  unresolved: {
    label: 'unresolved',
    meaning: 'other numbers, neither shown to drift nor not to',
    like: 'inconclusive',
  },
  drift: { label: 'drift', meaning: 'a shift against the goldens, found and confirmed', like: 'not-reproduced' },
  'non-deterministic': {
    label: 'non-deterministic',
    meaning: 'the same seed gave other bytes twice in one night',
    like: 'not-reproduced',
  },
  invalid: { label: 'invalid', meaning: 'a control or a run failed, so the night says nothing', like: 'invalid' },
};

const FINE: readonly NightWord[] = ['identical', 'numerically-close', 'equivalent'];

/** @param earlier nights against the same goldens, in the order of the days */
export function nightVerdict(
  { watched, controls, failures, experiments }: Seen,
  earlier: readonly NightRecord[],
): Pick<NightRecord, 'verdict' | 'reason'> {
  const invalid = [
    ...(controls.null.passed ? [] : [`the null control is wrong: ${controls.null.words}`]),
    ...(controls.planted.passed ? [] : [`the planted regression is wrong: ${controls.planted.words}`]),
    ...(failures.length === 0 ? [] : [`${failures.length} cohorts failed: ${failures[0]}`]),
    ...(watched.length === 0 ? ['nothing was watched'] : []),
  ];
  if (invalid.length > 0)
    return { verdict: 'invalid', reason: `The night says nothing, since ${invalid.join('; and ')}` };
  const shaky = experiments.filter(({ deterministic }) => deterministic === false);
  const isOf = (word: NightWord) => watched.some((one) => one.verdict === word);
  const verdict = shaky.length > 0 ? 'non-deterministic' : (DRIFT_WORDS.findLast(isOf) ?? 'invalid');
  return { verdict, reason: [summary(watched), ...since(verdict, watched, earlier), ...unsteady(shaky)].join(' ') };
}

function summary(watched: NightRecord['watched']): string {
  const counts = new Map<NightWord, number>();
  for (const { verdict } of watched) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const words = [...counts].map(([word, count]) => `${count} ${wordsOf(word).label}`);
  return `${watched.length} numbers: ${words.join(', ')}.`;
}

function since(verdict: NightWord, watched: NightRecord['watched'], earlier: readonly NightRecord[]): string[] {
  if (verdict !== 'drift') return [];
  const moved = watched.filter((one) => one.verdict === 'drift');
  const largest = [...moved].sort((a, b) => deviations(b) - deviations(a))[0];
  const what =
    largest === undefined
      ? []
      : [
          `The largest: ${largest.claim} on ${largest.task}, ${largest.name}, ${largest.alarm?.direction} by ${Math.abs(largest.size?.shift ?? 0).toPrecision(3)} (${deviations(largest).toPrecision(2)} golden SD).`,
        ];
  const lastGood = earlier.findLast((night) => FINE.includes(night.verdict));
  const when =
    lastGood === undefined
      ? 'No earlier night against these goldens was fine: it moved since they were recorded.'
      : `It moved since the night of ${lastGood.night}, ${describeCode(lastGood.environment)}.`;
  return [...what, when];
}

function deviations({ size, golden }: NightRecord['watched'][number]): number {
  const { standardDeviation } = golden;
  return standardDeviation === 0 ? 0 : Math.abs(size?.shift ?? 0) / standardDeviation;
}

function unsteady(shaky: NightRecord['experiments']): string[] {
  if (shaky.length === 0) return [];
  return [`The same seeds gave other bytes twice tonight: ${shaky.map(({ label }) => label).join(', ')}.`];
}

/** The words of a night and what they mean, with the shapes that the report's verdicts have. */
export function wordsOf(word: NightWord): Appearance {
  return APPEARANCES[word];
}

export function nightBadge(word: NightWord): Html {
  const { label, meaning, like } = APPEARANCES[word];
  return html`<span class="verdict ${like}" title="${meaning}">${verdictIcon(like)}<span>${label}</span></span>`;
}
