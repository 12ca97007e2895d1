// A plan as a submission writes it, of one small real claim with two seeds.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLAN_FILE, writePlanAndScripts } from '../../../src/execution/slurm/job-folder.ts';
import { makeSlurmPlan, type SlurmPlanRequest } from '../../../src/execution/slurm/make-slurm-plan.ts';
import type { SlurmPlan } from '../../../src/execution/slurm/slurm-plan.ts';
import { roundFolder } from '../../../src/execution/slurm/submission-folder.ts';

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'iml-plan-'));
}

/** @param changes of the request */
export function smallPlan(root: string, changes: Partial<SlurmPlanRequest> = {}): Promise<SlurmPlan> {
  return makeSlurmPlan({
    profile: 'quick',
    claims: ['single-stage-iml'],
    seeds: 2,
    firstSeed: 0,
    backend: 'wasm',
    ledgerFolder: join(root, 'ledger'),
    reportsFolder: join(root, 'reports'),
    imagesFolder: null,
    jobs: join(root, 'jobs'),
    maximumArraySize: 1001,
    cohortsATask: null,
    tasksAtOnce: null,
    options: [],
    onEvent: () => {},
    now: () => Date.UTC(2026, 10, 23, 10, 40, 12),
    ...changes,
  });
}

/** @returns the path of its plan.json */
export function writePlan(root: string, plan: SlurmPlan): string {
  const folder = roundFolder(join(root, 'job'), plan.round);
  mkdirSync(folder, { recursive: true });
  writePlanAndScripts(folder, plan, { train: null, judge: '' });
  return join(folder, PLAN_FILE);
}
