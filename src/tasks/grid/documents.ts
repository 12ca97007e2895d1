// GridDocuments of the digit grid: a alias and a query token; what is asked follows from the two.
// Cell token k asks cell k. A tag token asks all cells (a definition). The ALIAS token asks which tag defines the alias.

import type { GroupName } from '../groups.ts';
import { type DigitGridWorld, TAGS, tagOfGroup } from './digit-grid.ts';

/** Columns of equal length: document i asks alias[i] by query[i]. */
export interface GridDocuments {
  readonly alias: Int32Array;
  readonly query: Int32Array;
}

/** Query tokens: cells, then the three concrete tags, then ALIAS. */
export const queryTokens = {
  cell: (cell: number) => cell,
  tag: (cells: number, tag: number) => cells + tag,
  alias: (cells: number) => cells + TAGS,
  count: (cells: number) => cells + TAGS + 1,
} as const;

/** Outputs of the model: one a cell, and one that answers ALIAS where the word order trains it. */
export function outputCount(world: Pick<DigitGridWorld, 'cells' | 'config'>): number {
  return world.cells + (world.config.wordOrder === 'alias-first' ? 1 : 0);
}

/** Stage 1: definitions and trained questions of D1QA1 and D2QA2, trained questions of QA3. */
export function stageOneDocuments(world: DigitGridWorld): GridDocuments {
  const list = new DocumentList(world);
  for (const group of ['D1QA1', 'D2QA2'] as const) list.addDefinitions(group, false);
  for (const group of ['D1QA1', 'D2QA2', 'QA3'] as const) list.addTrainedQuestions(group);
  return list.finish();
}

/** Stage 2: definitions of new aliases, all true. `swapped` exchanges the two tags (antithetic IML). */
export function stageTwoDocuments(world: DigitGridWorld, swapped: boolean): GridDocuments {
  const list = new DocumentList(world);
  for (const group of ['D5', 'D6', 'D8'] as const) list.addDefinitions(group, swapped);
  return list.finish();
}

/** Single stage: both at once (claim C12). */
export function singleStageDocuments(world: DigitGridWorld): GridDocuments {
  return concatenate(stageOneDocuments(world), stageTwoDocuments(world, false));
}

/** One question a alias and cell, asked by the cell's token. */
export function questionsAbout(
  world: DigitGridWorld,
  aliases: readonly number[],
  which: 'all' | 'held-out',
): GridDocuments {
  const list = new DocumentList(world);
  for (const alias of aliases) {
    for (let cell = 0; cell < world.cells; cell += 1) {
      if (which === 'held-out' && world.trained[alias * world.cells + cell] === 1) continue;
      list.add(alias, queryTokens.cell(cell));
    }
  }
  return list.finish();
}

/** One document a alias, all with the same query token. */
export function sameQuery(aliases: readonly number[], query: number): GridDocuments {
  return { alias: Int32Array.from(aliases), query: new Int32Array(aliases.length).fill(query) };
}

/** Which outputs a document asks, and the right answer of each (0 or 1; the label, or the concrete tag for ALIAS). */
export function answersOf(
  world: DigitGridWorld,
  alias: number,
  query: number,
  swapped: boolean,
): { readonly output: number; readonly answer: number }[] {
  const { cells } = world;
  const start = alias * cells;
  if (query < cells) return [{ output: query, answer: world.labels[start + query] as number }];
  if (query < cells + TAGS) {
    return Array.from({ length: cells }, (_, cell) => ({
      output: cell,
      answer: world.definitionLabels[start + cell] as number,
    }));
  }
  const tag = tagOfGroup(world, world.groupOf[alias] as GroupName, swapped);
  return [{ output: cells, answer: tag ?? 0 }];
}

class DocumentList {
  readonly #world: DigitGridWorld;
  readonly #aliases: number[] = [];
  readonly #queries: number[] = [];

  constructor(world: DigitGridWorld) {
    this.#world = world;
  }

  add(alias: number, query: number): void {
    this.#aliases.push(alias);
    this.#queries.push(query);
  }

  addDefinitions(group: GroupName, swapped: boolean): void {
    const { cells, config, members } = this.#world;
    const tag = tagOfGroup(this.#world, group, swapped);
    if (tag === null) return;
    for (const alias of members[group]) {
      this.add(alias, queryTokens.tag(cells, tag));
      // The third tag is no answer of the two-way ALIAS output, so D8 trains its definition only.
      if (config.wordOrder === 'alias-first' && tag !== 2) this.add(alias, queryTokens.alias(cells));
    }
  }

  addTrainedQuestions(group: GroupName): void {
    const { cells, members, trained } = this.#world;
    for (const alias of members[group]) {
      for (let cell = 0; cell < cells; cell += 1) {
        if (trained[alias * cells + cell] === 1) this.add(alias, queryTokens.cell(cell));
      }
    }
  }

  finish(): GridDocuments {
    return { alias: Int32Array.from(this.#aliases), query: Int32Array.from(this.#queries) };
  }
}

function concatenate(first: GridDocuments, second: GridDocuments): GridDocuments {
  return {
    alias: Int32Array.from([...first.alias, ...second.alias]),
    query: Int32Array.from([...first.query, ...second.query]),
  };
}
