// A terminal that only remembers: what commands print, at an instant that the spec decides.
import { Writable } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';

export interface TryTerminal extends Terminal {
  readonly printed: () => { readonly stdout: string; readonly stderr: string };
  readonly passMs: (milliseconds: number) => void;
  readonly interrupt: () => void;
}

export interface TryTerminalOptions {
  readonly currentFolder?: string;
  readonly environment?: Terminal['environment'];
  readonly watched?: boolean;
}

export function tryTerminal({ currentFolder = '/', environment = {}, watched = false }: TryTerminalOptions = {}) {
  const interruption = new AbortController();
  const stdout = remember(watched);
  const stderr = remember(watched);
  let now = Date.UTC(2026, 10, 23, 10, 40, 12);
  const terminal: TryTerminal = {
    stdout: stdout.stream,
    stderr: stderr.stream,
    environment,
    currentFolder,
    now: () => now,
    signal: interruption.signal,
    printed: () => ({ stdout: stdout.text(), stderr: stderr.text() }),
    passMs: (milliseconds) => {
      now += milliseconds;
    },
    interrupt: () => interruption.abort(),
  };
  return terminal;
}

function remember(isTTY: boolean) {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  // The methods are those that cli-progress calls on a real terminal.
  const noMove = (...all: readonly unknown[]) => {
    const done = all.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  const terminal = { isTTY, columns: 100, cursorTo: noMove, moveCursor: noMove, clearLine: noMove };
  return { stream: Object.assign(stream, terminal), text: () => chunks.join('') };
}
