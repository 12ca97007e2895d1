// A worker process: trains one cohort after another and writes each into the ledger itself, so that a crash of the parent
// loses nothing that was finished. Started by worker-pool.ts; speaks worker-messages.ts.
import { hostname } from 'node:os';
import { HarnessError } from '../errors/harness-error.ts';
import { runCohort } from '../experiments/run-cohort.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { DigitImagePool } from '../tasks/digit-images.ts';
import { startBackend } from '../tensors/backend.ts';
import type { StepEngine } from '../tensors/step-engine.ts';
import { loadImages } from './load-images.ts';
import { numericsFingerprint, refuseOtherNumerics } from './numerics-fingerprint.ts';
import type { PlannedCohort } from './plan.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

let setup: WorkerSetup | null = null;
let engine: StepEngine | null = null;
let images: DigitImagePool | null = null;

// Ctrl-C reaches the whole process group; the parent decides when a worker ends.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToWorker) => {
  handle(message).catch((error: unknown) => {
    if (error instanceof HarnessError) return tell({ kind: 'failed', code: error.code, message: error.message });
    tell({ kind: 'failed', code: 'internal', message: error instanceof Error ? (error.stack ?? '') : String(error) });
  });
});

async function handle(message: ToWorker): Promise<void> {
  if (message.kind === 'setup') {
    setup = message;
    const backend = await startBackend(message.backend);
    refuseOtherNumerics(message.fingerprint, numericsFingerprint(backend));
    engine = backend.engine;
    tell({ kind: 'ready' });
    return;
  }
  if (setup === null || engine === null)
    throw new HarnessError('internal', { what: 'A worker got work before its setup.' });
  await train(message.cohort, setup, engine);
  tell({ kind: 'done' });
}

async function train(
  { experiment, hash, cohort, seeds }: PlannedCohort,
  { fingerprint, ...context }: WorkerSetup,
  engine: StepEngine,
): Promise<void> {
  const started = Date.now();
  if (experiment.task.rendering.kind === 'handwriting') images ??= loadImages(context.imagesFolder);
  const records = await runCohort({
    experiment,
    seeds,
    images,
    engine,
    onSteps: (steps) => tell({ kind: 'steps', steps }),
  });
  const ledger = openLedger(context.ledgerFolder);
  ledger.describe({ experimentHash: hash, fingerprint }, experiment);
  ledger.write(
    { experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records },
    {
      host: hostname(),
      startedAt: new Date(started).toISOString(),
      seconds: (Date.now() - started) / 1000,
      harnessVersion: context.harnessVersion,
    },
  );
}

function tell(message: FromWorker): void {
  process.send?.(message);
}
