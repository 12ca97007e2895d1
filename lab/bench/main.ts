// `npm run bench`: the speed of our backends, of PyTorch on the same work, and of whole runs (options.ts has the words). The only
// file of this folder that touches the process. Figures become a document, a plot and a table; no spec ever looks at a time.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textColumns } from '../../src/cli/terminal/text-columns.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { harnessVersion } from '../../src/execution/fingerprint/harness-version.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { interruptible, progressOf, runProgram } from '../shared/run-program.ts';
import { benchPlot } from './bench-plot.ts';
import { type BenchDocument, type StepsResult, validateBench } from './bench-schema.ts';
import { busyWarning, thisMachine } from './machine.ts';
import { type BenchOptions, parseBenchOptions, USAGE } from './options.ts';
import { measurePretrained, pretrainedTable } from './pretrained-part.ts';
import { measureProcesses } from './processes-part.ts';
import { measureProfile } from './profile-part.ts';
import { findPyTorch, installPyTorch, type PyTorch, requirePyTorch } from './pytorch.ts';
import { measureStartUp, startUpTable } from './start-up-part.ts';
import { measureSteps } from './step-part.ts';
import { machineWords, stepTables, summarySentences, threadWords } from './step-table.ts';
import { modelName, SEEDS_ON_CPU, SEEDS_ON_GPU, trainingCells } from './training-cell.ts';

const place = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const OWN_FOLDER = place('.bench');

const interruption = interruptible();
const surroundings = { signal: interruption.signal, now: () => performance.now() };
const say = progressOf('bench');

await runProgram({
  usage: USAGE,
  parse: parseBenchOptions,
  main,
  inPlaceOf: (error) =>
    interruption.signal.aborted ? new HarnessError('interrupted', { what: 'Interrupted.' }) : error,
});

async function main(options: BenchOptions): Promise<void> {
  const startedAt = new Date();
  const machine = thisMachine();
  const warnings: string[] = [];
  const warn = (words: string) => {
    warnings.push(words);
    say(words);
  };
  const busy = busyWarning(machine);
  if (busy !== null) warn(busy);
  if (options.startUp) {
    await startUp(options, { startedAt: startedAt.toISOString(), machine, warnings });
    return;
  }
  if (options.pretrained !== null) {
    await pretrained(
      { ...options, model: options.pretrained },
      { startedAt: startedAt.toISOString(), machine, warnings },
    );
    return;
  }
  const fastBackend = options.gpuBackend ?? 'tensorflow';
  const has = (part: BenchOptions['parts'][number]) => options.parts.includes(part);
  const steps = has('steps') ? await stepsOf(options, warn) : null;
  const profile = has('profile')
    ? await ifPossible(() => measureProfile({ ...options, fastBackend, say }, surroundings), warn)
    : null;
  const processes = has('processes')
    ? await ifPossible(() => measureProcesses({ ...options, backend: fastBackend, say }, surroundings), warn)
    : null;
  const document = validateBench(
    {
      schemaVersion: 1,
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      harnessVersion: harnessVersion(),
      machine,
      warnings,
      steps,
      profile,
      processes,
    },
    'the document about to be written',
  );
  print(document);
  await write(document, options);
}

async function startUp(
  { rounds, json }: BenchOptions,
  about: Pick<BenchDocument, 'startedAt' | 'machine' | 'warnings'>,
): Promise<void> {
  const startUps = await measureStartUp({ root: place('.'), rounds, say }, surroundings);
  process.stdout.write(`${[...about.warnings, ...textColumns(startUpTable(startUps), '  ')].join('\n')}\n`);
  writeAlone({ ...about, harnessVersion: harnessVersion(), startUps }, { part: 'start-up', json });
}

/** The training step of a pretrained model. */
async function pretrained(
  options: BenchOptions & { readonly model: string },
  about: Pick<BenchDocument, 'startedAt' | 'machine' | 'warnings'>,
): Promise<void> {
  const pytorch = await pytorchFor(options);
  const folder = join(OWN_FOLDER, `run-${process.pid}`);
  const asked = {
    ...options,
    stepsARound: 8,
    folder,
    python: pytorch?.python ?? null,
    signal: interruption.signal,
    say,
  };
  try {
    const result = await measurePretrained(asked);
    process.stdout.write(`${[...about.warnings, ...textColumns(pretrainedTable(result), '  ')].join('\n')}\n`);
    const engines = { tensorflow: 'npm run native', pytorch: pytorch?.version ?? null };
    const document = { ...about, harnessVersion: harnessVersion(), engines, ...result };
    writeAlone(document, { part: options.model, json: options.json });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The document of a part that is measured by itself. */
function writeAlone(
  document: { readonly startedAt: string; readonly [figure: string]: unknown },
  { part, json }: { readonly part: string; readonly json: string | null },
): void {
  const own = place(`reports/bench/${document.startedAt.slice(0, 19).replaceAll(':', '-')}Z-${part}.json`);
  for (const path of json === null ? [own] : [own, resolve(json)]) {
    writeAtomically(path, Buffer.from(`${JSON.stringify(document, null, 2)}\n`));
    say(path);
  }
}

/** What this machine has not got costs that part, not the others. */
async function ifPossible<Result>(
  measure: () => Promise<Result>,
  warn: (words: string) => void,
): Promise<Result | null> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'backend-unavailable') throw error;
    warn(`Left out: ${error.parts.where ?? ''}: ${error.parts.got ?? error.parts.what}`);
    return null;
  }
}

async function stepsOf(options: BenchOptions, warn: (words: string) => void): Promise<StepsResult> {
  const pytorch = await pytorchFor(options);
  if (pytorch === null) {
    warn('No PyTorch, so nothing to compare with: `npm run bench -- --install-pytorch`, or --python PATH.');
  }
  const asked = <Value>(values: readonly Value[], value: Value) => values.length === 0 || values.includes(value);
  const cells = trainingCells(options.gpuBackend === null ? SEEDS_ON_CPU : SEEDS_ON_GPU).filter(
    (cell) =>
      asked(options.models, modelName(cell)) && asked(options.widths, cell.width) && asked(options.stacked, cell.seeds),
  );
  if (cells.length === 0)
    throw new HarnessError('invalid-option', {
      what: 'No cell of the table is of this model, width and number of seeds.',
    });
  const folder = join(OWN_FOLDER, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const device = options.gpuBackend !== null && pytorch?.hasCuda === true ? ('cuda' as const) : ('cpu' as const);
    return await measureSteps({
      ...options,
      cells,
      folder,
      pytorch: pytorch === null ? null : { python: pytorch.python, device },
      signal: interruption.signal,
      say,
      warn,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pytorchFor({ python, installPyTorch: install }: BenchOptions): Promise<PyTorch | null> {
  if (python !== null) return requirePyTorch(python);
  return install ? installPyTorch(OWN_FOLDER, say) : findPyTorch(OWN_FOLDER);
}

function print(document: BenchDocument): void {
  const lines = [machineWords(document), ...document.warnings];
  for (const { threads, rows } of document.steps === null ? [] : stepTables(document.steps)) {
    lines.push('', `${threadWords(threads)}, milliseconds a step a seed, best (median):`, ...textColumns(rows, '  '));
  }
  lines.push('', ...summarySentences(document));
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function write(document: BenchDocument, { json }: BenchOptions): Promise<void> {
  const own = place(`reports/bench/${document.startedAt.slice(0, 19).replaceAll(':', '-')}Z.json`);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const plot = document.steps === null ? null : `${await benchPlot(document.steps)}\n`;
  for (const path of json === null ? [own] : [own, resolve(json)]) {
    writeAtomically(path, Buffer.from(text));
    say(path);
    if (plot !== null) writeAtomically(`${path.replace(/\.json$/, '')}.svg`, Buffer.from(plot));
  }
}
