// A worker process as its parent sees it. It runs worker.ts, from source or built, and speaks worker-messages.ts.
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { HarnessError } from '../../errors/harness-error.ts';
import { loaderOptions } from './loader-options.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

export type WorkerAnswer = Exclude<FromWorker, { kind: 'steps' }> | { readonly kind: 'ended' };

export interface WorkerRequest {
  readonly setup: WorkerSetup;
  readonly signal: AbortSignal;
  readonly onSteps: (steps: number) => void;
}

/** One worker process: started, asked one thing at a time, ended. */
export class WorkerProcess {
  readonly #process: ReturnType<typeof spawn>;
  #cpuSecondsOfStart = 0;
  #answer: ((answer: WorkerAnswer) => void) | null = null;
  #ended = false;

  private constructor(request: WorkerRequest, stop: AbortSignal) {
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

  static async start(request: WorkerRequest, stop: AbortSignal): Promise<WorkerProcess> {
    const worker = new WorkerProcess(request, stop);
    const answer = await worker.ask(request.setup);
    if (answer.kind === 'ready') {
      worker.#cpuSecondsOfStart = answer.cpuSeconds;
      return worker;
    }
    worker.end();
    if (request.signal.aborted || stop.aborted) throw interrupted();
    if (answer.kind === 'failed') throw new HarnessError(answer.code, { what: answer.message });
    throw new HarnessError('internal', { what: 'A worker process ended before it was ready.' });
  }

  /** Processor time from the start of the process until it was ready. */
  get cpuSecondsOfStart(): number {
    return this.#cpuSecondsOfStart;
  }

  ask(message: ToWorker): Promise<WorkerAnswer> {
    return new Promise((resolve) => {
      if (this.#ended) return resolve({ kind: 'ended' });
      this.#answer = resolve;
      this.#process.send(message);
    });
  }

  end(): void {
    this.#process.kill('SIGTERM');
  }

  #settle(answer: WorkerAnswer): void {
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

export function interrupted(): HarnessError {
  return new HarnessError('interrupted', {
    what: 'Interrupted. Finished runs are kept in the ledger.',
    next: 'the same command goes on from there',
  });
}
