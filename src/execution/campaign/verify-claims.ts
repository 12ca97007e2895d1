// A verification, end to end: plan, look into the ledger, train what is missing, judge, and put it all into one document.
import { availableParallelism } from 'node:os';
import { CLAIMS } from '../../claims/registry/registry.ts';
import { coverageOf } from '../../claims/verdicts/coverage.ts';
import { claimsLeanedOnBy } from '../../claims/verdicts/family.ts';
import { leastPower, type PlannedChances, plannedChance } from '../../claims/verdicts/least-power.ts';
import type { Verdict } from '../../claims/verdicts/verdict.ts';
import { modelAbilities } from '../../configurations/model-abilities.ts';
import { USUAL_SIZE } from '../../decisions/campaigns.ts';
import { operatingCurve, type RatesOf } from '../../decisions/operating-curve.ts';
import { openLedger } from '../../ledger/ledger.ts';
import type { LedgerReader } from '../../ledger/open-ledger-to-read.ts';
import type { DigitImagePool } from '../../tasks/grid/digit-images.ts';
import { startBackend } from '../../tensors/backend.ts';
import { codeVersion } from '../fingerprint/code-version.ts';
import { harnessVersion } from '../fingerprint/harness-version.ts';
import { numericsFingerprint } from '../fingerprint/numerics-fingerprint.ts';
import { assetLoader } from '../inputs/load-assets.ts';
import { loadImages } from '../inputs/load-images.ts';
import { type Replayed, replayCommand } from '../inputs/replay-command.ts';
import { type AskedRequest, type Assets, assetsOf, runRequest } from '../inputs/run-request.ts';
import { rememberedCampaigns } from '../planning/claim-seeds.ts';
import { cohortsIn, makePlan, type Plan, type PlannedCohort, runsOf } from '../planning/plan.ts';
import { runInWorkers } from '../workers/worker-pool.ts';
import { conductRounds, type RoundsRequest, roundEvent } from './conduct-rounds.ts';
import { referencesFor, withSizes } from './reference-effects.ts';
import { REPORT_VERSION, type ReportDocument, type ReportEnvironment } from './report-document.ts';
import { RunStore } from './run-store.ts';
import { VerdictBoard } from './verdict-board.ts';
import type { VerifyRequest } from './verify-request.ts';

/** @throws HarnessError: see verify-request.ts and the error's code */
export async function verifyClaims(said: VerifyRequest): Promise<ReportDocument> {
  const request = runRequest(said);
  const { minutes, now } = request;
  const started = now();
  const startedAt = new Date(started).toISOString();
  const isOutOfTime = () => minutes !== null && now() >= started + minutes * 60_000;
  const images = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const { cohortSize } = backend;
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize });
  const assets = assetsOf(request);
  await tryModules(plan.cohorts, { images, assets });
  const fingerprint = numericsFingerprint(backend);
  const ledger = openLedger(request.ledgerFolder);
  ledger.prepare();
  const processes = request.processes ?? availableParallelism();
  return documentFromLedger({
    asked: request,
    plan,
    ledger,
    imagesDigest: images.digest,
    startedAt,
    minutes,
    isOutOfTime,
    environment: {
      backend: backend.name,
      device: backend.device,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      fingerprint,
      harnessVersion: harnessVersion(),
      ...codeVersion(),
      cohortSize,
    },
    announce: (round) => {
      const busy = Math.min(processes, Math.max(1, round.missing.length));
      request.onEvent(roundEvent(round, { plan, backend, processes: busy }));
    },
    train: ({ missing }, settle) =>
      (request.train ?? runInWorkers)({
        cohorts: missing,
        processes,
        signal: request.signal,
        mayStart: () => !isOutOfTime(),
        setup: { backend: backend.name, fingerprint, ledgerFolder: ledger.root, assets },
        onSteps: (steps) => request.onEvent({ kind: 'steps', steps }),
        ...settle,
      }),
  });
}

/** One that breaks its promises ends the run here, and not in a worker. A backend must be started. */
async function tryModules(
  cohorts: readonly PlannedCohort[],
  { images, assets }: { readonly images: DigitImagePool; readonly assets: Assets },
): Promise<void> {
  const load = assetLoader(assets, images);
  const experiments = new Map(cohorts.map(({ hash, experiment }) => [hash, experiment]));
  for (const experiment of experiments.values()) {
    if (experiment.model.kind === 'module') await modelAbilities(experiment, await load(experiment));
  }
}

type Asked = Omit<AskedRequest, 'backend'> &
  Pick<VerifyRequest, 'catalogue' | 'isFound' | 'hasRates' | 'onEvent' | 'now' | 'configuration'> &
  Pick<Replayed, 'asked' | 'command'> & { readonly backend: string | null };

interface LedgerRequest extends Pick<Required<RoundsRequest>, 'announce' | 'train' | 'isOutOfTime'> {
  readonly asked: Asked;
  readonly plan: Plan;
  readonly ledger: LedgerReader;
  readonly environment: ReportEnvironment & { readonly cohortSize: number };
  readonly imagesDigest: string;
  readonly startedAt: string;
  /** Null: no limit. */
  readonly minutes: number | null;
}

// From a plan and a ledger to the document: what is there is read, what is missing is left to whoever trains, and all is judged.
// It needs no backend, so that a run and an audit of its report go through the same lines (decisions.md promise 15).
export async function documentFromLedger(request: LedgerRequest): Promise<ReportDocument> {
  const { asked, plan, ledger, environment, imagesDigest, startedAt, minutes, announce, train, isOutOfTime } = request;
  const { onEvent, now } = asked;
  const runs = new RunStore(ledger, environment.fingerprint);
  const found = plan.cohorts.filter(asked.isFound ?? (() => true));
  const warnings = found.flatMap((cohort) => runs.load(cohort));
  for (const message of warnings) onEvent({ kind: 'warning', message });
  const verdicts = new VerdictBoard(plan, runs, asked);
  const { cohortSize } = environment;
  const conducted = await conductRounds({ verdicts, runs, cohortSize, onEvent, announce, train, isOutOfTime });
  const { absent, outOfTime } = conducted;
  const due = runsOf(cohortsIn(plan, absent.open));
  const why = minutes === 0 ? 'Nothing was trained, as asked (--minutes 0)' : `Time ran out after ${minutes} minutes`;
  const late = `${why}: ${due} runs that were due were not started.`;
  const sized = withSizes(verdicts.all(), referencesFor(asked));
  const judged = asked.hasRates === false ? sized : withOperatingRates(sized);
  return {
    schemaVersion: REPORT_VERSION,
    profile: asked.profile,
    ...(asked.configuration === undefined ? {} : { configuration: asked.configuration }),
    startedAt,
    finishedAt: new Date(now()).toISOString(),
    environment,
    request: {
      profile: asked.profile,
      design: asked.design,
      claims: asked.claims,
      tasks: asked.tasks,
      seeds: asked.seeds,
      firstSeed: asked.firstSeed,
      backend: asked.backend,
      imagesFolder: asked.imagesFolder,
      imagesDigest,
      catalogue: asked.catalogue === undefined ? 'registered' : 'own',
    },
    verdicts: judged,
    coverage: coverageOf(judged, asked.catalogue ?? CLAIMS),
    runs: conducted.runs,
    ...(absent.failed.length + absent.open.length === 0 ? {} : { absent }),
    ...(outOfTime && minutes !== null ? { outOfTime: { minutes } } : {}),
    warnings: [...warnings, ...conducted.warnings, ...(outOfTime ? [late] : [])],
    replay: replayCommand(asked),
  };
}

/** A share is known to 3 points in a hundred, which is what a plot can show; a run should not wait for more. */
const FOR_A_PLOT = { ...USUAL_SIZE, campaigns: 300 };

/** With the operating characteristic of each part's rule, and the power of the whole: they depend on rules alone, and parts that ask the same share them. */
function withOperatingRates(verdicts: readonly Verdict[]): Verdict[] {
  const simulated = rememberedCampaigns(FOR_A_PLOT);
  const ratesOf: RatesOf = (...asked) => simulated(...asked).rates;
  const planned = verdicts.map(({ claim, task, parts, budget, assay, family }) => ({
    claim,
    task,
    chances: parts.map(({ rule }) => plannedChance(rule, budget.most, ratesOf)),
    leansOn: claimsLeanedOnBy({ assay, family }),
  }));
  return verdicts.map((verdict, index) => ({
    ...verdict,
    leastPower: leastPower(planned[index] as PlannedChances, planned),
    parts: verdict.parts.map((part) => ({
      ...part,
      operatingCurve: operatingCurve(part.rule, verdict.budget.most, ratesOf),
    })),
  }));
}
