// Verdict words in colour where colour is wanted. The mark before the word says the same without.
import type { VerdictWord } from '../../claims/verdict.ts';
import { verdictAppearance } from '../../report/verdict-appearance.ts';
import { hasColours, type Output, type Terminal } from './terminal.ts';

export type Paint = (word: VerdictWord, text: string) => string;

/** SGR foreground colours. */
const colours: Readonly<Record<VerdictWord, number>> = {
  reproduced: 32,
  'not-reproduced': 31,
  inconclusive: 33,
  invalid: 35,
  'not-run': 90,
};

export function paintFor(output: Output, terminal: Terminal): Paint {
  if (!hasColours(output, terminal)) return (_, text) => text;
  return (word, text) => `\u001b[${colours[word]}m${text}\u001b[39m`;
}

/** "✔ reproduced". */
export function markedWord(word: VerdictWord): string {
  const { glyph, label } = verdictAppearance(word);
  return `${glyph} ${label}`;
}
