// The plan of the round that follows: the same request, the cohorts that are due, in an array that the cluster takes.
import { HarnessError } from '../../errors/harness-error.ts';
import { arrayShape } from './array-shape.ts';
import { CohortSet } from './cohort-set.ts';
import type { Due } from './judge-plan.ts';
import type { SlurmPlan } from './slurm-plan.ts';

/**
 * @param rounds the plans so far, the first one first
 * @throws HarnessError `internal` where it would train more than the designs of the claims may ask for, or a cohort again: a chain of
 * jobs that submit jobs must come to an end whatever else goes wrong
 */
export function nextPlan(rounds: readonly [SlurmPlan, ...SlurmPlan[]], { cohorts, undecided }: Due): SlurmPlan {
  const last = rounds[rounds.length - 1] ?? rounds[0];
  const before = new CohortSet(rounds.flatMap((plan) => plan.cohorts));
  const total = rounds.reduce((sum, plan) => sum + plan.cohorts.length, cohorts.length);
  const again = cohorts.find((cohort) => before.has(cohort));
  if (total > last.mostCohorts || again !== undefined) {
    throw new HarnessError('internal', {
      what: 'The next round would train more than the claims may ask for, so it is not submitted.',
      where: `round ${last.round + 1}`,
      got: again === undefined ? `${total} cohorts in all` : `${again.label}, cohort ${again.cohort}, once more`,
      expected: `at most ${last.mostCohorts} cohorts in all, none of them twice`,
    });
  }
  const { maximumArraySize, cohortsATask } = last.wishes;
  const fewest = arrayShape({ cohorts: cohorts.length, maximumArraySize, cohortsATask: null }).cohortsATask;
  return {
    ...last,
    round: last.round + 1,
    undecided,
    // Nobody is there who could be told that what they asked for is too little.
    cohortsATask: Math.max(fewest, cohortsATask ?? 1),
    cohorts: cohorts.map((cohort) => ({ ...cohort, seeds: [...cohort.seeds] })),
  };
}
