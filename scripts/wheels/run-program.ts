// Runs a program of the machine's to its end, and hands back what it said. Whether that is a failure is for the caller to say.
import { execa } from 'execa';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { Workshop } from './workshop.ts';

export interface Ran {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** In words: an exit code, a signal, or that there is no such program. */
  readonly end: string;
}

/** @throws HarnessError `interrupted` */
export async function runProgram(
  [program, ...words]: readonly [string, ...string[]],
  { environment, signal }: Pick<Workshop, 'environment' | 'signal'>,
  timeoutMs = 540_000,
): Promise<Ran> {
  const result = await execa(program, words, {
    env: environment,
    extendEnv: false,
    cancelSignal: signal,
    timeout: timeoutMs,
    reject: false,
    stdin: 'ignore',
  });
  throwIfInterrupted(signal);
  const end = result.timedOut
    ? `no end within ${timeoutMs / 1000} s`
    : (result.signal ??
      (result.exitCode === undefined ? (result.code ?? 'it did not start') : `exit code ${result.exitCode}`));
  return { succeeded: !result.failed, stdout: result.stdout, stderr: result.stderr, end };
}

export function throwIfInterrupted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new HarnessError('interrupted', { what: 'Interrupted. Nothing is left half-installed.' });
}

/** The last lines, which is where pip and compilers say what went wrong. */
export function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join(' | ');
}
