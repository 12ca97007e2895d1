// From a judged round to the next: whoever is allowed to submit does it, the judging job or the process that waits for it. Where neither
// is, that is no error: the report stands as far as it goes, and the same command on a login node goes on.
import { join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { arrayShape } from './array-shape.ts';
import { CohortSet } from './cohort-set.ts';
import { PLAN_FILE } from './job-folder.ts';
import { type Due, type JudgeRequest, judgePlan } from './judge-plan.ts';
import type { SlurmClient } from './slurm-client.ts';
import type { SlurmPlan } from './slurm-plan.ts';
import { type PlannedRound, readPlans, type SubmittedRound, submissionOf } from './submission-folder.ts';
import { type Program, submitRound } from './submit-round.ts';

export interface NextRoundRequest {
  readonly client: SlurmClient;
  readonly program: Program;
  /** The one that is judged. */
  readonly round: PlannedRound;
}

export type NextRound =
  | { readonly kind: 'submitted'; readonly round: SubmittedRound }
  /** Why not, in words that end without a full stop. */
  | { readonly kind: 'refused'; readonly why: string };

export async function submitNextRound({ client, program, round }: NextRoundRequest, due: Due): Promise<NextRound> {
  const submission = submissionOf(round.folder);
  try {
    const [first = round.plan, ...others] = readPlans(submission, round.plan.round).map(({ plan }) => plan);
    const submitted = await submitRound({ client, program, submission, plan: nextPlan([first, ...others], due) });
    if (submitted !== null) return { kind: 'submitted', round: submitted };
    return { kind: 'refused', why: 'another process was submitting it and did not come to its end' };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const { what, got } = error.parts;
    return { kind: 'refused', why: [what.replace(/\.$/, ''), ...(got === undefined ? [] : [got])].join(': ') };
  }
}

/** For the process that waits, which has not judged itself. */
export async function judgeAndSubmit(
  request: NextRoundRequest,
  { signal, now }: Pick<JudgeRequest, 'signal' | 'now'>,
): Promise<NextRound> {
  const { folder, plan } = request.round;
  const { due } = await judgePlan({ plan, planPath: join(folder, PLAN_FILE), signal, now, onEvent: () => {} });
  return submitNextRound(request, due);
}

// The plan of the round that follows: the same request, the cohorts that are due, in an array that the cluster takes.

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
