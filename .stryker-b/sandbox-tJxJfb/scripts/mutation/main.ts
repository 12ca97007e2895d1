// `npm run mutate`: Stryker over the statistics and the decisions, part by part (parts.ts); then the table with every survivor explained (explanations.json). `--table` only writes the table
// from the last run. Fails below the score of stryker.config.json, and for a survivor or an explanation without the other.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { runProgram } from '../../lab/shared/run-program.ts';
import { EXIT_CODES, type ExitCode } from '../../src/cli/exit-codes.ts';
import { type Explanation, explain } from './explanations.ts';
import { type MutationReport, scoresOf, survivorsOf } from './mutants.ts';
import { type MutatedPart, PARTS } from './parts.ts';
import { renderTable, scoreOf, summed } from './render-table.ts';

const REPORTS = 'reports/mutation';

await runProgram({ usage: '', parse: () => ({ help: false }), main });

async function main(): Promise<ExitCode> {
  if (!process.argv.includes('--table')) {
    for (const part of PARTS) await mutate(part);
  }
  const reports = await Promise.all(PARTS.map((part) => readJson<MutationReport>(reportOf(part))));
  const explanations = await readJson<readonly Explanation[]>(join(import.meta.dirname, 'explanations.json'));
  const { thresholds } = await readJson<{ readonly thresholds: { readonly break: number } }>('stryker.config.json');
  const scores = reports.flatMap(scoresOf);
  const explained = explain(reports.flatMap(survivorsOf), explanations);
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
  const table = renderTable(scores, explained, { command: 'npm run mutate', machine });
  await writeFile(join(REPORTS, 'README.md'), table);
  process.stdout.write(table);
  for (const { file, lines } of explained.unneeded) say(`explained, but no survivor: ${file}, ${lines.join(' | ')}`);
  for (const { file, line, change } of explained.unexplained) say(`not explained: ${file}, ${line}: ${change}`);
  const percent = 100 * scoreOf(summed(scores));
  say(`score ${percent.toFixed(1)} %, asked for ${thresholds.break} %`);
  const isExplained = explained.unneeded.length === 0 && explained.unexplained.length === 0;
  return isExplained && percent >= thresholds.break ? EXIT_CODES.success : EXIT_CODES.notReproduced;
}

/** Stryker's own threshold is left to the sum of all parts, so its exit code is not asked. */
async function mutate(part: MutatedPart): Promise<void> {
  await mkdir(REPORTS, { recursive: true });
  await rm(join(REPORTS, 'mutation.json'), { force: true });
  await execa('stryker', ['run', '--mutate', part.mutate.join(',')], {
    env: { MUTATED_PART: part.name },
    preferLocal: true,
    stdout: process.stderr,
    stderr: 'inherit',
    reject: false,
  });
  await writeFile(reportOf(part), await readFile(join(REPORTS, 'mutation.json')));
}

function reportOf({ name }: MutatedPart): string {
  return join(REPORTS, `${name}.json`);
}

async function readJson<Content>(path: string): Promise<Content> {
  return JSON.parse(await readFile(path, 'utf8')) as Content;
}

function say(words: string): void {
  process.stderr.write(`[mutate] ${words}\n`);
}
