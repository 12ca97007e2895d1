// Which variable plays in which group: dealt at random from the seed, in the sizes that the experiment declares.
import type { SeedTree } from '../randomness/seed-tree.ts';
import { type DigitGridConfig, GROUP_NAMES, type GroupName } from './digit-grid-config.ts';

export type GroupSizes = DigitGridConfig['groups'];
export type GroupMembers = Readonly<Record<GroupName, readonly number[]>>;

export function countVariables(groups: GroupSizes): number {
  return GROUP_NAMES.reduce((sum, name) => sum + groups[name], 0);
}

/** The groups that have any members. */
export function occupiedGroups(members: GroupMembers): Partial<GroupMembers> {
  return Object.fromEntries(
    GROUP_NAMES.filter((name) => members[name].length > 0).map((name) => [name, members[name]]),
  );
}

/** @param tree the node whose stream deals; nothing else may use it */
export function dealGroups(groups: GroupSizes, tree: SeedTree): GroupMembers {
  const order = tree.stream().permutation(countVariables(groups));
  const members = {} as Record<GroupName, readonly number[]>;
  let start = 0;
  for (const name of GROUP_NAMES) {
    members[name] = order.slice(start, start + groups[name]);
    start += groups[name];
  }
  return members;
}
