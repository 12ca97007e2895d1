// One cell of the suite: a procedure in a world, so many campaigns. Processes speak of cells by name; both sides look it up in the
// same catalogue (suite.ts), so that nothing but names and counts travels.
import type { Tally } from './tally.ts';

export interface Cell {
  readonly procedure: string;
  readonly world: string;
  readonly campaigns: number;
}

/** A block of a cell's campaigns, for one worker. */
export interface CellBlock {
  readonly procedure: string;
  readonly world: string;
  readonly first: number;
  readonly campaigns: number;
  readonly seed: number;
}

export interface CellTally extends Cell {
  readonly tally: Tally;
}

/** The order of the blocks: long cells are split, so that no worker is left alone with one at the end. */
export function blocksOf(cells: readonly Cell[], { seed, largest }: { seed: number; largest: number }): CellBlock[] {
  return cells.flatMap(({ procedure, world, campaigns }) =>
    Array.from({ length: Math.ceil(campaigns / largest) }, (_, index) => ({
      procedure,
      world,
      first: index * largest,
      campaigns: Math.min(largest, campaigns - index * largest),
      seed,
    })),
  );
}

export function cellKey({ procedure, world }: { readonly procedure: string; readonly world: string }): string {
  return `${procedure} | ${world}`;
}
