// The table of steps: for each number of threads starts the contenders' processes, and for each cell lets them prove that they do
// the same work and then times them side by side.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { StepsResult } from './bench-schema.ts';
import { type Contender, type ContenderName, type ContenderRequest, contendersFor } from './contenders.ts';
import { type MeasuringChild, startChild } from './measuring-child.ts';
import { type Losses, requireSameWork } from './same-work.ts';
import { againstPyTorch, type CellTimings, cellResult } from './step-results.ts';
import { timeCell } from './time-cell.ts';
import { cellName, type TrainingCell } from './training-cell.ts';
import { writeTraining } from './training-file.ts';

export interface StepsRequest extends Omit<ContenderRequest, 'threads'> {
  readonly cells: readonly TrainingCell[];
  readonly threads: readonly number[];
  readonly rounds: number;
  /** For the trainings' files; anything in it may be written over. */
  readonly folder: string;
  /** Of the products that measure the machine; left out: as large as pays. */
  readonly matrixSide?: number;
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
  readonly warn: (words: string) => void;
}

type Started = Contender & { readonly child: MeasuringChild };

/** The one that the machine's matrix products are measured with: large, and on a GPU larger. */
const MATRIX_SIDE = { cpu: 1024, gpu: 4096 };

export async function measureSteps(request: StepsRequest): Promise<StepsResult> {
  const engines: StepsResult['engines'] = [];
  const peaks: StepsResult['peaks'] = [];
  const timings: CellTimings[] = [];
  for (const threads of request.threads) {
    const started: Started[] = [];
    try {
      for (const contender of contendersFor({ ...request, threads })) {
        const greeted = await greet(contender, request);
        if (greeted === null) continue;
        started.push(greeted.started);
        engines.push({ contender: contender.name, label: contender.label, threads, ...greeted.facts });
      }
      if (started.length === 0) throw nobody();
      const measurePeaks = async () => {
        for (const { name, hasPeak, child } of started) {
          if (hasPeak) notePeak(peaks, { contender: name, threads, ...(await peakOf(child, request)) });
        }
      };
      await measurePeaks();
      for (const cell of request.cells) {
        timings.push({ threads, ...(await measureCell(cell, { started, threads, request })) });
        // Again after each cell, since the peak is the best that was ever seen; a GPU is not shared, and its products are large.
        if (request.gpuBackend === null) await measurePeaks();
      }
    } finally {
      await Promise.all(started.map(({ child }) => child.end()));
    }
  }
  const peakWith = (threads: number) => {
    const own = peaks.filter((peak) => peak.threads === threads).map(({ gigaflops }) => gigaflops);
    return own.length === 0 ? null : Math.max(...own);
  };
  const cells = timings.map((timing) => cellResult(timing, peakWith(timing.threads)));
  return { rounds: request.rounds, engines, peaks, cells, againstPyTorch: againstPyTorch(cells) };
}

/** Null where this machine has not got it: the table goes on without, and says so. What was asked for by name must be there. */
async function greet(contender: Contender, { gpuBackend, signal, warn }: StepsRequest) {
  const child = startChild(contender.label, contender.command, signal);
  try {
    const { engine, device } = await child.ask({ do: 'greet' });
    return { started: { ...contender, child }, facts: { engine, device } };
  } catch (error) {
    await child.end();
    if (!(error instanceof HarnessError) || gpuBackend !== null) throw error;
    warn(`Left out: ${contender.label}. ${error.parts.got ?? error.message}`);
    return null;
  }
}

async function measureCell(
  cell: TrainingCell,
  { started, threads, request }: { started: readonly Started[]; threads: number; request: StepsRequest },
): Promise<Omit<CellTimings, 'threads'>> {
  const taking = started.filter(({ mostSeeds }) => cell.seeds <= mostSeeds);
  const path = join(request.folder, 'training.f32');
  try {
    const training = writeTraining(path, cell);
    for (const { child } of taking) await child.ask({ do: 'prepare', training });
  } finally {
    rmSync(path, { force: true });
  }
  // Long enough to see a wrong optimizer; with many seeds shorter, since op by op a step takes seconds there.
  const comparedSteps = cell.seeds <= 4 ? 20 : 3;
  const losses = new Map<ContenderName, Losses>();
  for (const { name, child } of taking) {
    losses.set(name, (await child.ask({ do: 'losses', steps: comparedSteps })).losses);
  }
  const largestLossDifference = requireSameWork(cellName(cell), losses);
  const timed = await timeCell(new Map(taking.map(({ name, child }) => [name, child])), request.rounds);
  request.say(`${cellName(cell)}, threads ${threads}: ${shortWords(timed, cell.seeds)}`);
  return { cell, comparedSteps, largestLossDifference, timed };
}

function shortWords(timed: CellTimings['timed'], seeds: number): string {
  return [...timed]
    .map(([name, { stepMs }]) => `${name} ${(Math.min(...stepMs) / seeds).toPrecision(3)} ms`)
    .join(', ');
}

async function peakOf(child: MeasuringChild, { gpuBackend, ...request }: StepsRequest) {
  const matrixSide = request.matrixSide ?? (gpuBackend === null ? MATRIX_SIDE.cpu : MATRIX_SIDE.gpu);
  return { matrixSide, ...(await child.ask({ do: 'peak', side: matrixSide })) };
}

function notePeak(peaks: StepsResult['peaks'], peak: StepsResult['peaks'][number]): void {
  const known = peaks.find(({ contender, threads }) => contender === peak.contender && threads === peak.threads);
  if (known === undefined) peaks.push(peak);
  else known.gigaflops = Math.max(known.gigaflops, peak.gigaflops);
}

function nobody(): HarnessError {
  return new HarnessError('backend-unavailable', {
    what: 'There is nobody to time on this machine.',
    next: '`npm ci` brings WebAssembly, `npm run native` the native backend',
  });
}
