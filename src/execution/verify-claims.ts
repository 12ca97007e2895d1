// A verification, end to end: plan, look into the ledger, train what is missing, judge, and put it all into one document.
import { availableParallelism } from 'node:os';
import { PAPER_CLAIMS } from '../claims/registry.ts';
import type { Verdict } from '../claims/verdict.ts';
import { openLedger } from '../ledger/ledger.ts';
import { startBackend } from '../tensors/backend.ts';
import { conductRounds } from './conduct-rounds.ts';
import { harnessVersion } from './harness-version.ts';
import { loadImages } from './load-images.ts';
import { numericsFingerprint } from './numerics-fingerprint.ts';
import { withOperatingCurves } from './operating-curves.ts';
import { makePlan } from './plan.ts';
import { replayCommand } from './replay-command.ts';
import type { ReportDocument } from './report-document.ts';
import { roundEvent } from './round-event.ts';
import { RunStore } from './run-store.ts';
import { tryModules } from './try-modules.ts';
import { VerdictBoard } from './verdict-board.ts';
import type { VerifyRequest } from './verify-request.ts';
import { runInWorkers } from './worker-pool.ts';

/** @throws HarnessError: see verify-request.ts and the error's code */
export async function verifyClaims(request: VerifyRequest): Promise<ReportDocument> {
  const startedAt = new Date(request.now()).toISOString();
  const images = loadImages(request.imagesFolder);
  const backend = await startBackend(request.backend);
  const plan = makePlan({ ...request, imagesDigest: images.digest, cohortSize: backend.cohortSize });
  await tryModules(plan.cohorts, { images, modelFolders: request.modelFolders });
  const fingerprint = numericsFingerprint(backend);
  const ledger = openLedger(request.ledgerFolder);
  ledger.prepare();
  const runs = new RunStore(ledger, fingerprint);
  const found = plan.cohorts.filter(request.isFound ?? (() => true));
  const warnings = found.flatMap((cohort) => runs.load(cohort));
  for (const message of warnings) request.onEvent({ kind: 'warning', message });

  const verdicts = new VerdictBoard(plan, runs, request);
  const processes = request.processes ?? availableParallelism();
  const conducted = await conductRounds({
    verdicts,
    runs,
    cohortSize: backend.cohortSize,
    onEvent: request.onEvent,
    announce: (round) => {
      const busy = Math.min(processes, Math.max(1, round.missing.length));
      request.onEvent(roundEvent(round, { plan, backend, processes: busy }));
    },
    train: ({ missing }, settle) =>
      (request.train ?? runInWorkers)({
        cohorts: missing,
        processes,
        signal: request.signal,
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
  const judged = withOperatingCurves(verdicts.all());
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
    runs: conducted.runs,
    warnings: [...warnings, ...conducted.warnings],
    replay: replayCommand(request, request.claims),
  };
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
