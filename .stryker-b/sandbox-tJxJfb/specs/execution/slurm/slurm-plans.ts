// A plan as a submission writes it, of one small real claim with two seeds.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordAsDeclared } from '../../../lab/defects/fabricated/record-as-declared.ts';
import { makeSlurmPlan, type SlurmPlanRequest } from '../../../src/execution/slurm/make-slurm-plan.ts';
import type { SlurmPlan } from '../../../src/execution/slurm/slurm-plan.ts';
import { PLAN_FILE, roundFolder, writePlanAndScripts } from '../../../src/execution/slurm/submission-folder.ts';
import type { GridExperiment } from '../../../src/experiments/experiment.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';

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

/** Runs that leave the claim undecided, as one machine would have left them in the ledger of a folder. */
export async function plantRuns(folder: string, seeds: readonly number[]): Promise<void> {
  const { fingerprint, cohorts } = await smallPlan(folder, { seeds: 12 });
  const ledger = openLedger(join(folder, '.iml', 'ledger'));
  for (const seed of seeds) {
    const gap = seed % 2 === 0 ? 0.3 : -0.05;
    const record = {
      ...recordAsDeclared(cohorts[0]?.experiment as GridExperiment, seed),
      values: { 'after-single-stage/qa/accuracy': { D1QA1: 0.9, D5: 0.5 + gap + seed / 1000, D6: 0.5 } },
      curves: {},
    };
    ledger.write(
      { experimentHash: cohorts[0]?.hash ?? '', fingerprint, cohort: seed, seeds: [seed], records: [record] },
      { host: 'spec', startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: '0.0.0' },
    );
  }
}

/** @returns the path of its plan.json */
export function writePlan(root: string, plan: SlurmPlan): string {
  const folder = roundFolder(join(root, 'job'), plan.round);
  mkdirSync(folder, { recursive: true });
  writePlanAndScripts(folder, plan, { train: null, judge: '' });
  return join(folder, PLAN_FILE);
}
