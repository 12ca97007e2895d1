// The process: the only file that touches it, and the only place that exits. Everything else gets what it needs handed in.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES, type ExitCode, errorMessage } from './exit-codes.ts';
import { iml } from './iml.ts';

const interruption = new AbortController();
let finished = false;
/** What broke stdout, unless its reader only went away (`iml list | head`): then nobody misses the rest. */
let outputError: Error | null = null;

// Node ends with 0 when nothing is left to wait for, or 13 in a module. A promise that never settles must not pass for a verdict.
process.exitCode = EXIT_CODES.internal;
process.on('exit', () => {
  if (!finished) complain(errorMessage(new Error('the process ran out of work before it had an answer'), process.env));
});
process.on('uncaughtException', endAtOnce);
process.on('unhandledRejection', endAtOnce);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) end(EXIT_CODES.interrupted);
    interruption.abort();
  });
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') outputError ??= error;
});
process.stderr.on('error', () => {});

const code = await iml(process.argv.slice(2), {
  terminal: {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    currentFolder: process.cwd(),
    now: Date.now,
    signal: interruption.signal,
  },
  runtime: {
    nodePath: process.execPath,
    nodeVersion: process.version,
    platform: `${process.platform} ${process.arch}`,
    script: fileURLToPath(new URL('../../bin/iml.mjs', import.meta.url)),
  },
  // Loaded when first used: it brings the tensors.
  verify: async (request) => (await import('../execution/campaign/verify-claims.ts')).verifyClaims(request),
});
await flush();
end(outputError === null ? code : lostOutput(outputError));

/** What was printed has left the process, or cannot: `exit` alone would cut a slow pipe short. */
async function flush(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => {
      stream.write('', () => resolve());
    });
  }
}

function lostOutput(error: Error): ExitCode {
  complain(`iml: stdout could not be written, so what it holds is not complete (${error.message}).\n`);
  return EXIT_CODES.environment;
}

function endAtOnce(error: unknown): never {
  complain(errorMessage(error, process.env));
  return end(EXIT_CODES.internal);
}

function end(exitCode: ExitCode): never {
  finished = true;
  process.exit(exitCode);
}

/** Synchronously, since the process is about to end. */
function complain(words: string): void {
  try {
    writeSync(2, words);
  } catch {
    // Nobody can be told; the exit code still says it.
  }
}
