// A verification, end to end: plan, look into the ledger, train what is missing, judge, and put it all into one document.
import { availableParallelism } from 'node:os';
import { PAPER_CLAIMS } from '../claims/registry.ts';
import type { Verdict } from '../claims/verdict.ts';
import { plannedSteps } from '../experiments/planned-steps.ts';
import { openLedger } from '../ledger/ledger.ts';
import { type Backend, startBackend } from '../tensors/backend.ts';
import { harnessVersion } from './harness-version.ts';
import { loadImages } from './load-images.ts';
import { numericsFingerprint } from './numerics-fingerprint.ts';
import { makePlan, type Plan, type PlannedCohort } from './plan.ts';
import { replayCommand } from './replay-command.ts';
import type { ReportDocument } from './report-document.ts';
import { RunStore } from './run-store.ts';
import { VerdictBoard } from './verdict-board.ts';
import type { VerifyRequest } from './verify-request.ts';
import { runInWorkers } from './worker-pool.ts';

/** @throws HarnessError: see verify-request.ts and the error's code */
export async function verifyClaims(request: VerifyRequest): Promise<ReportDocument> {
  const startedAt = new Date(request.now()).toISOString();
  const images = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize: backend.cohortSize });
  const fingerprint = numericsFingerprint(backend);
  const ledger = openLedger(request.ledgerFolder);
  ledger.prepare();
  const runs = new RunStore(ledger, fingerprint);
  const warnings = plan.cohorts.flatMap((cohort) => runs.load(cohort));
  for (const message of warnings) request.onEvent({ kind: 'warning', message });

  const verdicts = new VerdictBoard(plan, runs, request);
  const processes = request.processes ?? availableParallelism();
  const asked = new Set<PlannedCohort>();
  let [found, trained, failed] = [0, 0, 0];
  // First what every claim needs before it can be decided; then, while some are undecided, a few more seeds for these.
  for (let round = 0; round === 0 || verdicts.undecided().length > 0; round++) {
    const due = verdicts.cohortsDue(round === 0 ? 0 : Math.max(backend.cohortSize, SEEDS_A_ROUND));
    const fresh = due.filter((cohort) => !asked.has(cohort));
    for (const cohort of fresh) asked.add(cohort);
    const missing = fresh.filter((cohort) => !runs.has(cohort));
    found += runsOf(fresh) - runsOf(missing);
    trained += runsOf(missing);
    if (round === 0) announce(request, { plan, fresh, missing, backend, processes });
    else if (fresh.length > 0) extend(request, { claims: verdicts.undecided().length, fresh, missing });
    verdicts.decideWhatIsComplete(request.onEvent);
    if (missing.length === 0) {
      if (round > 0 && fresh.length === 0) break;
      continue;
    }
    await (request.train ?? runInWorkers)({
      cohorts: missing,
      processes,
      signal: request.signal,
      setup: {
        kind: 'setup',
        backend: backend.name,
        fingerprint,
        ledgerFolder: ledger.root,
        imagesFolder: request.imagesFolder,
        harnessVersion: harnessVersion(),
      },
      onSteps: (steps) => request.onEvent({ kind: 'steps', steps }),
      onDone: (cohort) => {
        for (const message of runs.load(cohort)) warnings.push(message);
        for (const seed of cohort.seeds) request.onEvent({ kind: 'run-finished', experiment: cohort.label, seed });
        verdicts.decideWhatIsComplete(request.onEvent);
      },
      onFailed: (cohort, reason) => {
        failed += cohort.seeds.length;
        runs.markFailed(cohort);
        warnings.push(`${cohort.label}, seeds ${cohort.seeds.join(', ')}: ${reason.split('\n').slice(0, 3).join(' ')}`);
        for (const seed of cohort.seeds)
          request.onEvent({ kind: 'run-failed', experiment: cohort.label, seed, reason });
        verdicts.decideWhatIsComplete(request.onEvent);
      },
    });
  }
  const judged = verdicts.all();
  return {
    schemaVersion: 1,
    profile: request.profile,
    startedAt,
    finishedAt: new Date(request.now()).toISOString(),
    environment: {
      backend: backend.name,
      device: backend.device,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      fingerprint,
      harnessVersion: harnessVersion(),
    },
    verdicts: judged,
    coverage: coverageOf(judged),
    runs: { trained: trained - failed, found, failed },
    warnings,
    replay: replayCommand(request, request.claims),
  };
}

/** Seeds that an undecided claim gets at a time, at least: fewer would leave processes idle between rounds. */
export const SEEDS_A_ROUND = 4;

function runsOf(cohorts: readonly PlannedCohort[]): number {
  return cohorts.reduce((sum, { seeds }) => sum + seeds.length, 0);
}

function stepsOf(cohorts: readonly PlannedCohort[]): number {
  return cohorts.reduce((sum, { experiment, seeds }) => sum + seeds.length * plannedSteps(experiment), 0);
}

function announce(
  { onEvent }: VerifyRequest,
  work: {
    readonly plan: Plan;
    readonly fresh: readonly PlannedCohort[];
    readonly missing: readonly PlannedCohort[];
    readonly backend: Backend;
    readonly processes: number;
  },
): void {
  const { plan, fresh, missing, backend, processes } = work;
  onEvent({
    kind: 'planned',
    claims: plan.tests.length,
    runsFound: runsOf(fresh) - runsOf(missing),
    runsToTrain: runsOf(missing),
    stepsToTrain: stepsOf(missing),
    processes: Math.min(processes, Math.max(1, missing.length)),
    backend: backend.name,
    device: backend.device,
  });
}

function extend(
  { onEvent }: VerifyRequest,
  work: {
    readonly claims: number;
    readonly fresh: readonly PlannedCohort[];
    readonly missing: readonly PlannedCohort[];
  },
): void {
  const { claims, fresh, missing } = work;
  const runsFound = runsOf(fresh) - runsOf(missing);
  onEvent({ kind: 'extended', claims, runsFound, runsToTrain: runsOf(missing), stepsToTrain: stepsOf(missing) });
}

function coverageOf(verdicts: readonly Verdict[]): ReportDocument['coverage'] {
  const paper = PAPER_CLAIMS.map(({ id, claim, untestedBecause }) => {
    const testedBy = verdicts
      .filter(({ paperClaims, verdict }) => paperClaims.includes(id) && verdict !== 'not-run')
      .map(({ claim: name, task, verdict }) => ({ claim: name, task, verdict }));
    const reason = untestedBecause ?? 'not selected in this run';
    return { id, claim, testedBy, untestedBecause: testedBy.length > 0 ? null : reason };
  });
  return { claims: paper.length, tested: paper.filter(({ testedBy }) => testedBy.length > 0).length, paper };
}
