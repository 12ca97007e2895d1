// `npm run register`: shows what of the claims is not as registered; with --reason it registers that as new versions.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DECLARED_CLAIMS, powered } from '../../src/claims/declared-claims.ts';
import { inWords, parseHistory } from '../../src/claims/registry/registration-history.ts';
import { asRegistered } from '../../src/claims/spelled-out.ts';
import { EXIT_CODES, errorMessage, exitCodeOfError } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { changesSince, latestOf, renderRegistrations, withChanges } from './history.ts';

const HISTORY = fileURLToPath(new URL('../../golden/registrations.json', import.meta.url));
const HASHES = fileURLToPath(new URL('../../src/claims/registry/registrations.ts', import.meta.url));

const USAGE = `npm run register [-- --reason "why"]
  Shows how the claims differ from what was registered before the data. With a reason it registers them as new versions, in
  golden/registrations.json and src/claims/registry/registrations.ts: commit both by themselves.
Exit codes: 0 all claims are as registered, or now are; 14 some are not.
`;

process.exitCode = EXIT_CODES.internal;
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(errorMessage(error, process.env));
  process.exitCode = exitCodeOfError(error);
}

function main(words: readonly string[]): number {
  const { help, reason } = parseWords(words);
  if (help) {
    process.stdout.write(USAGE);
    return EXIT_CODES.success;
  }
  const claims = powered(DECLARED_CLAIMS.map(asRegistered));
  const history = parseHistory(readFileSync(HISTORY, 'utf8'), HISTORY);
  const changes = changesSince(history, claims);
  for (const { id, from, differences } of changes) {
    process.stdout.write(`${id}: ${from === null ? 'never registered' : `differs from version ${from}`}\n`);
    for (const difference of differences) process.stdout.write(`  ${inWords(difference)}\n`);
  }
  if (changes.length === 0) process.stdout.write('All claims are as registered.\n');
  if (reason === null) return changes.length === 0 ? EXIT_CODES.success : EXIT_CODES.usage;
  const grown = withChanges(history, claims, { date: new Date().toISOString().slice(0, 10), reason });
  writeAtomically(HISTORY, encode(`${JSON.stringify(grown, null, 1)}\n`));
  writeAtomically(HASHES, encode(renderRegistrations(latestOf(grown, claims))));
  process.stdout.write(`Registered ${changes.length}.\n`);
  return EXIT_CODES.success;
}

function parseWords(words: readonly string[]): { readonly help: boolean; readonly reason: string | null } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { reason: { type: 'string' }, help: { type: 'boolean', default: false, short: 'h' } },
    });
    if (values.reason?.trim() === '') throw new Error('an empty reason');
    return { help: values.help, reason: values.reason ?? null };
  } catch (error) {
    throw new HarnessError('invalid-option', {
      what: '`npm run register` does not understand its options.',
      got: error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error),
      expected: '--reason "why", --help',
    });
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
