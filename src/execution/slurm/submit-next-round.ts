// From a judged round to the next: whoever is allowed to submit does it, the judging job or the process that waits for it. Where neither
// is, that is no error: the report stands as far as it goes, and the same command on a login node goes on.
import { join } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { PLAN_FILE } from './job-folder.ts';
import { type Due, type JudgeRequest, judgePlan } from './judge-plan.ts';
import { nextPlan } from './next-plan.ts';
import type { SlurmClient } from './slurm-client.ts';
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
