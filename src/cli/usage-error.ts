// Commander's complaints in the form of ours: what is wrong, and the name that was probably meant.
import type { CommanderError } from 'commander';
import { HarnessError } from '../errors/harness-error.ts';

/** Null where commander only stops because it has shown help or the version, as asked. */
export function usageError(error: CommanderError): HarnessError | null {
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
