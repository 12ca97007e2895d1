// `npm run readme`: writes the tables of README.md and docs/guides again, from reports, registry and command line; with --check it only
// says which of them are stale.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES, errorMessage, exitCodeOfError } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { updatedFiles } from './generated-tables.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const USAGE = `npm run readme [-- --check]
  Writes the generated tables of README.md and docs/guides again. --check only says which are stale.
Exit codes: 0 written, or nothing is stale; 10 with --check, something is.
`;

process.exitCode = EXIT_CODES.internal;
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(errorMessage(error, process.env));
  process.exitCode = exitCodeOfError(error);
}

async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    process.stdout.write(USAGE);
    return EXIT_CODES.success;
  }
  const unknown = words.find((word) => word !== '--check');
  if (unknown !== undefined)
    throw new HarnessError('invalid-option', {
      what: '`npm run readme` does not understand its options.',
      got: unknown,
      expected: '--check, --help',
    });
  const isCheck = words.includes('--check');
  const stale = (await updatedFiles(ROOT)).filter((updated) => updated.stale.length > 0);
  for (const { file, stale: names, text } of stale) {
    if (!isCheck) writeAtomically(join(ROOT, file), new TextEncoder().encode(text));
    process.stdout.write(`${file}: ${names.join(', ')} ${isCheck ? 'stale' : 'written'}\n`);
  }
  if (stale.length === 0) process.stdout.write('Every table is as it is made.\n');
  return isCheck && stale.length > 0 ? EXIT_CODES.notReproduced : EXIT_CODES.success;
}
