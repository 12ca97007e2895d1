// `iml schema`: prints one of the JSON Schemas, or their names.
import { withSuggestion } from '../configurations/complaint.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { PUBLISHED_SCHEMAS, schemaText } from './published-schemas.ts';
import type { SchemaWords } from './schema-words.ts';
import type { Terminal } from './terminal.ts';
import { textColumns } from './text-columns.ts';

export function schemaCommand({ name, list }: SchemaWords, { stdout }: Terminal): ExitCode {
  const names = Object.keys(PUBLISHED_SCHEMAS);
  if (list) {
    const rows = Object.entries(PUBLISHED_SCHEMAS).map(([known, { about }]) => [known, about]);
    stdout.write(`${textColumns(rows).join('\n')}\n`);
    return EXIT_CODES.success;
  }
  const wanted = name ?? 'configuration';
  const published = PUBLISHED_SCHEMAS[wanted];
  if (published === undefined) {
    throw new HarnessError('invalid-option', {
      what: `There is no schema named ${JSON.stringify(wanted)}.`,
      expected: withSuggestion(`one of ${names.join(', ')}`, wanted, names),
      next: '`iml schema --list` says what each is about',
    });
  }
  stdout.write(schemaText(wanted, published));
  return EXIT_CODES.success;
}
