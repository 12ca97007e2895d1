// The words of `iml schema`.
import type { Command } from 'commander';

export interface SchemaWords {
  /** Null with --list. */
  readonly name: string | null;
  readonly list: boolean;
}

export function addSchemaCommand(program: Command, act: (words: SchemaWords) => Promise<void>): void {
  program
    .command('schema')
    .description('print a JSON Schema: of configurations, for editors and for people who write one')
    .argument('[name]', 'which; default: configuration')
    .option('--list', 'the names there are')
    .action(async (name: string | undefined, { list }: { readonly list?: true }) => {
      await act({ name: name ?? null, list: list === true });
    });
}
