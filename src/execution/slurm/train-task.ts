// One task of the array: trains its cohorts into the ledger, one after another, in a worker process like those of a run on one
// machine. So a polite kill ends it at once, in the middle of a cohort, and what is finished is in the ledger.
import { dirname } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { harnessVersion } from '../fingerprint/harness-version.ts';
import { assetsOf } from '../inputs/run-request.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import { runInWorkers } from '../workers/worker-pool.ts';
import { itemsOfTask, taskCount } from './array-shape.ts';
import { writeFailure } from './job-folder.ts';
import { readSlurmPlan } from './slurm-plan.ts';

export interface TaskRequest {
  readonly planPath: string;
  readonly task: number;
  readonly signal: AbortSignal;
  /** A line for the log. */
  readonly say: (line: string) => void;
}

export interface TaskResult {
  readonly trained: number;
  readonly found: number;
  /** Cohorts with a broken run: they are missing, and the report says why. */
  readonly failed: number;
}

/** @throws HarnessError `other-numerics` where this machine would compute something else; `interrupted`; others as in worker-pool.ts */
export async function trainTask({ planPath, task, signal, say }: TaskRequest): Promise<TaskResult> {
  const { cohorts, cohortsATask, fingerprint, backend, ledgerFolder, request } = readSlurmPlan(planPath);
  const mine = itemsOfTask(cohorts, task, cohortsATask);
  if (mine.length === 0) throw noSuchTask(task, taskCount(cohorts.length, cohortsATask));
  const ledger = openLedger(ledgerFolder);
  // A task that was requeued, or whose cohorts someone else has trained meanwhile.
  const missing = mine.filter(({ hash, cohort }) => ledger.read(hash, fingerprint, cohort).kind !== 'found');
  say(`Task ${task}: ${mine.length} cohorts, ${mine.length - missing.length} of them in the ledger already.`);
  let failed = 0;
  if (missing.length > 0) {
    await runInWorkers({
      cohorts: missing,
      processes: 1,
      signal,
      setup: {
        kind: 'setup',
        backend,
        fingerprint,
        ledgerFolder,
        assets: assetsOf(request),
        harnessVersion: harnessVersion(),
      },
      onSteps: () => {},
      onDone: (cohort) => say(`Trained ${nameOf(cohort)}.`),
      onFailed: (cohort, reason) => {
        // Workers that fall over because the task is being stopped are no news.
        if (signal.aborted) return;
        failed += 1;
        const position = cohorts.findIndex(
          ({ hash, cohort: number }) => hash === cohort.hash && number === cohort.cohort,
        );
        writeFailure(dirname(planPath), position, reason);
        say(`Failed: ${nameOf(cohort)}: ${reason}`);
      },
    });
  }
  return { trained: missing.length - failed, found: mine.length - missing.length, failed };
}

function nameOf({ label, seeds }: PlannedCohort): string {
  return `${label}, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`;
}

function noSuchTask(task: number, tasks: number): HarnessError {
  return new HarnessError('invalid-option', {
    what: 'The plan has no such task.',
    where: '--task',
    got: String(task),
    expected: tasks === 0 ? 'none: nothing is missing' : `0 to ${tasks - 1}`,
  });
}
