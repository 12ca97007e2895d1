// A child process that measures (child-messages.ts): one a contender and number of threads, so that threads, libraries and their
// settings are its own. It lives as long as the table takes and sleeps while others are timed.
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { ChildAnswers, ChildRequest } from './child-messages.ts';

export interface MeasuringChild {
  /** @throws HarnessError where the child cannot */
  ask<Kind extends ChildRequest['do']>(request: Extract<ChildRequest, { do: Kind }>): Promise<ChildAnswers[Kind]>;
  end(): Promise<void>;
}

export interface ChildCommand {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Lines of a child's talk that are kept for a complaint. */
const KEPT_TALK = 4000;

/** @param signal kills it, whatever it is at */
export function startChild(
  name: string,
  { program, words, environment }: ChildCommand,
  signal: AbortSignal,
): MeasuringChild {
  const child = execa(program, [...words], {
    env: environment,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    cleanup: true,
    cancelSignal: signal,
    forceKillAfterDelay: 2000,
  });
  let talk = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    talk = (talk + text).slice(-KEPT_TALK);
  });
  // Whoever writes to a child that is gone learns it from its end.
  child.stdin.on('error', () => {});

  let waiting: ((answer: unknown) => void) | null = null;
  const settle = (answer: unknown) => {
    waiting?.(answer);
    waiting = null;
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Native libraries may talk on stdout, too.
    if (line.startsWith('{')) settle(JSON.parse(line));
  });
  let ended = false;
  const end = child.then((result) => {
    ended = true;
    const last = talk.trim().split('\n').slice(-3).join(' | ');
    settle({ error: `the process ended (${result.signal ?? result.exitCode ?? result.code}): ${last}` });
  });

  return {
    async ask<Kind extends ChildRequest['do']>(request: Extract<ChildRequest, { do: Kind }>) {
      const answer = await new Promise<unknown>((resolve) => {
        if (ended) return resolve({ error: 'the process has ended' });
        waiting = resolve;
        child.stdin.write(`${JSON.stringify(request)}\n`);
      });
      if (isComplaint(answer))
        throw new HarnessError('backend-unavailable', { what: `${name} cannot be timed here.`, got: answer.error });
      return answer as ChildAnswers[Kind];
    },
    async end() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill(), 5000);
      await end;
      clearTimeout(timer);
    },
  };
}

function isComplaint(answer: unknown): answer is { readonly error: string } {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}
