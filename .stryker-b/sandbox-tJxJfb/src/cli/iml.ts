// The error boundary: whatever happens below becomes words on stderr and an exit code of the closed table.
import { CommanderError } from 'commander';
import { HarnessError } from '../errors/harness-error.ts';
import type { Surroundings } from './command.ts';
import { EXIT_CODES, type ExitCode, errorMessage, exitCodeOfError } from './exit-codes.ts';
import { runProgram } from './program.ts';

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

/** Commander's complaints in the form of ours: what is wrong, and the name that was probably meant. Null where it only stops because it
 * has shown help or the version, as asked. */
function usageError(error: CommanderError): HarnessError | null {
  if (error.exitCode === 0) return null;
  if (error.code === 'commander.help') return refuse('There is no such command.', null);
  const [first = '', ...others] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = /^\(Did you mean (.+?)\?\)$/.exec(others.join(' '))?.[1] ?? null;
  return refuse(`${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`, suggestion);
}

function refuse(what: string, suggestion: string | null): HarnessError {
  const help = '`iml --help` lists the commands, `iml COMMAND --help` their options';
  return new HarnessError('invalid-option', {
    what,
    next: suggestion === null ? help : `did you mean ${suggestion}? ${help}`,
  });
}
