// A command as data: its options, what its help ends with, and what it does; and from that commander's parser. Why a table of our own and
// not @commander-js/extra-typings or citty: both infer values from calls that name each option once more wherever it is used, while here an
// option is a value that several commands share, and from which lines that ask again and schemas are made as well (execution/inputs/option.ts).
import { Argument, type Command, Option } from 'commander';
import type { Claim } from '../claims/claim.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import type { VerifyRequest } from '../execution/campaign/verify-request.ts';
import {
  absolutePath,
  flag,
  type Option as OptionRow,
  type OptionTable,
  usually,
  type ValuesOf,
} from '../execution/inputs/option.ts';
import type { planAhead } from '../execution/planning/plan-ahead.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Runtime, Terminal } from './terminal/terminal.ts';

export type PlanAhead = typeof planAhead;
export type Verify = (request: VerifyRequest) => Promise<ReportDocument>;

export interface Surroundings {
  readonly terminal: Terminal;
  readonly runtime: Runtime;
  readonly verify: Verify;
  /** What a verification will cost; left out: measured here. */
  readonly planAhead?: PlanAhead;
  /** The claims that goldens are of; left out: the registry's. */
  readonly claims?: readonly Claim[];
}

export interface CliCommand<Table extends OptionTable = OptionTable> {
  /** Arguments first, in their order. */
  readonly options: Table;
  /** Examples and codes, after the options in help. */
  readonly after?: string;
  run(values: ValuesOf<Table>, surroundings: Surroundings): ExitCode | Promise<ExitCode>;
}

/** Infers the values from the options. */
export function defineCommand<Table extends OptionTable>(command: CliCommand<Table>): CliCommand<Table> {
  return command;
}

export const printJson = flag('--json', 'print JSON');
export const reportPath = usually('[path]', 'report.json or its folder', absolutePath, 'reports/latest');

/** Commander's actions return nothing, so they leave their code here. */
export interface Outcome {
  code: ExitCode;
}

/** Gives a command of commander's the options and the action. */
export function install(
  command: Command,
  { options, after = '', run }: CliCommand,
  { surroundings, outcome }: { readonly surroundings: Surroundings; readonly outcome: Outcome },
): void {
  const { currentFolder } = surroundings.terminal;
  const rows = Object.entries(options);
  const taken = rows.filter(([, row]) => isArgument(row));
  for (const [, row] of taken) command.addArgument(withValues(new Argument(row.flags, row.help), row, currentFolder));
  for (const [, row] of rows.filter(([, one]) => !isArgument(one))) {
    const option = new Option(row.flags, row.help);
    if (takesWord(row)) withValues(option, row, currentFolder);
    command.addOption(option.makeOptionMandatory(row.isRequired === true));
  }
  command.addHelpText('after', after).action(async () => {
    const said = command.opts<Record<string, unknown>>();
    const values = rows.map(([name, row]) => {
      const value = isArgument(row)
        ? command.processedArgs[taken.findIndex(([one]) => one === name)]
        : said[attributeOf(row)];
      return [name, value ?? row.otherwise];
    });
    outcome.code = await run(Object.fromEntries(values), surroundings);
  });
}

function withValues<Taking extends Argument | Option>(taking: Taking, row: OptionRow, currentFolder: string): Taking {
  const place = {
    where: isArgument(row) ? taking.name().toUpperCase() : (row.flags.split(' ')[0] ?? ''),
    currentFolder,
  };
  if (row.shown !== null) taking.default(row.parse(row.shown, place), JSON.stringify(row.otherwise));
  taking.argParser((word: string, before: unknown) => {
    const value = row.parse(word, place);
    return taking.variadic ? [...new Set([...(Array.isArray(before) ? before : []), value])] : value;
  });
  return taking;
}

const isArgument = ({ flags }: OptionRow) => !flags.startsWith('-');
const takesWord = ({ flags }: OptionRow) => flags.includes('<');
const attributeOf = ({ flags }: OptionRow) => new Option(flags).attributeName();
