// What a command may see of the process that it runs in, handed in by main.ts, so that specs can hand in something else.

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
export interface Machine {
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
export function hasColours(output: Output, terminal: Terminal): boolean {
  return isWatched(output, terminal) && (terminal.environment.NO_COLOR ?? '') === '';
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}
