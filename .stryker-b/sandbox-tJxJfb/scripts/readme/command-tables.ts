// The commands of `iml` with their options, from the very program that reads the command line.
import type { Argument, Command, Option } from 'commander';
import { markdownTable } from '../../lab/shared/markdown-table.ts';
import type { Surroundings } from '../../src/cli/command.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { programOf } from '../../src/cli/program.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';

/** One a command: what it is for, what it takes. */
export async function commandSections(): Promise<string> {
  const program = await programOf({ surroundings, outcome: { code: EXIT_CODES.success } });
  return shown(program)
    .flatMap((command) => sectionsOf(command, 'iml'))
    .join('\n\n');
}

/** Commands are described here and not run. */
const surroundings: Surroundings = {
  terminal: {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: {},
    currentFolder: '.',
    now: () => 0,
    signal: new AbortController().signal,
  },
  runtime: { nodePath: process.execPath, nodeVersion: process.version, platform: process.platform, script: '' },
  verify: () => Promise.reject(new HarnessError('internal', { what: 'A description of the commands runs none.' })),
};

function sectionsOf(command: Command, parent: string): string[] {
  const name = `${parent} ${command.name()}`;
  if (command.commands.length > 0) return shown(command).flatMap((child) => sectionsOf(child, name));
  const words = [name, ...command.registeredArguments.map(argumentWords)].join(' ');
  const rows = [...command.registeredArguments.map(argumentRow), ...command.options.map(optionRow)];
  const table = rows.length === 0 ? [] : ['', markdownTable([['option', 'what it does', 'default'], ...rows])];
  return [[`### \`${words}\``, '', sentence(command.description()), ...table].join('\n')];
}

/** Without those that only our own processes call, and without commander's own `help`. */
function shown(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
}

function argumentWords(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function argumentRow(argument: Argument): string[] {
  return [`\`${argumentWords(argument)}\``, argument.description, defaultOf(argument.defaultValueDescription)];
}

function optionRow({ flags, description, mandatory, defaultValueDescription }: Option): string[] {
  return [`\`${flags}\``, description, mandatory ? 'must be given' : defaultOf(defaultValueDescription)];
}

/** @param value as JSON, as help shows it */
function defaultOf(value: string | undefined): string {
  return value === undefined ? '' : `\`${String(JSON.parse(value))}\``;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
