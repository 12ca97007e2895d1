// One task of the array: trains its cohorts into the ledger, one after another, in a worker process like those of a run on one
// machine. So a polite kill ends it at once, in the middle of a cohort, and what is finished is in the ledger.
import { dirname } from 'node:path';
import { HarnessError } from '../../errors/harness-error.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { assetsOf } from '../inputs/run-request.ts';
import type { PlannedCohort } from '../planning/plan.ts';
import { runInWorkers } from '../workers/worker-pool.ts';
import { itemsOfTask, positionOf, readSlurmPlan, taskCount } from './slurm-plan.ts';
import { writeFailure } from './submission-folder.ts';

interface TaskRequest {
  readonly planPath: string;
  readonly task: number;
  readonly signal: AbortSignal;
  /** A line for the log. */
  readonly say: (line: string) => void;
}

/** @throws HarnessError `other-numerics` where this machine would compute something else; `interrupted`; others as in worker-pool.ts */
export async function trainTask({ planPath, task, signal, say }: TaskRequest) {
  const { cohorts, cohortsATask, fingerprint, backend, ledgerFolder, request } = readSlurmPlan(planPath);
  const mine = itemsOfTask(cohorts, task, cohortsATask);
  if (mine.length === 0) throw noSuchTask(task, taskCount(cohorts.length, cohortsATask));
  const ledger = openLedger(ledgerFolder);
  // A task that was requeued, or whose cohorts someone else has trained meanwhile.
  const missing = mine.filter(({ hash, cohort }) => ledger.read(hash, fingerprint, cohort).kind !== 'found');
  say(`Task ${task}: ${mine.length} cohorts, ${mine.length - missing.length} of them in the ledger already.`);
  /** Cohorts with a broken run: they are missing, and the report says why. */
  let failed = 0;
  if (missing.length > 0) {
    await runInWorkers({
      cohorts: missing,
      processes: 1,
      signal,
      setup: { backend, fingerprint, ledgerFolder, assets: assetsOf(request) },
      onSteps: () => {},
      onDone: (cohort) => say(`Trained ${nameOf(cohort)}.`),
      onFailed: (cohort, reason) => {
        // Workers that fall over because the task is being stopped are no news.
        if (signal.aborted) return;
        failed += 1;
        writeFailure(dirname(planPath), positionOf(cohort, cohorts), reason);
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
