// The command that runs one test again: its file and its full name, for a shell. Samples and seeds come from the test itself, so
// the same test is the same evidence.
import { relative } from 'node:path';
import { shellQuote } from '../execution/replay-command.ts';

/** What vitest tells a matcher about the test that it stands in. */
export interface TestPlace {
  readonly testPath?: string | undefined;
  readonly currentTestName?: string | undefined;
}

export function replayLine({ testPath, currentTestName }: TestPlace, currentFolder: string): string {
  const words = ['npx', 'vitest', 'run'];
  if (testPath !== undefined) words.push(relative(currentFolder, testPath));
  // vitest joins the names of suites and test with " > " for people, and with a blank for its filter, a regular expression.
  if (currentTestName !== undefined) words.push('-t', asPattern(currentTestName.replaceAll(' > ', ' ')));
  return words.map(shellQuote).join(' ');
}

function asPattern(name: string): string {
  return `^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}
