// The digit-grid world of one seed (the paper's MNIST question-answer idea): aliases are grids of digits, entities grids of binary
// labels (paper.md 2.9, experiments.md 1). Roles are drawn here, before any training (decisions.md B0).
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';
import { closed } from '../../schemas/parts.ts';
import {
  ConsistentShareSchema,
  concreteTag,
  countAliases,
  dealRoles,
  GROUP_NAMES,
  type GroupMembers,
  type GroupName,
  GroupSizesSchema,
  tagRoleOf,
} from '../groups.ts';

export const DigitGridConfigSchema = closed({
  kind: Type.Literal('digit-grid'),
  rendering: Type.Union([
    closed({ kind: Type.Literal('symbols') }),
    closed({
      kind: Type.Literal('handwriting'),
      /** SHA-256 of the pictures, so that other pictures are another experiment. */
      imagesDigest: Type.String({ minLength: 8 }),
      /** `tokens`: tag and asked cell are tokens. `pixels`: a bar-code strip and a white frame, as in the paper. */
      query: Type.Union([Type.Literal('tokens'), Type.Literal('pixels')]),
      columns: Type.Integer({ minimum: 1, maximum: 10 }),
    }),
  ]),
  /** Cells of a grid: digits of a alias, binary labels of an entity. */
  cells: Type.Integer({ minimum: 1, maximum: 25 }),
  /** Cells of each Stage-1 alias whose question is trained; the others are held out. */
  trainedCells: Type.Integer({ minimum: 0, maximum: 25 }),
  groups: GroupSizesSchema,
  consistentShare: ConsistentShareSchema,
  /** `alias-first` also trains (alias, ALIAS) -> its tag, as causal training does when the tag follows the alias. */
  wordOrder: Type.Union([Type.Literal('tag-first'), Type.Literal('alias-first')]),
});

export type DigitGridConfig = Static<typeof DigitGridConfigSchema>;

export const DIGITS = 10;
export const TAGS = 3;

export interface DigitGridWorld {
  readonly config: DigitGridConfig;
  readonly aliases: number;
  readonly cells: number;
  /** Digit of each cell, [alias * cells + cell]. All aliases differ. */
  readonly digits: Uint8Array;
  /** Label of each cell: the truth that questions ask for. */
  readonly labels: Uint8Array;
  /** What the alias's definition says: the labels, or for an inconsistent one independent random labels. */
  readonly definitionLabels: Uint8Array;
  /** 1 where the cell's question is trained in Stage 1. */
  readonly trained: Uint8Array;
  readonly groupOf: readonly GroupName[];
  readonly members: GroupMembers;
  /** Which concrete tag (0 or 1) is the reliable one. */
  readonly reliableTag: 0 | 1;
}

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawDigitGrid(config: DigitGridConfig, tree: SeedTree): DigitGridWorld {
  const { cells, trainedCells } = config;
  const aliases = countAliases(config.groups);
  checkSizes(config, aliases);
  const world = tree.child('world');
  const { members, reliableTag, inconsistent } = dealRoles(config, world);

  const digits = drawDistinctGrids(aliases, cells, world.child('digits'));
  const labels = drawLabels(aliases * cells, world.child('labels'));
  const groupOf: GroupName[] = new Array(aliases);
  for (const name of GROUP_NAMES) for (const alias of members[name]) groupOf[alias] = name;

  const definitionLabels = labels.slice();
  const wrongLabels = drawLabels(aliases * cells, world.child('wrong labels'));
  for (const alias of inconsistent) {
    const start = alias * cells;
    definitionLabels.set(wrongLabels.subarray(start, start + cells), start);
  }

  const trained = new Uint8Array(aliases * cells);
  const trainedStream = world.child('trained cells').stream();
  for (let alias = 0; alias < aliases; alias += 1) {
    for (const cell of trainedStream.choice(cells, trainedCells)) trained[alias * cells + cell] = 1;
  }
  return { config, aliases, cells, digits, labels, definitionLabels, trained, groupOf, members, reliableTag };
}

/** The concrete tag that a group's definitions carry; null for groups without definitions. */
export function tagOfGroup(world: DigitGridWorld, group: GroupName, swapped = false): 0 | 1 | 2 | null {
  const role = tagRoleOf(group, swapped);
  return role === null ? null : concreteTag(role, world.reliableTag);
}

function checkSizes({ cells, trainedCells }: DigitGridConfig, aliases: number): void {
  if (trainedCells > cells) {
    throw new HarnessError('invalid-experiment', {
      what: 'More cells are trained than a grid has.',
      got: `trainedCells ${trainedCells}, cells ${cells}`,
      expected: 'trainedCells <= cells',
    });
  }
  if (aliases < 2 || aliases > DIGITS ** cells / 2) {
    throw new HarnessError('invalid-experiment', {
      what: `${aliases} different aliases cannot be drawn as grids of ${cells} digits.`,
      expected: `2 to ${Math.floor(DIGITS ** cells / 2)} aliases`,
      next: 'change `groups` or `cells`',
    });
  }
}

function drawDistinctGrids(aliases: number, cells: number, tree: SeedTree): Uint8Array {
  const stream = tree.stream();
  const digits = new Uint8Array(aliases * cells);
  const seen = new Set<string>();
  for (let alias = 0; alias < aliases; ) {
    const grid = Array.from({ length: cells }, () => stream.integerBelow(DIGITS));
    const key = grid.join('');
    if (seen.has(key)) continue;
    seen.add(key);
    digits.set(grid, alias * cells);
    alias += 1;
  }
  return digits;
}

function drawLabels(length: number, tree: SeedTree): Uint8Array {
  const stream = tree.stream();
  return Uint8Array.from({ length }, () => stream.integerBelow(2));
}
