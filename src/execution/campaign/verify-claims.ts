// A verification, end to end: plan, look into the ledger, train what is missing, judge, and put it all into one document.
import { availableParallelism } from 'node:os';
import { modelAbilities } from '../../configurations/model-abilities.ts';
import { openLedger } from '../../ledger/ledger.ts';
import type { DigitImagePool } from '../../tasks/grid/digit-images.ts';
import { startBackend } from '../../tensors/backend.ts';
import { harnessVersion } from '../fingerprint/harness-version.ts';
import { numericsFingerprint } from '../fingerprint/numerics-fingerprint.ts';
import { assetLoader } from '../inputs/load-assets.ts';
import { loadImages } from '../inputs/load-images.ts';
import { type Assets, assetsOf, runRequest } from '../inputs/run-request.ts';
import { makePlan, type PlannedCohort } from '../planning/plan.ts';
import { runInWorkers } from '../workers/worker-pool.ts';
import { documentFromLedger } from './document-from-ledger.ts';
import { roundEvent } from './next-round.ts';
import type { ReportDocument } from './report-document.ts';
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
        setup: {
          kind: 'setup',
          backend: backend.name,
          fingerprint,
          ledgerFolder: ledger.root,
          assets,
          harnessVersion: harnessVersion(),
        },
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
