// The event that says what a round asks for: `planned` for the first, `extended` for those after it.
import { plannedSteps } from '../experiments/planned-steps.ts';
import type { Backend } from '../tensors/backend.ts';
import type { Round } from './next-round.ts';
import { type Plan, type PlannedCohort, runsOf } from './plan.ts';
import type { VerifyEvent } from './verify-request.ts';

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
