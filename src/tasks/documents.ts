// Documents of the digit grid: a variable and a query token; what is asked follows from the two.
// Cell token k asks cell k. A tag token asks all cells (a definition). The ALIAS token asks which tag defines the variable.
import { type DigitGridWorld, TAGS, tagOfGroup } from './digit-grid.ts';
import type { GroupName } from './digit-grid-config.ts';

/** Columns of equal length: document i asks variable[i] by query[i]. */
export interface Documents {
  readonly variable: Int32Array;
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
export function stageOneDocuments(world: DigitGridWorld): Documents {
  const list = new DocumentList(world);
  for (const group of ['D1QA1', 'D2QA2'] as const) list.addDefinitions(group, false);
  for (const group of ['D1QA1', 'D2QA2', 'QA3'] as const) list.addTrainedQuestions(group);
  return list.finish();
}

/** Stage 2: definitions of new variables, all true. `swapped` exchanges the two tags (antithetic IML). */
export function stageTwoDocuments(world: DigitGridWorld, swapped: boolean): Documents {
  const list = new DocumentList(world);
  for (const group of ['D5', 'D6', 'D8'] as const) list.addDefinitions(group, swapped);
  return list.finish();
}

/** Single stage: both at once (claim C12). */
export function singleStageDocuments(world: DigitGridWorld): Documents {
  return concatenate(stageOneDocuments(world), stageTwoDocuments(world, false));
}

/** One question a variable and cell, asked by the cell's token. */
export function questionsAbout(
  world: DigitGridWorld,
  variables: readonly number[],
  which: 'all' | 'held-out',
): Documents {
  const list = new DocumentList(world);
  for (const variable of variables) {
    for (let cell = 0; cell < world.cells; cell += 1) {
      if (which === 'held-out' && world.trained[variable * world.cells + cell] === 1) continue;
      list.add(variable, queryTokens.cell(cell));
    }
  }
  return list.finish();
}

/** One document a variable, all with the same query token. */
export function sameQuery(variables: readonly number[], query: number): Documents {
  return { variable: Int32Array.from(variables), query: new Int32Array(variables.length).fill(query) };
}

/** Which outputs a document asks, and the right answer of each (0 or 1; the label, or the concrete tag for ALIAS). */
export function answersOf(
  world: DigitGridWorld,
  variable: number,
  query: number,
  swapped: boolean,
): { readonly output: number; readonly answer: number }[] {
  const { cells } = world;
  const start = variable * cells;
  if (query < cells) return [{ output: query, answer: world.labels[start + query] as number }];
  if (query < cells + TAGS) {
    return Array.from({ length: cells }, (_, cell) => ({
      output: cell,
      answer: world.definitionLabels[start + cell] as number,
    }));
  }
  const tag = tagOfGroup(world, world.groupOf[variable] as GroupName, swapped);
  return [{ output: cells, answer: tag ?? 0 }];
}

class DocumentList {
  readonly #world: DigitGridWorld;
  readonly #variables: number[] = [];
  readonly #queries: number[] = [];

  constructor(world: DigitGridWorld) {
    this.#world = world;
  }

  add(variable: number, query: number): void {
    this.#variables.push(variable);
    this.#queries.push(query);
  }

  addDefinitions(group: GroupName, swapped: boolean): void {
    const { cells, config, members } = this.#world;
    const tag = tagOfGroup(this.#world, group, swapped);
    if (tag === null) return;
    for (const variable of members[group]) {
      this.add(variable, queryTokens.tag(cells, tag));
      // The third tag is no answer of the two-way ALIAS output, so D8 trains its definition only.
      if (config.wordOrder === 'alias-first' && tag !== 2) this.add(variable, queryTokens.alias(cells));
    }
  }

  addTrainedQuestions(group: GroupName): void {
    const { cells, members, trained } = this.#world;
    for (const variable of members[group]) {
      for (let cell = 0; cell < cells; cell += 1) {
        if (trained[variable * cells + cell] === 1) this.add(variable, queryTokens.cell(cell));
      }
    }
  }

  finish(): Documents {
    return { variable: Int32Array.from(this.#variables), query: Int32Array.from(this.#queries) };
  }
}

function concatenate(first: Documents, second: Documents): Documents {
  return {
    variable: Int32Array.from([...first.variable, ...second.variable]),
    query: Int32Array.from([...first.query, ...second.query]),
  };
}
