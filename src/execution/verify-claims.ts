// A verification, end to end: plan, look into the ledger, train what is missing, judge, and put it all into one document.
import { availableParallelism } from 'node:os';
import { openLedger } from '../ledger/ledger.ts';
import { startBackend } from '../tensors/backend.ts';
import { documentFromLedger } from './document-from-ledger.ts';
import { harnessVersion } from './harness-version.ts';
import { loadImages } from './load-images.ts';
import { numericsFingerprint } from './numerics-fingerprint.ts';
import { makePlan } from './plan.ts';
import type { ReportDocument } from './report-document.ts';
import { roundEvent } from './round-event.ts';
import { tryModules } from './try-modules.ts';
import type { VerifyRequest } from './verify-request.ts';
import { runInWorkers } from './worker-pool.ts';

/** @throws HarnessError: see verify-request.ts and the error's code */
export async function verifyClaims(request: VerifyRequest): Promise<ReportDocument> {
  const started = request.now();
  const startedAt = new Date(started).toISOString();
  const minutes = request.minutes ?? null;
  const isOutOfTime = () => minutes !== null && request.now() >= started + minutes * 60_000;
  const images = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const { cohortSize } = backend;
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize });
  await tryModules(plan.cohorts, { images, modelFolders: request.modelFolders });
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
          imagesFolder: request.imagesFolder,
          ...(request.modelFolders === undefined ? {} : { modelFolders: request.modelFolders }),
          harnessVersion: harnessVersion(),
        },
        onSteps: (steps) => request.onEvent({ kind: 'steps', steps }),
        ...settle,
      }),
  });
}
