// GridDocuments of the digit grid: a alias and a query token; what is asked follows from the two.
// Cell token k asks cell k. A tag token asks all cells (a definition). The ALIAS token asks which tag defines the alias.

import { ASKED_IN_STAGE_ONE, DEFINED_IN_STAGE_ONE, DEFINED_IN_STAGE_TWO, type GroupName } from '../groups.ts';
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

type Document = readonly [alias: number, query: number];

const columns = (list: readonly Document[]): GridDocuments => ({
  alias: Int32Array.from(list, ([alias]) => alias),
  query: Int32Array.from(list, ([, query]) => query),
});

/** Stage 1: definitions and trained questions of D1QA1 and D2QA2, trained questions of QA3. */
export function stageOneDocuments(world: DigitGridWorld): GridDocuments {
  return columns(ofStageOne(world));
}

/** Stage 2: definitions of new aliases, all true. `swapped` exchanges the two tags (antithetic IML). */
export function stageTwoDocuments(world: DigitGridWorld, swapped: boolean): GridDocuments {
  return columns(ofStageTwo(world, swapped));
}

/** Single stage: both at once (claim C12). */
export function singleStageDocuments(world: DigitGridWorld): GridDocuments {
  return columns([...ofStageOne(world), ...ofStageTwo(world, false)]);
}

function ofStageOne(world: DigitGridWorld): Document[] {
  const trained = ASKED_IN_STAGE_ONE.flatMap((group) => questions(world, world.members[group], 'trained'));
  return [...DEFINED_IN_STAGE_ONE.flatMap((group) => definitions(world, group, false)), ...trained];
}

function ofStageTwo(world: DigitGridWorld, swapped: boolean): Document[] {
  return DEFINED_IN_STAGE_TWO.flatMap((group) => definitions(world, group, swapped));
}

function definitions(world: DigitGridWorld, group: GroupName, swapped: boolean): Document[] {
  const { cells, config, members } = world;
  const tag = tagOfGroup(world, group, swapped);
  if (tag === null) return [];
  return members[group].flatMap((alias): Document[] => {
    const definition: Document = [alias, queryTokens.tag(cells, tag)];
    // The third tag is no answer of the two-way ALIAS output, so D8 trains its definition only.
    return config.wordOrder === 'alias-first' && tag !== 2
      ? [definition, [alias, queryTokens.alias(cells)]]
      : [definition];
  });
}

type Which = 'all' | 'trained' | 'held-out';

/** One question a alias and cell, asked by the cell's token. */
export function questionsAbout(world: DigitGridWorld, aliases: readonly number[], which: Which): GridDocuments {
  return columns(questions(world, aliases, which));
}

function questions({ cells, trained }: DigitGridWorld, aliases: readonly number[], which: Which): Document[] {
  const all = Array.from({ length: cells }, (_, cell) => cell);
  const isAsked = (alias: number, cell: number) =>
    which === 'all' || (trained[alias * cells + cell] === 1) === (which === 'trained');
  return aliases.flatMap((alias) =>
    all.filter((cell) => isAsked(alias, cell)).map((cell): Document => [alias, queryTokens.cell(cell)]),
  );
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
