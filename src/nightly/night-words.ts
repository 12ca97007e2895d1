// The words of a night and what they mean, with the shapes that the report's verdicts have.
import type { VerdictWord } from '../claims/verdict.ts';
import { type Html, html } from '../report/html/html-template.ts';
import { verdictIcon } from '../report/html/verdict-badge.ts';
import type { NightRecord } from './night-record.ts';

export type NightWord = NightRecord['verdict'];

interface Appearance {
  readonly label: string;
  readonly meaning: string;
  /** Whose shape and colour it has. */
  readonly like: VerdictWord;
}

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

/** Worst last. */
export const NIGHT_WORDS: readonly NightWord[] = [
  'identical',
  'numerically-close',
  'equivalent',
  'unresolved',
  'drift',
  'non-deterministic',
  'invalid',
];

export function wordsOf(word: NightWord): Appearance {
  return APPEARANCES[word];
}

export function nightBadge(word: NightWord): Html {
  const { label, meaning, like } = APPEARANCES[word];
  return html`<span class="verdict ${like}" title="${meaning}">${verdictIcon(like)}<span>${label}</span></span>`;
}

/** The worst of several. */
export function worstOf<Word extends NightWord>(words: readonly Word[]): Word | null {
  return words.reduce<Word | null>(
    (worst, word) => (worst === null || NIGHT_WORDS.indexOf(word) > NIGHT_WORDS.indexOf(worst) ? word : worst),
    null,
  );
}
