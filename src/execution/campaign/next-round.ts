// What is due next, given the runs there are: first what every test needs before it can be decided, then, while some are undecided,
// a few more seeds for these. Only the plan, the rounds before and the records count, not which of them came first, so that one
// machine and a cluster ask for the same runs.
import { plannedSteps } from '../../experiments/stages.ts';
import type { Backend } from '../../tensors/backend.ts';
import { type Plan, type PlannedCohort, runsOf } from '../planning/plan.ts';
import type { RunStore } from './run-store.ts';
import type { VerdictBoard } from './verdict-board.ts';
import type { VerifyEvent } from './verify-request.ts';

export interface Round {
  /** From 1. */
  readonly number: number;
  /** Tests that the runs there are do not decide. */
  readonly undecided: number;
  /** Asked for in this round and in none before. */
  readonly cohorts: readonly PlannedCohort[];
  /** Those of them that have no runs yet. */
  readonly missing: readonly PlannedCohort[];
}

/** Seeds that an undecided claim gets at a time, at least: fewer would leave processes idle between rounds. */
export const SEEDS_A_ROUND = 4;

/** Null once every test is decided, or nothing more may be asked for. */
export function nextRound({
  earlier,
  verdicts,
  runs,
  cohortSize,
}: {
  readonly earlier: readonly Round[];
  readonly verdicts: VerdictBoard;
  readonly runs: RunStore;
  readonly cohortSize: number;
}): Round | null {
  const number = earlier.length + 1;
  const undecided = verdicts.undecided().length;
  if (number > 1 && undecided === 0) return null;
  const asked = new Set(earlier.flatMap(({ cohorts }) => cohorts));
  const due = verdicts.cohortsDue(number === 1 ? 0 : Math.max(cohortSize, SEEDS_A_ROUND));
  const cohorts = due.filter((cohort) => !asked.has(cohort));
  if (number > 1 && cohorts.length === 0) return null;
  return { number, undecided, cohorts, missing: cohorts.filter((cohort) => !runs.has(cohort)) };
}

/** What a round asks for, told: `planned` for the first, `extended` for those after it. */
export function roundEvent(
  { number, undecided, cohorts, missing }: Round,
  {
    plan,
    backend,
    processes,
  }: { readonly plan: Plan; readonly backend: Pick<Backend, 'name' | 'device'>; readonly processes: number },
): VerifyEvent {
  const size = { runsFound: runsOf(cohorts) - runsOf(missing), ...workOf(missing) };
  if (number > 1) return { kind: 'extended', claims: undecided, ...size };
  const { name, device } = backend;
  return { kind: 'planned', claims: plan.tests.length, ...size, processes, backend: name, device };
}

export function workOf(missing: readonly PlannedCohort[]): {
  readonly runsToTrain: number;
  readonly stepsToTrain: number;
} {
  return {
    runsToTrain: runsOf(missing),
    stepsToTrain: missing.reduce((sum, { experiment, seeds }) => sum + seeds.length * plannedSteps(experiment), 0),
  };
}
