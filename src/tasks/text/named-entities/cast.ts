// Who plays what among named entities: the groups of the paper, QA4 among them, of which only the real name is ever said; the pool of
// Stage 2 dealt anew as often as one likes; and inconsistent definitions, which name each other's entities (paper.md 2.2).
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../../errors/harness-error.ts';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { closed } from '../../../schemas/parts.ts';
import {
  type Cast,
  type ConsistentShare,
  checkConsistentShare,
  GROUP_NAMES,
  GROUPS,
  GroupSizesSchema,
  inconsistentAliases,
  runRoles,
  shuffledTags,
} from '../../groups.ts';

/** QA4 is asked in Stage 1 as QA3 is, by the name of the entity. */
export const NAMED_GROUPS = [...GROUP_NAMES, 'QA4'] as const;
export type NamedGroup = (typeof NAMED_GROUPS)[number];

export const NamedGroupSizesSchema = closed({
  ...GroupSizesSchema.properties,
  QA4: Type.Integer({ minimum: 0, maximum: 100_000 }),
});
export type NamedGroupSizes = Static<typeof NamedGroupSizesSchema>;

/** Groups whose aliases Stage 1 never shows: every deal of Stage 2 shares them out anew. */
export const POOL: readonly NamedGroup[] = ['D5', 'D6', 'D8', 'QA7'];

export interface NamedCast extends Cast {
  readonly members: Readonly<Record<NamedGroup, readonly number[]>>;
  /** Entity that the definition of each alias names; alias and true entity have the same number. */
  readonly definedEntity: readonly number[];
}

export const defined = (group: NamedGroup) => (group === 'QA4' ? null : GROUPS[group].defined);
export const isAsked = (group: NamedGroup) => group === 'QA4' || GROUPS[group].asked;

/** So many entities by shares, all of them used: what rounding leaves goes to the largest remainders (in their order). */
export function sizesOf(entities: number, shares: Readonly<Partial<Record<NamedGroup, number>>>): NamedGroupSizes {
  const total = NAMED_GROUPS.reduce((sum, group) => sum + (shares[group] ?? 0), 0);
  const wanted = NAMED_GROUPS.map((group) => (entities * (shares[group] ?? 0)) / total);
  // What is a whole number but for the last bits of its sum is one.
  const whole = wanted.map((size) => Math.floor(size + 1e-9));
  const left = entities - whole.reduce((sum, size) => sum + size, 0);
  const largestFirst = [...wanted.keys()].sort((a, b) => remainder(wanted, whole, b) - remainder(wanted, whole, a));
  for (const index of largestFirst.slice(0, left)) whole[index] = (whole[index] as number) + 1;
  return Object.fromEntries(NAMED_GROUPS.map((group, index) => [group, whole[index]])) as NamedGroupSizes;
}

/** To nine places, so that equal remainders are equal. */
function remainder(wanted: readonly number[], whole: readonly number[], index: number): number {
  return Math.round(((wanted[index] as number) - (whole[index] as number)) * 1e9);
}

export const countEntities = (groups: NamedGroupSizes) => NAMED_GROUPS.reduce((sum, group) => sum + groups[group], 0);

interface Casting {
  readonly groups: NamedGroupSizes;
  readonly consistentShare: ConsistentShare;
  readonly stageOneTags?: unknown;
  /** Whether the wording of definitions, and no coin, says which is the reliable one. */
  readonly tagsHaveMeaning: boolean;
}

/**
 * @param world the node `world` of the run's seed tree
 * @param deal of Stage 2: changes who is in D5, D6, D8 and QA7, and nothing else
 */
export function castNames(casting: Casting, world: SeedTree, deal: number): NamedCast {
  const { groups, consistentShare, stageOneTags, tagsHaveMeaning } = casting;
  checkConsistentShare(consistentShare, groups);
  const reliableTag = !tagsHaveMeaning && world.child('reliable tag').stream().coin() ? 1 : 0;
  const order = world.child('groups').stream().permutation(countEntities(groups));
  const fixed = NAMED_GROUPS.filter((group) => !POOL.includes(group));
  const inFixed = fixed.reduce((sum, group) => sum + groups[group], 0);
  const pool = order.slice(inFixed);
  const dealt = world.child('deal of Stage 2').child(deal).stream().permutation(pool.length);
  const taken = shareOut(fixed, groups, order.slice(0, inFixed));
  const given = shareOut(
    POOL,
    groups,
    dealt.map((place) => pool[place] as number),
  );
  const all = { ...taken, ...given };
  const members = Object.fromEntries(NAMED_GROUPS.map((group) => [group, all[group] ?? []])) as NamedCast['members'];
  const inconsistent = new Set(inconsistentAliases(consistentShare, members));
  const mistagged = new Set(stageOneTags === 'shuffled' ? shuffledTags(members, world.child('shuffled tags')) : []);
  const definedEntity = [...order.keys()];
  for (const group of ['D1QA1', 'D2QA2'] as const) {
    const wrong = members[group].filter((alias) => inconsistent.has(alias));
    const others = derangement(wrong.length, world.child('wrong entities').child(group));
    for (const [place, alias] of wrong.entries()) definedEntity[alias] = wrong[others[place] as number] as number;
  }
  const roles = runRoles(members, reliableTag);
  return { members, reliableTag, inconsistent, mistagged, roles, definedEntity };
}

function shareOut(
  names: readonly NamedGroup[],
  sizes: NamedGroupSizes,
  aliases: readonly number[],
): Partial<Record<NamedGroup, readonly number[]>> {
  let start = 0;
  return Object.fromEntries(
    names.map((name) => {
      start += sizes[name];
      return [name, aliases.slice(start - sizes[name], start)];
    }),
  );
}

/** Uniform among the permutations that leave nothing in its place: permutations are drawn until one does, on average e of them. */
export function derangement(length: number, tree: SeedTree): readonly number[] {
  if (length === 1) {
    // The official code draws for ever.
    throw new HarnessError('invalid-experiment', {
      what: 'A single inconsistent definition of a group has no other entity to name.',
      got: '1 inconsistent definition',
      expected: 'none, or at least 2',
      next: 'change `groups` or `consistentShare`',
    });
  }
  const stream = tree.stream();
  for (;;) {
    const drawn = stream.permutation(length);
    if (drawn.every((other, place) => other !== place)) return drawn;
  }
}
