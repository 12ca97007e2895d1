// The table of steps as rows of text, from the document: the same rows go to the terminal and, as Markdown, into docs/guides/bench.md.
import type { BenchDocument, CellResult, StepsResult } from './bench-schema.ts';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import { sizeName } from './training-cell.ts';

export interface StepTable {
  readonly threads: number;
  /** The first row is the heading. */
  readonly rows: readonly (readonly string[])[];
}

const OURS: readonly ContenderName[] = ['replay', 'gpu'];
const NONE = '–';

/** One table a number of threads; times are milliseconds a step a seed, best and median. */
export function stepTables({ cells, engines }: StepsResult): StepTable[] {
  const threadCounts = [...new Set(cells.map(({ threads }) => threads))];
  return threadCounts.map((threads) => {
    const own = cells.filter((cell) => cell.threads === threads);
    const columns = CONTENDERS.filter((name) => own.some(({ timings }) => timingOf(name, timings) !== undefined));
    const labelOf = (name: ContenderName) => engines.find(({ contender }) => contender === name)?.label ?? name;
    const heading = ['width/batch', 'seeds', ...columns.map(labelOf), 'native : PyTorch', 'share of peak'];
    return { threads, rows: [heading, ...own.map((cell) => rowOf(cell, columns))] };
  });
}

/** What the tables come to, in sentences. */
export function summarySentences({ steps, profile, processes }: BenchDocument): string[] {
  const sentences: string[] = [];
  for (const { threads, cells, medianRatio, largestRatio, largestIn } of steps?.againstPyTorch ?? []) {
    sentences.push(
      `${threadWords(threads)}, ${cells} cells: native takes ${medianRatio.toFixed(2)} of the time of PyTorch's stacked seeds in the median, at most ${largestRatio.toFixed(2)} (${largestIn}).`,
    );
  }
  if (profile !== null) {
    const [slow, fast] = profile.runs;
    const { largestEffectDifference: largest, sameVerdicts } = profile;
    sentences.push(
      `\`${profile.request}\`: ${seconds(slow)} on ${slow?.backend}, ${seconds(fast)} on ${fast?.backend}, ${profile.timesAsFast.toFixed(1)} times as fast, ${
        sameVerdicts ? 'the same verdicts' : 'OTHER VERDICTS'
      }${largest === null ? '' : `; effects differ by at most ${largest.difference.toFixed(4)} (${largest.claim}, ${largest.task})`}.`,
    );
  }
  if (processes !== null) {
    const rates = processes.runs.map(
      ({ processes: count, seedsAMinute }) => `${seedsAMinute.toFixed(0)} with ${count}`,
    );
    sentences.push(
      `\`${processes.request}\`, seeds a minute: ${rates.join(', ')}: ${processes.timesAsMany.toFixed(2)} times as many.`,
    );
  }
  return sentences;
}

/** "AMD EPYC, 2 cores, linux x64, Node v20.20.2; TensorFlow 2.21.0, PyTorch 2.15.0; 2026-11-23". */
export function machineWords({ machine, steps, startedAt }: BenchDocument): string {
  const engines = [...new Set(steps?.engines.map(({ engine }) => engine) ?? [])];
  const parts = [
    `${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`,
    ...(engines.length > 0 ? [engines.join(', ')] : []),
    startedAt.slice(0, 10),
  ];
  return parts.join('; ');
}

export function threadWords(threads: number): string {
  return threads === 1 ? 'One thread a process' : `${threads} threads a process`;
}

function rowOf(cell: CellResult, columns: readonly ContenderName[]): string[] {
  const ours = OURS.map((name) => timingOf(name, cell.timings)).find((timing) => timing !== undefined);
  return [
    sizeName(cell),
    String(cell.seeds),
    ...columns.map((name) => {
      const timing = timingOf(name, cell.timings);
      return timing === undefined ? NONE : `${short(timing.bestMsAStepASeed)} (${short(timing.medianMsAStepASeed)})`;
    }),
    ours?.bestOverPyTorch ? ours.bestOverPyTorch.toFixed(2) : NONE,
    ours?.shareOfPeak ? ours.shareOfPeak.toFixed(2) : NONE,
  ];
}

function timingOf(name: ContenderName, timings: CellResult['timings']) {
  return timings.find(({ contender }) => contender === name);
}

/** Three digits, never an exponent. */
function short(milliseconds: number): string {
  return milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds.toPrecision(3);
}

function seconds(run: { readonly seconds: number } | undefined): string {
  return run === undefined ? NONE : `${run.seconds.toFixed(1)} s`;
}
