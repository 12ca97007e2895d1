// The task of an arm, for someone's own configuration: sizes of groups in the proportions of the registered arm to its base, shares as
// near to the registered ones as they can be exact, everything else that a test is about as registered.
import type { Experiment } from '../experiments/experiment.ts';
import type { GroupSizes } from '../tasks/groups.ts';
import { GROUP_NAMES, type GroupName } from '../tasks/groups.ts';
import { DoesNotApply } from './does-not-apply.ts';

type Task = Experiment['task'];
type Share = Task['consistentShare'];

export interface CarriedTask {
  readonly own: Task;
  readonly base: Task;
  readonly arm: Task;
  /** Settings in which any arm of the test differs from the base: what the test is about. */
  readonly touched: ReadonlySet<string>;
}

export function carryTask({ own, base, arm, touched }: CarriedTask): Task {
  const copied = Object.entries(arm).filter(
    ([name]) => touched.has(name) && name !== 'groups' && name !== 'consistentShare' && name !== 'rendering',
  );
  const groups = touched.has('groups') ? carryGroups(own.groups, base.groups, arm.groups) : own.groups;
  const consistentShare = touched.has('consistentShare')
    ? nearestShare(arm.consistentShare, groups)
    : own.consistentShare;
  const task = { ...own, ...Object.fromEntries(copied), groups, consistentShare } as Task;
  if (!touched.has('rendering') || task.kind !== 'digit-grid' || arm.kind !== 'digit-grid') return task;
  if (task.rendering.kind !== 'handwriting' || arm.rendering.kind !== 'handwriting') return task;
  return { ...task, rendering: { ...task.rendering, query: arm.rendering.query } };
}

/** A group that the base lacks is measured by one of the same stage. */
const YARDSTICK: Readonly<Partial<Record<GroupName, GroupName>>> = { QA3: 'D1QA1', D8: 'D5', QA7: 'D5' };

function carryGroups(own: GroupSizes, base: GroupSizes, arm: GroupSizes): GroupSizes {
  const sizeOf = (group: GroupName): number => {
    if (arm[group] === base[group]) return own[group];
    if (base[group] === 0) {
      const yardstick = YARDSTICK[group] ?? group;
      return own[group] > 0 ? own[group] : Math.round(own[yardstick] * (arm[group] / Math.max(1, base[yardstick])));
    }
    const size = own[group] * (arm[group] / base[group]);
    // Even, so that a share of one half is exact.
    return group === 'D1QA1' || group === 'D2QA2' ? 2 * Math.round(size / 2) : Math.round(size);
  };
  return Object.fromEntries(GROUP_NAMES.map((group) => [group, sizeOf(group)])) as GroupSizes;
}

/** How far a share may be from the registered one. */
const TOLERANCE = 0.02;

function nearestShare(arm: Share, groups: GroupSizes): Share {
  const nearest = (share: number, group: GroupName) => {
    const size = groups[group];
    const exact = size === 0 ? share : Math.round(share * size) / size;
    // Tags that say anything at all are not uninformative, so one half must be one half.
    const allowed = share === 0.5 ? 1e-9 : TOLERANCE;
    if (Math.abs(exact - share) <= allowed) return exact;
    throw new DoesNotApply(
      `a share of ${share} of the ${size} definitions of ${group} is no whole number; with ${share === 0.5 ? 'an even number' : 'more'} of them it would be`,
    );
  };
  return { reliable: nearest(arm.reliable, 'D1QA1'), unreliable: nearest(arm.unreliable, 'D2QA2') };
}
