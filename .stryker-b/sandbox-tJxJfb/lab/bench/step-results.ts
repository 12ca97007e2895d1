// From timings to the table: milliseconds a step a seed, ratios to PyTorch, shares of the machine's peak. Arithmetic only.
import type { CellResult, StepsResult } from './bench-schema.ts';
import { sizedTraining } from './cell-training.ts';
import type { ContenderName } from './contenders.ts';
import { best, median } from './sample-summary.ts';
import type { TimedContender } from './time-cell.ts';
import { cellName, type TrainingCell } from './training-cell.ts';

export interface CellTimings {
  readonly cell: TrainingCell;
  readonly threads: number;
  readonly comparedSteps: number;
  readonly largestLossDifference: number;
  readonly timed: ReadonlyMap<ContenderName, TimedContender>;
}

/** Whose times are set against PyTorch's. */
const OUR_BEST: readonly ContenderName[] = ['replay', 'gpu'];

/** @param peakGigaflops of as many threads; null if nobody measured it */
export function cellResult(
  { cell, threads, comparedSteps, largestLossDifference, timed }: CellTimings,
  peakGigaflops: number | null,
): CellResult {
  const operations = sizedTraining(cell).matmulOperations * cell.seeds;
  const pytorch = timed.get('pytorch');
  return {
    ...cell,
    threads,
    matmulOperationsAStep: operations,
    comparedSteps,
    largestLossDifference,
    timings: [...timed].map(([contender, { stepsABlock, stepMs }]) => ({
      contender,
      stepsABlock,
      bestMsAStepASeed: best(stepMs) / cell.seeds,
      medianMsAStepASeed: median(stepMs) / cell.seeds,
      bestOverPyTorch: pytorch === undefined ? null : best(stepMs) / best(pytorch.stepMs),
      medianOverPyTorch: pytorch === undefined ? null : median(stepMs) / median(pytorch.stepMs),
      shareOfPeak: peakGigaflops === null ? null : operations / best(stepMs) / 1e6 / peakGigaflops,
    })),
  };
}

/** Our best contender against PyTorch, over the cells of each number of threads. */
export function againstPyTorch(cells: readonly CellResult[]): StepsResult['againstPyTorch'] {
  const threadCounts = [...new Set(cells.map(({ threads }) => threads))];
  return threadCounts.flatMap((threads) => {
    const ratios = cells
      .filter((cell) => cell.threads === threads)
      .flatMap((cell) => {
        const ratio = cell.timings.find(({ contender }) => OUR_BEST.includes(contender))?.bestOverPyTorch ?? null;
        return ratio === null ? [] : [{ ratio, name: cellName(cell) }];
      });
    const [first] = ratios;
    if (first === undefined) return [];
    const largest = ratios.reduce((worst, one) => (one.ratio > worst.ratio ? one : worst), first);
    return [
      {
        threads,
        cells: ratios.length,
        medianRatio: median(ratios.map(({ ratio }) => ratio)),
        largestRatio: largest.ratio,
        largestIn: largest.name,
      },
    ];
  });
}
