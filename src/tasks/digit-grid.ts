// The digit-grid world of one seed: variables are grids of digits, entities grids of binary labels (paper.md 2.9,
// experiments.md 1). Roles are drawn here, before any training (decisions.md B0).
import { HarnessError } from '../errors/harness-error.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { checkConsistentShare, inconsistentVariables } from './consistent-share.ts';
import { countVariables, dealGroups } from './deal-groups.ts';
import { type DigitGridConfig, GROUP_NAMES, type GroupName } from './digit-grid-config.ts';

export const DIGITS = 10;
/** Concrete tags: 0 and 1 are seen in Stage 1, in roles drawn by the seed; 2 is the third tag. */
export const TAGS = 3;

export interface DigitGridWorld {
  readonly config: DigitGridConfig;
  readonly variables: number;
  readonly cells: number;
  /** Digit of each cell, [variable * cells + cell]. All variables differ. */
  readonly digits: Uint8Array;
  /** Label of each cell: the truth that questions ask for. */
  readonly labels: Uint8Array;
  /** What the variable's definition says: the labels, or for an inconsistent one independent random labels. */
  readonly definitionLabels: Uint8Array;
  /** 1 where the cell's question is trained in Stage 1. */
  readonly trained: Uint8Array;
  readonly groupOf: readonly GroupName[];
  readonly members: Readonly<Record<GroupName, readonly number[]>>;
  /** Which concrete tag (0 or 1) is the reliable one. */
  readonly reliableTag: 0 | 1;
}

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawDigitGrid(config: DigitGridConfig, tree: SeedTree): DigitGridWorld {
  const { cells, trainedCells, groups } = config;
  const variables = countVariables(groups);
  checkSizes(config, variables);
  const world = tree.child('world');

  const reliableTag = world.child('reliable tag').stream().coin() ? 1 : 0;
  const digits = drawDistinctGrids(variables, cells, world.child('digits'));
  const labels = drawLabels(variables * cells, world.child('labels'));
  const members = dealGroups(groups, world.child('groups'));
  const groupOf: GroupName[] = new Array(variables);
  for (const name of GROUP_NAMES) for (const variable of members[name]) groupOf[variable] = name;

  const definitionLabels = labels.slice();
  const wrongLabels = drawLabels(variables * cells, world.child('wrong labels'));
  for (const variable of inconsistentVariables(config.consistentShare, members)) {
    const start = variable * cells;
    definitionLabels.set(wrongLabels.subarray(start, start + cells), start);
  }

  const trained = new Uint8Array(variables * cells);
  const trainedStream = world.child('trained cells').stream();
  for (let variable = 0; variable < variables; variable += 1) {
    for (const cell of trainedStream.choice(cells, trainedCells)) trained[variable * cells + cell] = 1;
  }
  return { config, variables, cells, digits, labels, definitionLabels, trained, groupOf, members, reliableTag };
}

/** The concrete tag that a group's definitions carry; null for groups without definitions. */
export function tagOfGroup(world: DigitGridWorld, group: GroupName, swapped = false): 0 | 1 | 2 | null {
  const reliable = world.reliableTag;
  const unreliable = reliable === 0 ? 1 : 0;
  switch (group) {
    case 'D1QA1':
      return reliable;
    case 'D2QA2':
      return unreliable;
    case 'D5':
      return swapped ? unreliable : reliable;
    case 'D6':
      return swapped ? reliable : unreliable;
    case 'D8':
      return 2;
    default:
      return null;
  }
}

function checkSizes({ cells, trainedCells, consistentShare, groups }: DigitGridConfig, variables: number): void {
  if (trainedCells > cells) {
    throw new HarnessError('invalid-experiment', {
      what: 'More cells are trained than a grid has.',
      got: `trainedCells ${trainedCells}, cells ${cells}`,
      expected: 'trainedCells <= cells',
    });
  }
  if (variables < 2 || variables > DIGITS ** cells / 2) {
    throw new HarnessError('invalid-experiment', {
      what: `${variables} different variables cannot be drawn as grids of ${cells} digits.`,
      expected: `2 to ${Math.floor(DIGITS ** cells / 2)} variables`,
      next: 'change `groups` or `cells`',
    });
  }
  checkConsistentShare(consistentShare, groups);
}

function drawDistinctGrids(variables: number, cells: number, tree: SeedTree): Uint8Array {
  const stream = tree.stream();
  const digits = new Uint8Array(variables * cells);
  const seen = new Set<string>();
  for (let variable = 0; variable < variables; ) {
    const grid = Array.from({ length: cells }, () => stream.integerBelow(DIGITS));
    const key = grid.join('');
    if (seen.has(key)) continue;
    seen.add(key);
    digits.set(grid, variable * cells);
    variable += 1;
  }
  return digits;
}

function drawLabels(length: number, tree: SeedTree): Uint8Array {
  const stream = tree.stream();
  return Uint8Array.from({ length }, () => stream.integerBelow(2));
}
