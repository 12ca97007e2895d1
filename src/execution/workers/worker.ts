// A worker process: trains one cohort after another and writes each into the ledger itself, so that a crash of the parent
// loses nothing that was finished. Started by worker-pool.ts; speaks as worker-process.ts says.
import { hostname } from 'node:os';
import { HarnessError } from '../../errors/harness-error.ts';
import { runCohort } from '../../experiments/run-cohort.ts';
import type { RunRecord } from '../../experiments/run-record.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { pretrainedFiles } from '../../ledger/pretrained-files.ts';
import { type Backend, startBackend } from '../../tensors/backend.ts';
import type { StepEngine } from '../../tensors/step-engine.ts';
import { codeVersion } from '../fingerprint/code-version.ts';
import { harnessVersion } from '../fingerprint/harness-version.ts';
import { numericsFingerprint, refuseOtherNumerics } from '../fingerprint/numerics-fingerprint.ts';
import { assetLoader, type LoadedAssets } from '../inputs/load-assets.ts';
import { measureCohort } from '../planning/measure-cohort.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import { between, processStopwatch } from './spent.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-process.ts';

/** What its first message brought. */
let ready: { setup: WorkerSetup; backend: Backend; assetsOf: ReturnType<typeof assetLoader> } | null = null;

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
    const backend = await startBackend(message.backend);
    refuseOtherNumerics(message.fingerprint, numericsFingerprint(backend));
    ready = { setup: message, backend, assetsOf: assetLoader(message.assets) };
    tell({ kind: 'ready', cpuSeconds: processStopwatch().cpuSeconds });
    return;
  }
  if (ready === null) throw new HarnessError('internal', { what: 'A worker got work before its setup.' });
  const { setup, backend, assetsOf } = ready;
  if (message.kind === 'measure') {
    const { experiment } = message;
    const request = { backend, ...(await assetsOf(experiment)), stopwatch: processStopwatch };
    tell({ kind: 'measured', spent: await measureCohort(experiment, request) });
    return;
  }
  await train(message.cohort, setup, { engine: backend.engine, assets: await assetsOf(message.cohort.experiment) });
  tell({ kind: 'done' });
}

async function train(
  { experiment, hash, cohort, seeds, declared }: PlannedCohort,
  { fingerprint, ...context }: WorkerSetup,
  { engine, assets }: { readonly engine: StepEngine; readonly assets: LoadedAssets },
): Promise<void> {
  const started = Date.now();
  const before = processStopwatch();
  const ledger = openLedger(context.ledgerFolder);
  const keep = (records: readonly RunRecord[]) => {
    ledger.describe({ experimentHash: hash, fingerprint }, experiment);
    ledger.write(
      { experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records: [...records] },
      {
        host: hostname(),
        startedAt: new Date(started).toISOString(),
        ...between(before, processStopwatch()),
        harnessVersion: harnessVersion(),
        ...codeVersion(),
        backend: context.backend,
        ...(declared === undefined ? {} : { declared }),
      },
    );
  };
  await runCohort({
    experiment,
    seeds,
    ...assets,
    engine,
    pretrained: pretrainedFiles(context.ledgerFolder, fingerprint),
    onSteps: (steps) => tell({ kind: 'steps', steps }),
    keep,
    ...(globalThis.gc === undefined ? {} : { collectGarbage: () => void globalThis.gc?.() }),
  });
}

function tell(message: FromWorker): void {
  process.send?.(message);
}
