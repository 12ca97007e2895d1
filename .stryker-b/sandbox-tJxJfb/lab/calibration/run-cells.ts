// Runs the cells of the suite, in this process or spread over worker processes, one a core. Blocks finish in any order; counts add
// up the same.
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { blocksOf, type Cell, type CellBlock, type CellTally, cellKey } from './cell.ts';
import type { Suite } from './suite.ts';
import { addTallies, type Tally, tallyBlock } from './tally.ts';

export interface CellRun {
  readonly cells: readonly Cell[];
  readonly seed: number;
  readonly onBlock?: (done: number, total: number) => void;
}

/** Small enough to share evenly, large enough that messages cost nothing. */
const LARGEST_BLOCK = 1000;

export function runCellsHere(suite: Suite, { cells, seed }: CellRun): CellTally[] {
  const tallies = new Map<string, Tally>();
  for (const block of blocksOf(cells, { seed, largest: LARGEST_BLOCK })) keep(tallies, block, runBlock(suite, block));
  return collect(cells, tallies);
}

export function runBlock(suite: Suite, block: CellBlock): Tally {
  return tallyBlock(suite.procedure(block.procedure), suite.world(block.world), block);
}

/** @throws HarnessError `internal` if a worker ends before its block is done */
export async function runCellsInWorkers({ cells, seed, onBlock }: CellRun, processes: number): Promise<CellTally[]> {
  const queue = blocksOf(cells, { seed, largest: LARGEST_BLOCK });
  const total = queue.length;
  const tallies = new Map<string, Tally>();
  let done = 0;
  const serve = async (): Promise<void> => {
    const worker = startWorker();
    try {
      for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
        keep(tallies, block, await worker.run(block));
        done += 1;
        onBlock?.(done, total);
      }
    } finally {
      worker.end();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, total) }, serve));
  return collect(cells, tallies);
}

function keep(tallies: Map<string, Tally>, block: CellBlock, tally: Tally): void {
  const before = tallies.get(cellKey(block));
  tallies.set(cellKey(block), before === undefined ? tally : addTallies(before, tally));
}

function collect(cells: readonly Cell[], tallies: ReadonlyMap<string, Tally>): CellTally[] {
  return cells.map((cell) => {
    const tally = tallies.get(cellKey(cell));
    if (tally?.campaigns === cell.campaigns) return { ...cell, tally };
    throw new HarnessError('internal', {
      what: 'A cell of the calibration suite was not run whole.',
      where: cellKey(cell),
      got: `${tally?.campaigns ?? 0} campaigns`,
      expected: `${cell.campaigns}`,
    });
  });
}

function startWorker() {
  const file = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const child = execaNode(file, { nodeOptions: loaderOptions(file), ipc: true, reject: false, stderr: 'inherit' });
  return {
    run: (block: CellBlock): Promise<Tally> =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new HarnessError('internal', { what: 'A worker of the calibration suite ended.' }));
        child.once('exit', ended);
        child.once('message', (tally: unknown) => {
          child.off('exit', ended);
          resolve(tally as Tally);
        });
        child.send(block);
      }),
    end: () => child.kill('SIGTERM'),
  };
}
