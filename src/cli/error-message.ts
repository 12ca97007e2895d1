// What a person reads when a command stops: the recipe of a HarnessError, or for a defect what to do with it. A stack only for
// those who ask for one with IML_DEBUG=1.
import { HarnessError } from '../errors/harness-error.ts';
import { EXIT_CODES, exitCodeOfError } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export function errorMessage(error: unknown, environment: Terminal['environment']): string {
  const debug = environment.IML_DEBUG === '1';
  const lines = [`iml: ${wordsOf(error)}`];
  if (exitCodeOfError(error) === EXIT_CODES.internal) {
    const how = debug
      ? 'please open an issue with this message'
      : 'run it again with IML_DEBUG=1 and open an issue with what it prints';
    lines.push(
      `  This is a defect of iml-verify and no verdict about any claim; ${how}. Finished runs are in the ledger.`,
    );
  }
  if (debug) lines.push(...stacksOf(error));
  return `${lines.join('\n')}\n`;
}

function wordsOf(error: unknown): string {
  if (error instanceof HarnessError) return error.message;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return `something was thrown that is no error: ${String(error)}`;
}

function stacksOf(error: unknown): string[] {
  const stacks: string[] = [];
  const seen = new Set<unknown>();
  for (let cause = error; cause instanceof Error && !seen.has(cause); cause = cause.cause) {
    seen.add(cause);
    stacks.push(`${stacks.length === 0 ? '' : 'because of '}${cause.stack ?? cause.message}`);
  }
  return stacks;
}
