// Spreads cohorts over worker processes: one thread a process, one process a core (engine.md 3). Each idle worker
// takes the next cohort; order of completion changes nothing, since the ledger, not the pool, holds the results.
import { hostname } from 'node:os';
import { HarnessError } from '../../errors/harness-error.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { harnessVersion } from '../fingerprint/harness-version.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import { interrupted, WorkerProcess, type WorkerSetup } from './worker-process.ts';

export interface PoolRequest {
  readonly cohorts: readonly PlannedCohort[];
  readonly processes: number;
  readonly setup: WorkerSetup;
  readonly signal: AbortSignal;
  /** Whether a further cohort may be started; those that are not stay open. Left out: always. */
  readonly mayStart?: () => boolean;
  readonly onSteps: (steps: number) => void;
  readonly onDone: (cohort: PlannedCohort) => void;
  /** The run is broken; it counts as missing, this run does not try it again, and the attempt stays in the ledger (decisions.md promise 5). */
  readonly onFailed: (cohort: PlannedCohort, reason: string) => void;
}

/** Sees to it that cohorts get into the ledger, and says of each whether it did. */
export type Train = (request: PoolRequest) => Promise<void>;

/** Errors that every further cohort would meet as well. */
const FATAL = new Set([
  'not-writable',
  'not-readable',
  'backend-unavailable',
  'other-numerics',
  'invalid-images',
  'invalid-data',
  'invalid-fixture',
  'invalid-configuration',
]);

/** @throws HarnessError `interrupted`, or the first fatal error of a worker; all workers are gone by then */
export async function runInWorkers(request: PoolRequest): Promise<void> {
  const queue = [...request.cohorts];
  const stop = new AbortController();
  const stoppable = { ...request, signal: AbortSignal.any([request.signal, stop.signal]) };
  const count = Math.min(request.processes, queue.length);
  await Promise.all(Array.from({ length: count }, () => serveQueue(queue, stoppable, stop)));
  if (request.signal.aborted) throw interrupted();
}

/** One place in the pool: a worker, and after a crash another one, until the queue is empty. */
async function serveQueue(queue: PlannedCohort[], request: PoolRequest, stop: AbortController): Promise<void> {
  let worker: WorkerProcess | null = null;
  const experiments = request.cohorts.map(({ experiment }) => experiment);
  const mayStart = request.mayStart ?? (() => true);
  try {
    while (queue.length > 0 && !request.signal.aborted && mayStart()) {
      worker ??= await WorkerProcess.start({ ...request, experiments });
      const cohort = queue.shift();
      if (cohort === undefined) break;
      const answer = await worker.ask({ kind: 'train', cohort });
      if (request.signal.aborted) break;
      if (answer.kind === 'done') request.onDone(cohort);
      else if (answer.kind === 'failed' && FATAL.has(answer.code))
        throw new HarnessError(answer.code, { what: answer.message });
      else {
        const reason = answer.kind === 'failed' ? answer.message : 'the worker process ended';
        keepAttempt(cohort, reason, request.setup);
        request.onFailed(cohort, reason);
        if (answer.kind === 'ended') worker = null;
      }
    }
  } catch (error) {
    stop.abort();
    throw error;
  } finally {
    worker?.end();
  }
}

function keepAttempt({ hash, cohort, seeds }: PlannedCohort, reason: string, setup: WorkerSetup): void {
  const failedAt = new Date().toISOString();
  openLedger(setup.ledgerFolder).writeFailed(
    { experimentHash: hash, fingerprint: setup.fingerprint, cohort },
    { seeds, reason, host: hostname(), failedAt, harnessVersion: harnessVersion() },
  );
}
