// What each group does in the stages (paper.md 1): under which tag it is defined, whether training asks about it.
import type { GroupName } from '../digit-grid-config.ts';
import type { TagRole } from './text-world.ts';

export const STAGE_ONE_DEFINED = ['D1QA1', 'D2QA2'] as const satisfies readonly GroupName[];
export const STAGE_TWO_DEFINED = ['D5', 'D6', 'D8'] as const satisfies readonly GroupName[];
export const DEFINED_GROUPS: readonly GroupName[] = [...STAGE_ONE_DEFINED, ...STAGE_TWO_DEFINED];
/** Groups with trained questions; evaluation asks them what training did not. */
export const ASKED_IN_STAGE_ONE: readonly GroupName[] = ['D1QA1', 'D2QA2', 'QA3'];

/** Whether the group is both defined and asked about in Stage 1, so that its definitions may contradict its questions. */
export function isDefinedInStageOne(group: GroupName): boolean {
  return (STAGE_ONE_DEFINED as readonly GroupName[]).includes(group);
}

/** @returns null for groups without definitions */
export function tagRoleOf(group: GroupName, swapped: boolean): TagRole | null {
  switch (group) {
    case 'D1QA1':
      return 'reliable-tag';
    case 'D2QA2':
      return 'unreliable-tag';
    case 'D5':
      return swapped ? 'unreliable-tag' : 'reliable-tag';
    case 'D6':
      return swapped ? 'reliable-tag' : 'unreliable-tag';
    case 'D8':
      return 'third-tag';
    default:
      return null;
  }
}

/** @param tags token numbers of the concrete tags 1, 2, 3 */
export function tagsByRole(
  tags: readonly [number, number, number],
  reliableTag: 0 | 1,
): Readonly<Record<TagRole, number>> {
  return { 'reliable-tag': tags[reliableTag], 'unreliable-tag': tags[1 - reliableTag] as number, 'third-tag': tags[2] };
}
