// The command that makes a verdict again: only what differs from the defaults, quoted for a shell.
import { existsSync } from 'node:fs';
import { wordsOf } from './option.ts';
import { ASKED_OPTIONS, type AskedRequest } from './run-request.ts';

/** What of a request such a command says. */
export type Replayed = Omit<AskedRequest, 'backend'> & {
  readonly backend: string | null;
  /** Words of the command before its options; left out: `run`. */
  readonly asked?: readonly string[];
  /** How the command line is called; left out: as from where it is. */
  readonly command?: readonly string[];
};

export function replayCommand({ asked = ['run'], command, ...request }: Replayed, claims = request.claims): string {
  return commandLine([...asked, ...wordsOf(ASKED_OPTIONS, { ...request, claims })], command);
}

export function commandLine(words: readonly string[], command = commandWords()): string {
  return [...command, ...words].map(shellQuote).join(' ');
}

/**
 * How a person calls the command line from where it is: `npm run iml --` in a clone, whether its sources run or a build of them,
 * `npx iml` where the package is installed, the file itself where it runs from a bundle (scripts/bundle/header.sh says which).
 */
function commandWords(
  moduleUrl: string = import.meta.url,
  bundle: string | undefined = process.env.IML_BUNDLE,
): readonly string[] {
  if (bundle !== undefined && bundle !== '') return ['sh', bundle];
  return existsSync(new URL('../../cli/main.ts', moduleUrl)) ? ['npm', 'run', 'iml', '--'] : ['npx', 'iml'];
}

/** A word for a POSIX shell: as it is where that is safe, else between single quotes, which keep everything but themselves. */
export function shellQuote(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
