// The words of `iml audit`: its options, as values.
import type { Command } from 'commander';
import type { AuditOptions } from './audit-command.ts';
import { parsePath } from './parse-options.ts';

export function addAuditCommand(program: Command, act: (options: AuditOptions) => Promise<void>): void {
  program
    .command('audit')
    .description(
      'judge a report again from the ledger and the registered claims, and name each difference; trains nothing',
    )
    .argument('[path]', 'report.json or its folder', (word: string) => parsePath(word, 'PATH'), 'reports/latest')
    .option(
      '--ledger <folder>',
      'where its runs are kept',
      (word: string) => parsePath(word, '--ledger'),
      '.iml/ledger',
    )
    .option('--json', 'print JSON')
    .action(async (path: string, { ledger, json }: { readonly ledger: string; readonly json?: true }) => {
      await act({ path, ledger, json: json === true });
    });
}
