// The error boundary: whatever happens below becomes words on stderr and an exit code of the closed table.
import { CommanderError } from 'commander';
import { errorMessage } from './error-message.ts';
import { EXIT_CODES, type ExitCode, exitCodeOfError } from './exit-codes.ts';
import { runProgram, type Surroundings } from './program.ts';
import { usageError } from './usage-error.ts';

/** Never rejects. @param words the command line without node and script */
export async function iml(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await runProgram(words, surroundings);
  } catch (thrown) {
    const error = thrown instanceof CommanderError ? usageError(thrown) : thrown;
    if (error === null) return EXIT_CODES.success;
    const { stderr, environment } = surroundings.terminal;
    stderr.write(errorMessage(error, environment));
    return exitCodeOfError(error);
  }
}
