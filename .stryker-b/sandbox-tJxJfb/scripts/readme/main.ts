// `npm run readme`: writes the tables of README.md and docs/guides again, from reports, registry and command line; with --check it only
// says which of them are stale.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../lab/shared/run-program.ts';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { updatedFiles } from './generated-tables.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const USAGE = `npm run readme [-- --check]
  Writes the generated tables of README.md and docs/guides again. --check only says which are stale.
Exit codes: 0 written, or nothing is stale; 10 with --check, something is.
`;

await runProgram({ usage: USAGE, parse, main });

function parse(words: readonly string[]): { readonly help: boolean; readonly isCheck: boolean } {
  const help = words.includes('--help');
  const unknown = words.find((word) => word !== '--check');
  if (!help && unknown !== undefined)
    throw new HarnessError('invalid-option', {
      what: '`npm run readme` does not understand its options.',
      got: unknown,
      expected: '--check, --help',
    });
  return { help, isCheck: words.includes('--check') };
}

async function main({ isCheck }: { readonly isCheck: boolean }): Promise<ExitCode> {
  const stale = (await updatedFiles(ROOT)).filter((updated) => updated.stale.length > 0);
  for (const { file, stale: names, text } of stale) {
    if (!isCheck) writeAtomically(join(ROOT, file), new TextEncoder().encode(text));
    process.stdout.write(`${file}: ${names.join(', ')} ${isCheck ? 'stale' : 'written'}\n`);
  }
  if (stale.length === 0) process.stdout.write('Every table is as it is made.\n');
  return isCheck && stale.length > 0 ? EXIT_CODES.notReproduced : EXIT_CODES.success;
}
