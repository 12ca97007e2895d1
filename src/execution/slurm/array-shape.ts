// How cohorts are spread over a Slurm array: task t trains the t-th block of equal size, one cohort a task unless the cluster's
// MaxArraySize is smaller than that.
import { HarnessError } from '../../errors/harness-error.ts';

export interface ArrayShape {
  readonly tasks: number;
  readonly cohortsATask: number;
}

export interface ArrayRequest {
  readonly cohorts: number;
  /** Indices of the array are below it. */
  readonly maximumArraySize: number;
  /** What a person asks for; null for as few as possible. */
  readonly cohortsATask: number | null;
}

/** @throws HarnessError `invalid-option` where the asked size makes too many tasks */
export function arrayShape({ cohorts, maximumArraySize, cohortsATask }: ArrayRequest): ArrayShape {
  const least = Math.max(1, Math.ceil(cohorts / maximumArraySize));
  const size = cohortsATask ?? least;
  if (size >= least) return { tasks: taskCount(cohorts, size), cohortsATask: size };
  throw new HarnessError('invalid-option', {
    what: 'That would be more tasks than an array of this cluster may have.',
    where: '--cohorts-a-task',
    got: `${size}, so ${taskCount(cohorts, size)} tasks`,
    expected: `at least ${least}: MaxArraySize is ${maximumArraySize}`,
    next: 'leave the option out, and the smallest number that fits is taken',
  });
}

export function taskCount(cohorts: number, cohortsATask: number): number {
  return Math.ceil(cohorts / cohortsATask);
}

/** The items of one task; none for a task that the array does not have. */
export function itemsOfTask<T>(items: readonly T[], task: number, cohortsATask: number): readonly T[] {
  return items.slice(task * cohortsATask, (task + 1) * cohortsATask);
}
