// What a command may see of the process that it runs in, handed in by main.ts, so that specs can hand in something else.
import type { VerdictWord } from '../../claims/verdicts/verdict.ts';
import { verdictAppearance } from '../../report/verdict-appearance.ts';

export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

export interface Terminal {
  /** Data: what a pipe gets. */
  readonly stdout: Output;
  /** Talk: progress, warnings, errors. */
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative paths start. */
  readonly currentFolder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The Node.js that runs us, for starting child processes and for `iml doctor`. */
export interface Runtime {
  readonly nodePath: string;
  readonly nodeVersion: string;
  readonly platform: string;
  /** bin/iml.mjs. */
  readonly script: string;
}

/** Someone watches: redrawing a line makes sense. Build servers sometimes claim to be terminals. */
export function isWatched(output: Output, { environment }: Terminal): boolean {
  return output.isTTY === true && !isOn(environment.CI) && environment.TERM !== 'dumb';
}

/** https://no-color.org: any value but the empty one switches colours off. */
function hasColours(output: Output, terminal: Terminal): boolean {
  return isWatched(output, terminal) && (terminal.environment.NO_COLOR ?? '') === '';
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

export type Paint = (word: VerdictWord, text: string) => string;

/** SGR foreground colours. */
const colours: Readonly<Record<VerdictWord, number>> = {
  reproduced: 32,
  'not-reproduced': 31,
  inconclusive: 33,
  invalid: 35,
  'not-run': 90,
};

// Verdict words in colour where colour is wanted. The mark before the word says the same without.
export function paintFor(output: Output, terminal: Terminal): Paint {
  if (!hasColours(output, terminal)) return (_, text) => text;
  return (word, text) => `\u001b[${colours[word]}m${text}\u001b[39m`;
}

/** "✔ reproduced". */
export function markedWord(word: VerdictWord): string {
  const { glyph, label } = verdictAppearance(word);
  return `${glyph} ${label}`;
}
