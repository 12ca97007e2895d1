// Spreads cohorts over worker processes: one thread a process, one process a core (engine.md section 3). Each idle worker
// takes the next cohort; order of completion changes nothing, since the ledger, not the pool, holds the results.
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { HarnessError } from '../errors/harness-error.ts';
import { loaderOptions } from './loader-options.ts';
import type { PlannedCohort } from './plan.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

export interface PoolRequest {
  readonly cohorts: readonly PlannedCohort[];
  readonly processes: number;
  readonly setup: WorkerSetup;
  readonly signal: AbortSignal;
  readonly onSteps: (steps: number) => void;
  readonly onDone: (cohort: PlannedCohort) => void;
  /** The run is broken; it counts as missing, and is not tried again (promise 5). */
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
  'invalid-fixture',
]);

/** @throws HarnessError `interrupted`, or the first fatal error of a worker; all workers are gone by then */
export async function runInWorkers(request: PoolRequest): Promise<void> {
  const queue = [...request.cohorts];
  const stop = new AbortController();
  const abort = () => stop.abort();
  request.signal.addEventListener('abort', abort, { once: true });
  try {
    const count = Math.min(request.processes, queue.length);
    await Promise.all(Array.from({ length: count }, () => serveQueue(queue, request, stop)));
  } finally {
    request.signal.removeEventListener('abort', abort);
  }
  if (request.signal.aborted) throw interrupted();
}

/** One place in the pool: a worker, and after a crash another one, until the queue is empty. */
async function serveQueue(queue: PlannedCohort[], request: PoolRequest, stop: AbortController): Promise<void> {
  let worker: Worker | null = null;
  try {
    while (queue.length > 0 && !stop.signal.aborted && !request.signal.aborted) {
      worker ??= await Worker.start(request, stop.signal);
      const cohort = queue.shift();
      if (cohort === undefined) break;
      const answer = await worker.ask({ kind: 'train', cohort });
      if (stop.signal.aborted || request.signal.aborted) break;
      if (answer.kind === 'done') request.onDone(cohort);
      else if (answer.kind === 'failed' && FATAL.has(answer.code))
        throw new HarnessError(answer.code, { what: answer.message });
      else {
        request.onFailed(cohort, answer.kind === 'failed' ? answer.message : 'the worker process ended');
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

type Answer = Exclude<FromWorker, { kind: 'steps' }> | { readonly kind: 'ended' };

class Worker {
  readonly #process: ReturnType<typeof spawn>;
  #answer: ((answer: Answer) => void) | null = null;
  #ended = false;

  private constructor(request: PoolRequest, stop: AbortSignal) {
    this.#process = spawn();
    this.#process.on('message', (message: unknown) => {
      const heard = message as FromWorker;
      if (heard.kind === 'steps') request.onSteps(heard.steps);
      else this.#settle(heard);
    });
    this.#process.on('exit', () => {
      this.#ended = true;
      this.#settle({ kind: 'ended' });
    });
    const end = () => this.end();
    request.signal.addEventListener('abort', end, { once: true });
    stop.addEventListener('abort', end, { once: true });
  }

  static async start(request: PoolRequest, stop: AbortSignal): Promise<Worker> {
    const worker = new Worker(request, stop);
    const answer = await worker.ask(request.setup);
    if (answer.kind === 'ready') return worker;
    worker.end();
    if (request.signal.aborted || stop.aborted) throw interrupted();
    if (answer.kind === 'failed') throw new HarnessError(answer.code, { what: answer.message });
    throw new HarnessError('internal', { what: 'A worker process ended before it was ready.' });
  }

  ask(message: ToWorker): Promise<Answer> {
    return new Promise((resolve) => {
      if (this.#ended) return resolve({ kind: 'ended' });
      this.#answer = resolve;
      this.#process.send(message);
    });
  }

  end(): void {
    this.#process.kill('SIGTERM');
  }

  #settle(answer: Answer): void {
    const waiting = this.#answer;
    this.#answer = null;
    waiting?.(answer);
  }
}

function spawn() {
  const isSource = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(isSource ? './worker.ts' : './worker.js', import.meta.url));
  const child = execaNode(file, {
    nodeOptions: loaderOptions(file),
    ipc: true,
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'inherit',
    cleanup: true,
    forceKillAfterDelay: 2000,
  });
  child.catch(() => {});
  return child;
}

function interrupted(): HarnessError {
  return new HarnessError('interrupted', {
    what: 'Interrupted. Finished runs are kept in the ledger.',
    next: 'the same command goes on from there',
  });
}
