// `npm run defects`: plants every defect of the attack corpus (lab/defects/corpus) and writes the kill table, as Markdown and as JSON.
// Fails as `npm test` would: below the share that must be caught, and for a survivor that nobody declared or one that is caught by now.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { runProgram } from '../shared/run-program.ts';
import { DEFECTS } from './corpus/corpus.ts';
import { type Judged, judgedDefect } from './corpus/defect.ts';
import { killTable } from './kill-table.ts';
import { renderDefects } from './render-defects.ts';
import { goldenLedger } from './runs/golden-ledger.ts';
import { trainedProfile } from './runs/trained-profile.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const USAGE = `npm run defects [-- --out FOLDER]
  Plants every defect of the attack corpus and writes README.md and defects.json to the folder, reports/defects by default. Trains what
  the quick profile and the null world lack in .iml/ledger first.
Exit codes: 0 at least 95 % are caught and every survivor is a declared one; 10 not so.
`;

await runProgram({ usage: USAGE, parse, main });

async function main({ out }: { readonly out: string }): Promise<ExitCode> {
  const { fingerprint, nullRuns } = await trainedProfile(ROOT, say);
  const { engine } = await startBackend('wasm');
  const scratch = await mkdtemp(join(tmpdir(), 'iml-defects-'));
  const ledgerFolder = goldenLedger(join(scratch, 'golden-ledger'), { fingerprint });
  const at = { ledgerFolder, fingerprint, nullRuns, gateSeeds: 8, engine, scratch };
  const judged: Judged[] = [];
  try {
    for (const [index, defect] of DEFECTS.entries()) {
      judged.push(judgedDefect(defect, await defect.run(at)));
      say(`${index + 1} of ${DEFECTS.length}: ${defect.id} ${judged.at(-1)?.caught ? 'is caught' : 'survives'}`);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`;
  const table = killTable(judged);
  const markdown = renderDefects(judged, { machine, date: new Date().toISOString().slice(0, 10) });
  await mkdir(out, { recursive: true });
  writeAtomically(join(out, 'README.md'), Buffer.from(markdown));
  writeAtomically(
    join(out, 'defects.json'),
    Buffer.from(`${JSON.stringify({ machine, ...table, judged }, null, 1)}\n`),
  );
  process.stdout.write(markdown);
  for (const complaint of table.complaints) say(complaint);
  return table.holds ? EXIT_CODES.success : EXIT_CODES.notReproduced;
}

function parse(words: readonly string[]): { readonly help: boolean; readonly out: string } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { out: { type: 'string' }, help: { type: 'boolean', default: false, short: 'h' } },
    });
    return { help: values.help, out: values.out ?? join(ROOT, 'reports', 'defects') };
  } catch (cause) {
    throw new HarnessError(
      'invalid-option',
      {
        what: 'These words are not understood.',
        got: words.join(' '),
        expected: '--out FOLDER, or --help',
      },
      { cause },
    );
  }
}

function say(words: string): void {
  process.stderr.write(`[defects] ${words}\n`);
}
