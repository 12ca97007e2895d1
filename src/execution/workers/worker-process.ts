// A worker process as its parent sees it, and what the two tell each other. It runs worker.ts, from source or built.

import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execaNode } from 'execa';
import { HarnessError, type HarnessErrorCode } from '../../errors/harness-error.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import type { BackendName } from '../../tensors/backend-name.ts';
import type { Assets } from '../inputs/run-request.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import type { Spent } from './spent.ts';

/** For its first message: everything that stays the same. */
export interface WorkerSetup {
  readonly backend: BackendName;
  readonly fingerprint: string;
  readonly ledgerFolder: string;
  readonly assets: Assets;
}

export type ToWorker =
  | ({ readonly kind: 'setup' } & WorkerSetup)
  | { readonly kind: 'train'; readonly cohort: PlannedCohort }
  /** What would a cohort of it take? Nothing is written. */
  | { readonly kind: 'measure'; readonly experiment: Experiment };

export type FromWorker =
  | { readonly kind: 'ready'; readonly cpuSeconds: number }
  | { readonly kind: 'steps'; readonly steps: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'measured'; readonly spent: Spent }
  | { readonly kind: 'failed'; readonly code: HarnessErrorCode; readonly message: string };

type WorkerAnswer = Exclude<FromWorker, { kind: 'steps' }> | { readonly kind: 'ended' };

interface WorkerRequest {
  readonly setup: WorkerSetup;
  readonly signal: AbortSignal;
  readonly onSteps: (steps: number) => void;
  /** What it will be asked to train or to measure. */
  readonly experiments: readonly Experiment[];
}

/** One worker process: started, asked one thing at a time, ended. */
export class WorkerProcess {
  readonly #process: ReturnType<typeof spawn>;
  /** Processor time from the start of the process until it was ready. */
  cpuSecondsOfStart = 0;
  #answer: ((answer: WorkerAnswer) => void) | null = null;
  #ended = false;

  private constructor(request: WorkerRequest) {
    this.#process = spawn(request.experiments.some(({ model }) => model.kind === 'checkpoint'));
    this.#process.on('message', (message: unknown) => {
      const heard = message as FromWorker;
      if (heard.kind === 'steps') request.onSteps(heard.steps);
      else this.#settle(heard);
    });
    this.#process.on('exit', () => {
      this.#ended = true;
      this.#settle({ kind: 'ended' });
    });
    request.signal.addEventListener('abort', () => this.end(), { once: true });
  }

  static async start(request: WorkerRequest): Promise<WorkerProcess> {
    const worker = new WorkerProcess(request);
    const answer = await worker.ask({ kind: 'setup', ...request.setup });
    if (answer.kind === 'ready') {
      worker.cpuSecondsOfStart = answer.cpuSeconds;
      return worker;
    }
    worker.end();
    if (request.signal.aborted) throw interrupted();
    if (answer.kind === 'failed') throw new HarnessError(answer.code, { what: answer.message });
    throw new HarnessError('internal', { what: 'A worker process ended before it was ready.' });
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

function spawn(isLarge: boolean) {
  const isSource = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(isSource ? './worker.ts' : './worker.js', import.meta.url));
  const child = execaNode(file, {
    nodeOptions: [...loaderOptions(file), ...(isLarge ? ['--expose-gc'] : [])],
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

// Node options under which a child process can run a file of the harness: TypeScript in a clone needs tsx, a build nothing.

/** @param file the file to run */
export function loaderOptions(file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  // Not import.meta.resolve: vitest's global setup, which starts workers as well, has none.
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
