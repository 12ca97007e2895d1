// What a submission begins with: the first round of the request in which runs are missing. The rounds are those of a run on one
// machine (conduct-rounds.ts), gone through with nobody who trains, on the machine that submits.
import { openLedger } from '../../ledger/ledger.ts';
import { startBackend } from '../../tensors/backend.ts';
import { conductRounds, type Round, roundEvent } from '../campaign/conduct-rounds.ts';
import { RunStore } from '../campaign/run-store.ts';
import { VerdictBoard } from '../campaign/verdict-board.ts';
import type { VerifyRequest } from '../campaign/verify-request.ts';
import { numericsFingerprint } from '../fingerprint/numerics-fingerprint.ts';
import { loadImages } from '../inputs/load-images.ts';
import { askedOf, runRequest } from '../inputs/run-request.ts';
import { makePlan, type PlannedCohort } from '../planning/plan.ts';
import { earlierGo } from './earlier-submission.ts';
import { arrayShape, CohortSet, type SlurmPlan } from './slurm-plan.ts';

export type SlurmPlanRequest = Omit<VerifyRequest, 'processes' | 'signal' | 'train' | 'isFound'> &
  SlurmPlan['wishes'] & {
    /** Folder of all submissions: an earlier go of the same request may be there. */
    readonly jobs: string;
  };

/** @throws HarnessError as a run on this machine does; `invalid-option` where the array would be too large */
export async function makeSlurmPlan(said: SlurmPlanRequest): Promise<SlurmPlan> {
  const request = runRequest(said);
  const asked = askedOf(request);
  const { ledgerFolder, reportsFolder, maximumArraySize, cohortsATask, tasksAtOnce, options, onEvent } = request;
  const submittedAt = new Date(request.now()).toISOString();
  const images = loadImages(asked.imagesFolder);
  const backend = await startBackend(request.backend);
  const fingerprint = numericsFingerprint(backend);
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize: backend.cohortSize });
  const earlier = earlierGo(request.jobs, { request: asked, fingerprint, ledgerFolder });

  const all = new RunStore(openLedger(ledgerFolder), fingerprint);
  const warnings = plan.cohorts.flatMap((cohort) => all.load(cohort));
  const there = new CohortSet(plan.cohorts.filter((cohort) => all.has(cohort)));
  for (const message of warnings) onEvent({ kind: 'warning', message });
  // What earlier goes of this request have trained comes in round by round, as it did and as it will be counted.
  const foundAtStart = earlier === null ? there : CohortSet.read(earlier.foundAtStart);
  const runs = new RunStore(openLedger(ledgerFolder), fingerprint);
  for (const cohort of plan.cohorts) if (foundAtStart.has(cohort)) runs.load(cohort);

  const next = { undecided: 0, due: [] as readonly PlannedCohort[] };
  const lacking = ({ missing }: Round) => missing.filter((cohort) => !there.has(cohort));
  const shapeOf = (cohorts: number) => arrayShape({ maximumArraySize, cohortsATask, cohorts });
  await conductRounds({
    verdicts: new VerdictBoard(plan, runs, request),
    runs,
    cohortSize: backend.cohortSize,
    // Runs of earlier goes are told as found.
    onEvent: (event) => event.kind !== 'run-finished' && onEvent(event),
    announce: (round) => {
      const missing = lacking(round);
      const { tasks } = shapeOf(missing.length);
      const processes = Math.max(1, Math.min(tasks, tasksAtOnce ?? tasks));
      onEvent(roundEvent({ ...round, missing }, { plan, backend, processes }));
    },
    train: async (round, { onDone }) => {
      for (const cohort of round.missing) if (there.has(cohort)) onDone(cohort);
      next.undecided = round.undecided;
      next.due = lacking(round);
    },
  });
  return {
    format: 'iml-verify-slurm-plan',
    schemaVersion: 2,
    submittedAt,
    fingerprint,
    backend: backend.name,
    ledgerFolder,
    reportsFolder,
    request: asked,
    foundAtStart: foundAtStart.entries(),
    mostCohorts: plan.cohorts.filter((cohort) => !there.has(cohort)).length,
    warnings: [...new Set([...(earlier?.warnings ?? []), ...warnings])],
    round: 1,
    undecided: next.undecided,
    cohortsATask: shapeOf(next.due.length).cohortsATask,
    wishes: { maximumArraySize, cohortsATask, tasksAtOnce, options },
    cohorts: next.due,
  };
}
