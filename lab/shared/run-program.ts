// How the programs of lab/ and scripts/ run: words in, an exit code out, progress and complaints on stderr.
import { EXIT_CODES, type ExitCode, errorMessage, exitCodeOfError } from '../../src/cli/exit-codes.ts';

interface Program<Options> {
  readonly parse: (words: readonly string[]) => Options;
  /** What `--help` prints. */
  readonly usage: string;
  /** Left out of what it returns: success. */
  readonly main: (options: Options) => ExitCode | Promise<ExitCode> | Promise<void>;
  /** What is said in place of an error, for instance where an interruption caused it. */
  readonly inPlaceOf?: (error: unknown) => unknown;
}

export async function runProgram<Options extends { readonly help: boolean }>({
  parse,
  usage,
  main,
  inPlaceOf = (error) => error,
}: Program<Options>): Promise<void> {
  // Node ends with this where it has nothing left to wait for.
  process.exitCode = EXIT_CODES.internal;
  try {
    const options = parse(process.argv.slice(2));
    if (options.help) process.stdout.write(usage);
    const code: unknown = options.help ? undefined : await main(options);
    // A function that is typed to return nothing may return anything.
    process.exitCode = typeof code === 'number' ? code : EXIT_CODES.success;
  } catch (thrown) {
    const error = inPlaceOf(thrown);
    process.stderr.write(errorMessage(error, process.env));
    process.exitCode = exitCodeOfError(error);
  }
}

/** Ctrl-C or a polite kill; npm passes the terminal's on, so that it may come twice. */
export function interruptible(): AbortController {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());
  return interruption;
}

/** @returns what says how far the program is, with the seconds since its start */
export function progressOf(name: string): (words: string) => void {
  return (words) => process.stderr.write(`[${name} ${(performance.now() / 1000).toFixed(0).padStart(4)} s] ${words}\n`);
}
