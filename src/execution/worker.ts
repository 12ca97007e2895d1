// A worker process: trains one cohort after another and writes each into the ledger itself, so that a crash of the parent
// loses nothing that was finished. Started by worker-pool.ts; speaks worker-messages.ts.
import { hostname } from 'node:os';
import { HarnessError } from '../errors/harness-error.ts';
import { type Experiment, showsHandwriting } from '../experiments/experiment.ts';
import { runCohort } from '../experiments/run-cohort.ts';
import { openLedger } from '../ledger/ledger.ts';
import { pretrainedFiles } from '../ledger/pretrained-files.ts';
import type { ModelModule } from '../models/user-model.ts';
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import { type Backend, startBackend } from '../tensors/backend.ts';
import type { StepEngine } from '../tensors/step-engine.ts';
import { loadImages } from './load-images.ts';
import { loadModule } from './load-module.ts';
import { numericsFingerprint, refuseOtherNumerics } from './numerics-fingerprint.ts';
import type { PlannedCohort } from './plan.ts';
import { measureCohort } from './planning/measure-cohort.ts';
import { between, processStopwatch } from './spent.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

let setup: WorkerSetup | null = null;
let backend: Backend | null = null;
let images: DigitImagePool | null = null;
/** The last that was asked for, with its digest. */
let module: ModelModule | null = null;

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
    backend = await startBackend(message.backend);
    refuseOtherNumerics(message.fingerprint, numericsFingerprint(backend));
    tell({ kind: 'ready', cpuSeconds: processStopwatch().cpuSeconds });
    return;
  }
  if (setup === null || backend === null)
    throw new HarnessError('internal', { what: 'A worker got work before its setup.' });
  if (message.kind === 'measure') {
    const { experiment } = message;
    const assets = { images: imagesFor(experiment, setup), module: await moduleFor(experiment, setup) };
    const request = { backend, ...assets, stopwatch: processStopwatch };
    tell({ kind: 'measured', spent: await measureCohort(experiment, request) });
    return;
  }
  await train(message.cohort, setup, backend.engine);
  tell({ kind: 'done' });
}

async function train(
  { experiment, hash, cohort, seeds, declared }: PlannedCohort,
  { fingerprint, ...context }: WorkerSetup,
  engine: StepEngine,
): Promise<void> {
  const started = Date.now();
  const before = processStopwatch();
  const records = await runCohort({
    experiment,
    seeds,
    images: imagesFor(experiment, context),
    module: await moduleFor(experiment, context),
    engine,
    pretrained: pretrainedFiles(context.ledgerFolder, fingerprint),
    onSteps: (steps) => tell({ kind: 'steps', steps }),
  });
  const ledger = openLedger(context.ledgerFolder);
  ledger.describe({ experimentHash: hash, fingerprint }, experiment);
  ledger.write(
    { experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records },
    {
      host: hostname(),
      startedAt: new Date(started).toISOString(),
      ...between(before, processStopwatch()),
      harnessVersion: context.harnessVersion,
      backend: context.backend,
      ...(declared === undefined ? {} : { declared }),
    },
  );
}

function imagesFor(experiment: Experiment, { imagesFolder }: Pick<WorkerSetup, 'imagesFolder'>): DigitImagePool | null {
  if (!showsHandwriting(experiment)) return null;
  images ??= loadImages(imagesFolder);
  return images;
}

async function moduleFor(
  experiment: Experiment,
  { modelFolders }: Pick<WorkerSetup, 'modelFolders'>,
): Promise<ModelModule | null> {
  if (experiment.model.kind === 'module' && module?.digest !== experiment.model.digest) {
    module = await loadModule(experiment, modelFolders);
  }
  return experiment.model.kind === 'module' ? module : null;
}

function tell(message: FromWorker): void {
  process.send?.(message);
}
