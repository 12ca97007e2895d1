// A verification, end to end: plan, look into the ledger, train what is missing, judge, and put it all into one document.
import { availableParallelism } from 'node:os';
import { judge } from '../claims/judge.ts';
import { PAPER_CLAIMS } from '../claims/registry.ts';
import type { Verdict, VerdictWord } from '../claims/verdict.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { experimentHash } from '../experiments/experiment.ts';
import { plannedSteps } from '../experiments/planned-steps.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { type Backend, startBackend } from '../tensors/backend.ts';
import { harnessVersion } from './harness-version.ts';
import { loadImages } from './load-images.ts';
import { numericsFingerprint } from './numerics-fingerprint.ts';
import { makePlan, type Plan, type PlannedCohort, type PlannedTest } from './plan.ts';
import { replayCommand } from './replay-command.ts';
import type { ReportDocument } from './report-document.ts';
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

  const missing = plan.cohorts.filter((cohort) => !runs.has(cohort));
  const verdicts = new VerdictBoard(plan, runs, request);
  const processes = request.processes ?? availableParallelism();
  announce(request, { plan, missing, backend, processes });
  verdicts.decideWhatIsComplete(request.onEvent);
  let failed = 0;
  if (missing.length > 0) {
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
  const trained = missing.reduce((sum, { seeds }) => sum + seeds.length, 0) - failed;
  const found = plan.cohorts.reduce((sum, { seeds }) => sum + seeds.length, 0) - trained - failed;
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
    runs: { trained, found, failed },
    warnings,
    replay: replayCommand(request, request.claims),
  };
}

/** Records of this request by experiment and seed, as the ledger gives them. */
class RunStore {
  readonly #ledger: Ledger;
  readonly #fingerprint: string;
  readonly #records = new Map<string, RunRecord>();
  readonly #failed = new Set<string>();

  constructor(ledger: Ledger, fingerprint: string) {
    this.#ledger = ledger;
    this.#fingerprint = fingerprint;
  }

  /** @returns warnings about damaged files, in words */
  load({ hash, cohort }: PlannedCohort): string[] {
    const reading = this.#ledger.read(hash, this.#fingerprint, cohort);
    if (reading.kind === 'damaged') {
      return [
        `${reading.path} was set aside as ${reading.movedTo}, because ${reading.reason}; its runs are trained again.`,
      ];
    }
    if (reading.kind === 'found') {
      for (const record of reading.cohort.records) this.#records.set(`${hash}/${record.seed}`, record);
    }
    return [];
  }

  has({ hash, seeds }: PlannedCohort): boolean {
    return seeds.every((seed) => this.#records.has(`${hash}/${seed}`));
  }

  markFailed({ hash, seeds }: PlannedCohort): void {
    for (const seed of seeds) this.#failed.add(`${hash}/${seed}`);
  }

  isSettled(hash: string, seed: number): boolean {
    return this.#records.has(`${hash}/${seed}`) || this.#failed.has(`${hash}/${seed}`);
  }

  recordOf(hash: string, seed: number): RunRecord | null {
    return this.#records.get(`${hash}/${seed}`) ?? null;
  }
}

/** Judges each test as soon as its runs are settled and the claims it leans on are judged. */
class VerdictBoard {
  readonly #plan: Plan;
  readonly #runs: RunStore;
  readonly #request: VerifyRequest;
  readonly #verdicts = new Map<PlannedTest, Verdict>();

  constructor(plan: Plan, runs: RunStore, request: VerifyRequest) {
    this.#plan = plan;
    this.#runs = runs;
    this.#request = request;
  }

  decideWhatIsComplete(onEvent: VerifyRequest['onEvent']): void {
    for (let progress = true; progress; ) {
      progress = false;
      for (const planned of this.#plan.tests) {
        if (this.#verdicts.has(planned) || !this.#isReady(planned)) continue;
        const verdict = this.#judge(planned);
        this.#verdicts.set(planned, verdict);
        onEvent({ kind: 'claim-decided', claim: verdict.claim, task: verdict.task, verdict: verdict.verdict });
        progress = true;
      }
    }
  }

  all(): Verdict[] {
    return this.#plan.tests.map((planned) => {
      const verdict = this.#verdicts.get(planned);
      if (verdict !== undefined) return verdict;
      throw new HarnessError('internal', { what: 'A planned test was never judged.', got: planned.claim.id });
    });
  }

  #isReady({ arms, seeds, test }: PlannedTest): boolean {
    const hashes = Object.values(arms).map(experimentHash);
    const trained = hashes.every((hash) => seeds.every((seed) => this.#runs.isSettled(hash, seed)));
    return trained && test.assay.every((id) => this.#assayOf(id, test.task) !== undefined);
  }

  #judge({ claim, test, arms, seeds }: PlannedTest): Verdict {
    const hashes = Object.fromEntries(
      Object.entries(arms).map(([arm, experiment]) => [arm, experimentHash(experiment)]),
    );
    return judge({
      claim,
      test,
      arms,
      seeds,
      runOf: (arm, seed) => this.#runs.recordOf(hashes[arm] as string, seed),
      verdictOf: (id) => this.#assayOf(id, test.task) ?? 'not-run',
      replay: replayCommand(this.#request, [claim.id]),
    });
  }

  /** Verdict of the first test of a claim on the task; `not-run` if the plan has none. */
  #assayOf(id: string, task: string): VerdictWord | undefined {
    const leaned = this.#plan.tests.find(({ claim, test }) => claim.id === id && test.task === task);
    return leaned === undefined ? 'not-run' : this.#verdicts.get(leaned)?.verdict;
  }
}

function announce(
  { onEvent }: VerifyRequest,
  work: {
    readonly plan: Plan;
    readonly missing: readonly PlannedCohort[];
    readonly backend: Backend;
    readonly processes: number;
  },
): void {
  const { plan, missing, backend, processes } = work;
  const runsOf = (cohorts: readonly PlannedCohort[]) => cohorts.reduce((sum, { seeds }) => sum + seeds.length, 0);
  onEvent({
    kind: 'planned',
    claims: plan.tests.length,
    runsFound: runsOf(plan.cohorts) - runsOf(missing),
    runsToTrain: runsOf(missing),
    stepsToTrain: missing.reduce((sum, { experiment, seeds }) => sum + seeds.length * plannedSteps(experiment), 0),
    processes: Math.min(processes, Math.max(1, missing.length)),
    backend: backend.name,
    device: backend.device,
  });
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
