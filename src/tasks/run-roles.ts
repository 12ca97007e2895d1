// Who plays what in a run, drawn from its seed before training (decisions.md B0); kept in the run's record.
import { type Static, Type } from 'typebox';
import type { GroupMembers } from './deal-groups.ts';
import { GROUP_NAMES } from './digit-grid-config.ts';

/** One line: `.` in a pattern stops at a line break, so a bare string key would let such keys skip the check. */
const Key = Type.String({ pattern: '^[^\\n\\r]+$' });

export const RunRolesSchema = Type.Object(
  {
    /** Which concrete tag (0 or 1) plays the reliable one in Stage 1. */
    reliableTag: Type.Integer({ minimum: 0, maximum: 1 }),
    /** One letter a variable, in order of the variables: which group it plays. */
    groups: Type.String(),
    /** What each letter of `groups` stands for. */
    legend: Type.Record(Key, Type.String(), { additionalProperties: false }),
  },
  { additionalProperties: false },
);

export type RunRoles = Static<typeof RunRolesSchema>;

const LETTERS = 'ABCDEFG';

/** @param members together all variables, each once */
export function runRoles(members: GroupMembers, reliableTag: 0 | 1): RunRoles {
  const letters: string[] = [];
  const legend: Record<string, string> = {};
  for (const [index, name] of GROUP_NAMES.entries()) {
    const letter = LETTERS[index] as string;
    legend[letter] = name;
    for (const variable of members[name]) letters[variable] = letter;
  }
  return { reliableTag, groups: letters.join(''), legend };
}
