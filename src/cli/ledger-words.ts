// The words of `iml ledger`: its commands and their options, as values.
import { type Command, Option } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import { FIRST_SEED_LIMITS, parseHashPrefix, parsePath, parseWholeNumber } from './parse-options.ts';
import type { Machine, Terminal } from './terminal.ts';

interface Place {
  readonly terminal: Terminal;
  readonly machine: Machine;
}

interface CommonWords {
  readonly ledger: string;
  readonly json?: true;
}

export function addLedgerCommand(program: Command, place: Place, end: (code: ExitCode) => void): void {
  const ledger = program.command('ledger').description('what is in the ledger: list, show, verify, prune, export');
  addList(ledger, place, end);
  addShow(ledger, place, end);
  addVerify(ledger, place, end);
  addPrune(ledger, place, end);
  addExport(ledger, place, end);
}

type Add = (ledger: Command, place: Place, end: (code: ExitCode) => void) => void;

const withLedger = (command: Command) =>
  command.option(
    '--ledger <folder>',
    'where runs are kept',
    (word: string) => parsePath(word, '--ledger'),
    '.iml/ledger',
  );

const addList: Add = (ledger, place, end) => {
  withLedger(ledger.command('list'))
    .description('runs, seeds and sizes by experiment and numerics')
    .option('--numerics', 'also say which runs are of the numerics of this installation (tries each backend)')
    .option('--json', 'print JSON')
    .action(async (words: CommonWords & { readonly numerics?: true }) => {
      const { ledgerListCommand } = await import('./ledger-list-command.ts');
      const options = { ledger: words.ledger, numerics: words.numerics === true, json: words.json === true };
      end(await ledgerListCommand(options, place));
    });
};

const addShow: Add = (ledger, { terminal }, end) => {
  withLedger(ledger.command('show'))
    .description('an experiment, and the numbers of its runs')
    .argument('<hash>', "first digits of the experiment's hash", (word: string) => parseHashPrefix(word, 'HASH'))
    .option('--seed <number>', 'only this one', (word: string) => parseWholeNumber(word, '--seed', FIRST_SEED_LIMITS))
    .option('--json', 'print JSON')
    .action(async (hash: string, words: CommonWords & { readonly seed?: number }) => {
      const { ledgerShowCommand } = await import('./ledger-show-command.ts');
      const options = { ledger: words.ledger, hash, seed: words.seed ?? null, json: words.json === true };
      end(ledgerShowCommand(options, terminal));
    });
};

const addVerify: Add = (ledger, { terminal }, end) => {
  withLedger(ledger.command('verify'))
    .description('check every file and change none; 16 if one is damaged')
    .option('--json', 'print JSON')
    .action(async (words: CommonWords) => {
      const { ledgerVerifyCommand } = await import('./ledger-verify-command.ts');
      end(ledgerVerifyCommand({ ledger: words.ledger, json: words.json === true }, terminal));
    });
};

interface PruneWords extends CommonWords {
  readonly setAside?: true;
  readonly otherNumerics?: true;
  readonly olderThan?: number;
  readonly yes?: true;
}

const addPrune: Add = (ledger, place, end) => {
  withLedger(ledger.command('prune'))
    .description('show what could be deleted; with --yes delete it')
    .option('--set-aside', 'damaged files that were set aside, and what stopped writers left')
    .option('--other-numerics', 'runs of numerics that no backend of this installation has (other machines may)')
    .option('--older-than <days>', 'runs and models last written before that; failed attempts stay', (word: string) =>
      parseWholeNumber(word, '--older-than', { minimum: 0, maximum: 100_000 }),
    )
    .option('--yes', 'delete, and do not only show')
    .option('--json', 'print JSON')
    .action(async (words: PruneWords) => {
      const { ledgerPruneCommand } = await import('./ledger-prune-command.ts');
      const options = {
        ledger: words.ledger,
        setAside: words.setAside === true,
        otherNumerics: words.otherNumerics === true,
        olderThanDays: words.olderThan ?? null,
        yes: words.yes === true,
        json: words.json === true,
      };
      end(await ledgerPruneCommand(options, place));
    });
};

interface ExportWords {
  readonly ledger: string;
  readonly format: 'csv' | 'jsonl' | 'parquet';
  readonly out?: string;
  readonly force?: true;
  readonly experiment?: string;
  readonly fingerprint?: string;
}

const addExport: Add = (ledger, { terminal }, end) => {
  withLedger(ledger.command('export'))
    .description('the runs as a table, a row a seed and measurement')
    .addOption(new Option('--format <name>', 'how').choices(['csv', 'jsonl', 'parquet']).default('csv'))
    .option('--out <file>', 'where to (default: stdout, for csv and jsonl)', (word: string) => parsePath(word, '--out'))
    .option('--force', 'replace the file if it exists')
    .option('--experiment <hash>', 'only experiments whose hash begins so', (word: string) =>
      parseHashPrefix(word, '--experiment'),
    )
    .option('--fingerprint <hash>', 'only runs of numerics whose fingerprint begins so', (word: string) =>
      parseHashPrefix(word, '--fingerprint'),
    )
    .action(async (words: ExportWords) => {
      const { ledgerExportCommand } = await import('./ledger-export-command.ts');
      const options = {
        ledger: words.ledger,
        format: words.format,
        out: words.out ?? null,
        force: words.force === true,
        experiment: words.experiment ?? null,
        fingerprint: words.fingerprint ?? null,
      };
      end(await ledgerExportCommand(options, terminal));
    });
};
