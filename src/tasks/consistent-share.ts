// Which Stage-1 definitions disagree with the questions. Shares are exact: coin flips would leave real information in the
// tags of a share of one half (experiments.md 2A).
import { HarnessError } from '../errors/harness-error.ts';
import type { GroupMembers, GroupSizes } from './deal-groups.ts';
import type { DigitGridConfig } from './digit-grid-config.ts';

export type ConsistentShare = DigitGridConfig['consistentShare'];

const sharesByGroup = ({ reliable, unreliable }: ConsistentShare) =>
  [
    ['reliable', reliable, 'D1QA1'],
    ['unreliable', unreliable, 'D2QA2'],
  ] as const;

/** @throws HarnessError `invalid-experiment` if a share of a group is no whole number of definitions */
export function checkConsistentShare(consistentShare: ConsistentShare, groups: GroupSizes): void {
  for (const [role, share, group] of sharesByGroup(consistentShare)) {
    const count = share * groups[group];
    if (Math.abs(count - Math.round(count)) > 1e-9) {
      throw new HarnessError('invalid-experiment', {
        what: `The share of consistent definitions under the ${role} tag cannot be exact.`,
        got: `${share} of ${groups[group]} variables`,
        expected: 'a whole number of variables',
      });
    }
  }
}

/** Variables whose definition is wrong. Groups are dealt at random, so "all after the first so many" is a random choice. */
export function inconsistentVariables(consistentShare: ConsistentShare, members: GroupMembers): number[] {
  return sharesByGroup(consistentShare).flatMap(([, share, group]) =>
    members[group].slice(Math.round(share * members[group].length)),
  );
}
