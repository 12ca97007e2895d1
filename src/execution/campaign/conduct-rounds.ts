// Round after round until every claim is decided, whoever trains: worker processes here, or a cluster of which it is only asked
// what it has trained. Who trains may leave cohorts open; then no further round is asked for, and the claims that are undecided
// are judged by the runs there are.

import { plannedSteps } from '../../experiments/stages.ts';
import type { Backend } from '../../tensors/backend.ts';
import { type Plan, type PlannedCohort, runsOf } from '../planning/plan.ts';
import type { PoolRequest } from '../workers/worker-pool.ts';
import type { AbsentCohorts, ReportDocument } from './report-document.ts';
import type { RunStore } from './run-store.ts';
import type { VerdictBoard } from './verdict-board.ts';
import type { VerifyEvent, VerifyRequest } from './verify-request.ts';

export interface RoundsRequest extends Pick<VerifyRequest, 'onEvent'> {
  readonly verdicts: VerdictBoard;
  readonly runs: RunStore;
  readonly cohortSize: number;
  readonly announce: (round: Round) => void;
  /** Whether the time that was given is over: then what nobody trained is no reason to judge. Left out: it never is. */
  readonly isOutOfTime?: () => boolean;
  readonly train: (round: Round, settle: Pick<PoolRequest, 'onDone' | 'onFailed'>) => Promise<void>;
}

interface Conducted {
  readonly runs: ReportDocument['runs'];
  readonly warnings: readonly string[];
  /** Cohorts that were asked for and never came. */
  readonly absent: AbsentCohorts;
  readonly outOfTime: boolean;
}

export async function conductRounds(request: RoundsRequest): Promise<Conducted> {
  const { verdicts, runs, announce, train, onEvent } = request;
  const warnings: string[] = [];
  const fail = (cohort: PlannedCohort, reason: string) => {
    runs.markFailed(cohort);
    warnings.push(`${cohort.label}, seeds ${cohort.seeds.join(', ')}: ${reason.split('\n').slice(0, 3).join(' ')}`);
    for (const seed of cohort.seeds) onEvent({ kind: 'run-failed', experiment: cohort.label, seed, reason });
  };
  const settle = {
    onDone: (cohort: PlannedCohort) => {
      warnings.push(...runs.load(cohort));
      if (!runs.has(cohort)) fail(cohort, 'its runs were not in the ledger after they were trained');
      else for (const seed of cohort.seeds) onEvent({ kind: 'run-finished', experiment: cohort.label, seed });
      verdicts.decideWhatIsComplete(onEvent);
    },
    onFailed: (cohort: PlannedCohort, reason: string) => {
      fail(cohort, reason);
      verdicts.decideWhatIsComplete(onEvent);
    },
  };

  const rounds: Round[] = [];
  let outOfTime = false;
  for (;;) {
    const round = nextRound(rounds, request);
    if (round === null) break;
    rounds.push(round);
    announce(round);
    verdicts.decideWhatIsComplete(onEvent);
    if (round.missing.length > 0) await train(round, settle);
    if (round.missing.every((cohort) => isSettled(cohort, runs))) continue;
    outOfTime = request.isOutOfTime?.() ?? false;
    break;
  }
  // What was decided without the cohorts that were due did not run out of time.
  outOfTime = verdicts.decideTheRest(outOfTime);
  return { ...accountOf(rounds, { runs, verdicts }), warnings, outOfTime };
}

/** What became of what the rounds asked for, and how many runs beside those the verdicts read. */
function accountOf(
  rounds: readonly Round[],
  { runs, verdicts }: Pick<RoundsRequest, 'runs' | 'verdicts'>,
): Pick<Conducted, 'runs' | 'absent'> {
  const cohorts = rounds.flatMap((round) => round.cohorts);
  const missing = rounds.flatMap((round) => round.missing);
  const failed = missing.filter((cohort) => hasFailed(cohort, runs));
  const retried = cohorts.filter((cohort) => runs.attemptsAt(cohort) > 1);
  const named = (some: readonly PlannedCohort[]) => some.map(({ hash, cohort }) => ({ experiment: hash, cohort }));
  return {
    runs: {
      trained: runsOf(missing.filter((cohort) => runs.has(cohort))),
      found: readBeside(missing, { runs, verdicts }),
      failed: runsOf(failed),
      ...(retried.length === 0 ? {} : { retried: runsOf(retried) }),
    },
    absent: { failed: named(failed), open: named(missing.filter((cohort) => !isSettled(cohort, runs))) },
  };
}

/** How many runs that nobody was asked for the verdicts read: a ledger may hold more than the rounds ask, and decides them then. */
function readBeside(
  missing: readonly PlannedCohort[],
  { runs, verdicts }: Pick<RoundsRequest, 'runs' | 'verdicts'>,
): number {
  const asked = new Set(missing.flatMap(({ hash, seeds }) => seeds.map((seed) => `${hash}/${seed}`)));
  const read = new Set<string>();
  for (const { experimentHashes, seeds } of verdicts.all()) {
    for (const hash of experimentHashes) {
      for (const seed of seeds) if (runs.recordOf(hash, seed) !== null) read.add(`${hash}/${seed}`);
    }
  }
  return [...read].filter((run) => !asked.has(run)).length;
}

function isSettled(cohort: PlannedCohort, runs: RunStore): boolean {
  return runs.has(cohort) || hasFailed(cohort, runs);
}

function hasFailed({ hash, seeds }: PlannedCohort, runs: RunStore): boolean {
  return seeds.some((seed) => runs.hasFailed(hash, seed));
}

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

/**
 * What is due next, given the runs there are: first what every test needs before it can be decided, then, while some are undecided, a
 * few more seeds for these. Only the plan, the rounds before and the records count, not which of them came first, so that one machine
 * and a cluster ask for the same runs. Null once every test is decided, or nothing more may be asked for.
 */
function nextRound(earlier: readonly Round[], { verdicts, runs, cohortSize }: RoundsRequest): Round | null {
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
  { plan, backend, processes }: { readonly plan: Plan; readonly backend: Backend; readonly processes: number },
): VerifyEvent {
  const size = { runsFound: runsOf(cohorts) - runsOf(missing), ...workOf(missing) };
  if (number > 1) return { kind: 'extended', claims: undecided, ...size };
  const { name, device } = backend;
  return { kind: 'planned', claims: plan.tests.length, ...size, processes, backend: name, device };
}

export function workOf(missing: readonly PlannedCohort[]) {
  return {
    runsToTrain: runsOf(missing),
    stepsToTrain: missing.reduce((sum, { experiment, seeds }) => sum + seeds.length * plannedSteps(experiment), 0),
  };
}
