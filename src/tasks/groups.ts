// The groups of aliases and their tags (paper.md 1): one table of what each does, what an experiment declares of them, and who
// plays what in a run, dealt from its seed before training (decisions.md B0).
import { type Static, Type } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { byName, closed } from '../schemas/parts.ts';

/** Concrete tags 0 and 1 are seen in Stage 1, in roles drawn by the seed; 2 is the third tag, which Stage 1 never shows. */
export const TAG_ROLES = ['reliable-tag', 'unreliable-tag', 'third-tag'] as const;
export type TagRole = (typeof TAG_ROLES)[number];

/** Subsets of the paper. QA7 is neither defined nor asked in training. */
export const GROUP_NAMES = ['D1QA1', 'D2QA2', 'QA3', 'D5', 'D6', 'D8', 'QA7'] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

interface Group {
  /** Stage of its definitions; null for none. */
  readonly defined: 1 | 2 | null;
  readonly tag: TagRole | null;
  /** Whether Stage 1 trains questions; evaluation then asks what training did not. */
  readonly asked: boolean;
}

export const GROUPS: Readonly<Record<GroupName, Group>> = {
  D1QA1: { defined: 1, tag: 'reliable-tag', asked: true },
  D2QA2: { defined: 1, tag: 'unreliable-tag', asked: true },
  QA3: { defined: null, tag: null, asked: true },
  D5: { defined: 2, tag: 'reliable-tag', asked: false },
  D6: { defined: 2, tag: 'unreliable-tag', asked: false },
  D8: { defined: 2, tag: 'third-tag', asked: false },
  QA7: { defined: null, tag: null, asked: false },
};

const groupsWhere = (is: (group: Group) => boolean) => GROUP_NAMES.filter((name) => is(GROUPS[name]));
export const DEFINED_GROUPS = groupsWhere(({ defined }) => defined !== null);
export const DEFINED_IN_STAGE_ONE = groupsWhere(({ defined }) => defined === 1);
export const DEFINED_IN_STAGE_TWO = groupsWhere(({ defined }) => defined === 2);
export const ASKED_IN_STAGE_ONE = groupsWhere(({ asked }) => asked);

/** Under which tag a group is defined; swapped, Stage 2 exchanges the two tags of Stage 1. */
export function tagRoleOf(group: GroupName, swapped: boolean): TagRole | null {
  const { tag, defined } = GROUPS[group];
  return swapped && defined === 2 && tag !== null ? exchanged(tag) : tag;
}

/** Of the two tags of Stage 1 the other one. */
export function exchanged(tag: TagRole): TagRole {
  if (tag === 'third-tag') return tag;
  return tag === 'reliable-tag' ? 'unreliable-tag' : 'reliable-tag';
}

export function concreteTag(role: TagRole, reliableTag: 0 | 1): 0 | 1 | 2 {
  if (role === 'third-tag') return 2;
  const other = reliableTag === 0 ? 1 : 0;
  return role === 'reliable-tag' ? reliableTag : other;
}

/** @param tags token numbers of the concrete tags */
export function tagsByRole(
  tags: readonly [number, number, number],
  reliableTag: 0 | 1,
): Readonly<Record<TagRole, number>> {
  const token = (role: TagRole) => tags[concreteTag(role, reliableTag)];
  return {
    'reliable-tag': token('reliable-tag'),
    'unreliable-tag': token('unreliable-tag'),
    'third-tag': token('third-tag'),
  };
}

const Count = Type.Integer({ minimum: 0, maximum: 100_000 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

export const GroupSizesSchema = closed({
  D1QA1: Count,
  D2QA2: Count,
  QA3: Count,
  D5: Count,
  D6: Count,
  D8: Count,
  QA7: Count,
});
export type GroupSizes = Static<typeof GroupSizesSchema>;
export type GroupMembers = Readonly<Record<GroupName, readonly number[]>>;

/** Exact share of definitions that agree with the questions, by tag. The paper's alpha is {alpha, 1 - alpha}. */
export const ConsistentShareSchema = closed({ reliable: Share, unreliable: Share });
export type ConsistentShare = Static<typeof ConsistentShareSchema>;

/** Stage-1 definitions get their tags in a random order, whatever their group and consistency: no tag can be learned as reliable. */
export const ShuffledTagsSchema = Type.Literal('shuffled');

export function countAliases(groups: GroupSizes): number {
  return GROUP_NAMES.reduce((sum, name) => sum + groups[name], 0);
}

/** @param tree the node whose stream deals; nothing else may use it */
function dealGroups(groups: GroupSizes, tree: SeedTree): GroupMembers {
  const order = tree.stream().permutation(countAliases(groups));
  const members = {} as Record<GroupName, readonly number[]>;
  let start = 0;
  for (const name of GROUP_NAMES) {
    members[name] = order.slice(start, start + groups[name]);
    start += groups[name];
  }
  return members;
}

/** The groups that have any members. */
export function occupiedGroups<Name extends string>(
  members: Readonly<Record<Name, readonly number[]>>,
): Partial<Readonly<Record<Name, readonly number[]>>> {
  const occupied = Object.entries<readonly number[]>(members).filter(([, aliases]) => aliases.length > 0);
  return Object.fromEntries(occupied) as Partial<Record<Name, readonly number[]>>;
}

const sharesByGroup = ({ reliable, unreliable }: ConsistentShare) =>
  [
    ['reliable', reliable, 'D1QA1'],
    ['unreliable', unreliable, 'D2QA2'],
  ] as const;

/**
 * Shares are exact: coin flips would leave real information in the tags of a share of one half (experiments.md 2A).
 * @throws HarnessError `invalid-experiment` if a share of a group is no whole number of definitions
 */
export function checkConsistentShare(consistentShare: ConsistentShare, groups: GroupSizes): void {
  for (const [role, share, group] of sharesByGroup(consistentShare)) {
    const count = share * groups[group];
    if (Math.abs(count - Math.round(count)) > 1e-9) {
      throw new HarnessError('invalid-experiment', {
        what: `The share of consistent definitions under the ${role} tag cannot be exact.`,
        got: `${share} of ${groups[group]} aliases`,
        expected: 'a whole number of aliases',
      });
    }
  }
}

/** Aliases whose definition is wrong. Groups are dealt at random, so "all after the first so many" is a random choice. */
export function inconsistentAliases(
  consistentShare: ConsistentShare,
  members: Pick<GroupMembers, 'D1QA1' | 'D2QA2'>,
): number[] {
  return sharesByGroup(consistentShare).flatMap(([, share, group]) =>
    members[group].slice(Math.round(share * members[group].length)),
  );
}

/** What a run's record keeps of it. */
export const RunRolesSchema = closed({
  /** Which concrete tag (0 or 1) plays the reliable one in Stage 1. */
  reliableTag: Type.Integer({ minimum: 0, maximum: 1 }),
  /** One letter an alias, in order of the aliases: which group it plays. */
  groups: Type.String(),
  /** What each letter of `groups` stands for. */
  legend: byName(Type.String()),
});

export type RunRoles = Static<typeof RunRolesSchema>;

const LETTERS = 'ABCDEFGH';

/** Stage-1 groups told apart by what their tag only promises: whether the definition agrees with the questions. */
export type ConsistencyGroup = `${'D1QA1' | 'D2QA2'}-${'consistent' | 'inconsistent'}`;

/** Of a group whose definitions are all alike there is nothing to tell apart. */
export function membersByConsistency({ members, inconsistent }: Pick<Cast, 'members' | 'inconsistent'>): readonly {
  readonly name: ConsistencyGroup;
  readonly group: GroupName;
  readonly aliases: readonly number[];
}[] {
  return (['D1QA1', 'D2QA2'] as const).flatMap((group) => {
    const among = (isInconsistent: boolean) =>
      members[group].filter((alias) => inconsistent.has(alias) === isInconsistent);
    const [consistent, others] = [among(false), among(true)];
    if (consistent.length === 0 || others.length === 0) return [];
    return [
      { name: `${group}-consistent`, group, aliases: consistent } as const,
      { name: `${group}-inconsistent`, group, aliases: others } as const,
    ];
  });
}

/** @param members together all aliases, each once; letters follow the order of the groups */
export function runRoles(members: Readonly<Record<string, readonly number[]>>, reliableTag: 0 | 1): RunRoles {
  const letters: string[] = [];
  const legend: Record<string, string> = {};
  for (const [index, [name, aliases]] of Object.entries(members).entries()) {
    const letter = LETTERS[index] as string;
    legend[letter] = name;
    for (const alias of aliases) letters[alias] = letter;
  }
  return { reliableTag, groups: letters.join(''), legend };
}

/** Who plays what in a run. */
export interface Cast {
  readonly members: GroupMembers;
  /** Which concrete tag (0 or 1) is the reliable one. */
  readonly reliableTag: 0 | 1;
  /** Aliases whose definition is wrong. */
  readonly inconsistent: ReadonlySet<number>;
  /** Aliases whose Stage-1 definition carries the tag of the other group. */
  readonly mistagged: ReadonlySet<number>;
  readonly roles: RunRoles;
}

/**
 * @param world the node `world` of the run's seed tree
 * @throws HarnessError `invalid-experiment` if a share of a group is no whole number of definitions
 */
export function dealRoles(
  {
    groups,
    consistentShare,
    stageOneTags,
  }: {
    readonly groups: GroupSizes;
    readonly consistentShare: ConsistentShare;
    readonly stageOneTags?: unknown;
  },
  world: SeedTree,
): Cast {
  checkConsistentShare(consistentShare, groups);
  const reliableTag = world.child('reliable tag').stream().coin() ? 1 : 0;
  const members = dealGroups(groups, world.child('groups'));
  const inconsistent = new Set(inconsistentAliases(consistentShare, members));
  const mistagged = new Set(stageOneTags === 'shuffled' ? shuffledTags(members, world.child('shuffled tags')) : []);
  return { members, reliableTag, inconsistent, mistagged, roles: runRoles(members, reliableTag) };
}

/** Whom a shuffle of all tags of Stage-1 definitions gives the tag of the other group: each tag stays as frequent as it was. */
export function shuffledTags({ D1QA1, D2QA2 }: Pick<GroupMembers, 'D1QA1' | 'D2QA2'>, tree: SeedTree): number[] {
  const aliases = [...D1QA1, ...D2QA2];
  const order = tree.stream().permutation(aliases.length);
  return aliases.filter((_, place) => place < D1QA1.length !== (order[place] as number) < D1QA1.length);
}
