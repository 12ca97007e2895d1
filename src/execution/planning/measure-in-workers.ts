// Measures experiments where a run would train them: in as many worker processes as will work at once, so that what they cost each
// other (cores, caches, memory) is in the numbers. Each experiment is measured once, or as often as it takes to keep all busy.
import { HarnessError } from '../../errors/harness-error.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { plus, type Spent, times } from '../workers/spent.ts';
import type { WorkerSetup } from '../workers/worker-messages.ts';
import { WorkerProcess } from '../workers/worker-process.ts';

export interface WorkerMeasurements {
  /** Of a worker process, from its start until it can work. */
  readonly start: Spent;
  /** Of a whole cohort, in the order of the experiments. */
  readonly cohorts: readonly Spent[];
}

export interface MeasuringRequest {
  readonly experiments: readonly { readonly experiment: Experiment; readonly label: string }[];
  readonly processes: number;
  readonly setup: WorkerSetup;
  /** Milliseconds. */
  readonly now: () => number;
  readonly say: (words: string) => void;
}

/** @throws HarnessError the first of any worker */
export async function measureInWorkers(request: MeasuringRequest): Promise<WorkerMeasurements> {
  const { experiments, processes, setup, now, say } = request;
  const jobs = Math.max(experiments.length, experiments.length === 0 ? 0 : processes);
  const queue = Array.from({ length: jobs }, (_, job) => job % experiments.length);
  const found = experiments.map((): Spent[] => []);
  const stop = new AbortController();
  const starts: Spent[] = [];
  const serve = async () => {
    const begun = now();
    const worker = await WorkerProcess.start({ setup, signal: stop.signal, onSteps: () => {} }, stop.signal);
    starts.push({ seconds: (now() - begun) / 1000, cpuSeconds: worker.cpuSecondsOfStart });
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        const { experiment, label } = experiments[job] as (typeof experiments)[number];
        say(`Measuring some steps of ${label}.`);
        found[job]?.push(await measure(worker, experiment, label));
      }
    } finally {
      worker.end();
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, serve));
  } finally {
    stop.abort();
  }
  return { start: meanOf(starts), cohorts: found.map(meanOf) };
}

async function measure(worker: WorkerProcess, experiment: Experiment, label: string): Promise<Spent> {
  const answer = await worker.ask({ kind: 'measure', experiment });
  if (answer.kind === 'measured') return answer.spent;
  if (answer.kind === 'failed') throw new HarnessError(answer.code, { what: answer.message, where: label });
  throw new HarnessError('internal', { what: 'A worker process ended while it measured.', where: label });
}

function meanOf(all: readonly Spent[]): Spent {
  return times(1 / Math.max(1, all.length), all.reduce(plus, { seconds: 0, cpuSeconds: 0 }));
}
