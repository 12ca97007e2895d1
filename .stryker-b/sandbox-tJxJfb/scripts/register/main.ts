// `npm run register`: shows what of the claims is not as registered; with --reason it registers that as new versions.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readWords } from '../../lab/shared/read-words.ts';
import { runProgram } from '../../lab/shared/run-program.ts';
import { DECLARED_CLAIMS, powered } from '../../src/claims/declared-claims.ts';
import { inWords, parseHistory } from '../../src/claims/registry/registration-history.ts';
import { asRegistered } from '../../src/claims/spelled-out.ts';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { changesSince, latestOf, renderRegistrations, withChanges } from './history.ts';

const HISTORY = fileURLToPath(new URL('../../golden/registrations.json', import.meta.url));
const HASHES = fileURLToPath(new URL('../../src/claims/registry/registrations.ts', import.meta.url));

const USAGE = `npm run register [-- --reason "why"]
  Shows how the claims differ from what was registered before the data. With a reason it registers them as new versions, in
  golden/registrations.json and src/claims/registry/registrations.ts: commit both by themselves.
Exit codes: 0 all claims are as registered, or now are; 14 some are not.
`;

await runProgram({ usage: USAGE, parse, main });

function main({ reason }: { readonly reason: string | null }): ExitCode {
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
  writeAtomically(HISTORY, Buffer.from(`${JSON.stringify(grown, null, 1)}\n`));
  writeAtomically(HASHES, Buffer.from(renderRegistrations(latestOf(grown, claims))));
  process.stdout.write(`Registered ${changes.length}.\n`);
  return EXIT_CODES.success;
}

function parse(words: readonly string[]): { readonly help: boolean; readonly reason: string | null } {
  return readWords('npm run register', { expected: '--reason "why", --help' }, () => {
    const { values } = parseArgs({
      args: [...words],
      options: { reason: { type: 'string' }, help: { type: 'boolean', default: false, short: 'h' } },
    });
    if (values.reason?.trim() === '') throw new Error('an empty reason');
    return { help: values.help, reason: values.reason ?? null };
  });
}
