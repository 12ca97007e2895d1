// A cluster that is none: what its tasks would train is planted, sbatch is a shell script that answers with the number of a job. The
// claims and their rounds are those of specs/execution/rounds.spec.ts.
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportDocument } from '../../../src/execution/campaign/report-document.ts';
import { verifyClaims } from '../../../src/execution/campaign/verify-claims.ts';
import type { VerifyRequest } from '../../../src/execution/campaign/verify-request.ts';
import type { PlannedCohort } from '../../../src/execution/planning/plan.ts';
import { judgePlan } from '../../../src/execution/slurm/judge-plan.ts';
import { slurmClient } from '../../../src/execution/slurm/slurm-client.ts';
import type { SlurmPlan } from '../../../src/execution/slurm/slurm-plan.ts';
import {
  makeSubmissionFolder,
  PLAN_FILE,
  type SubmittedRound,
  writeFailure,
  writeJudged,
} from '../../../src/execution/slurm/submission-folder.ts';
import { submitNextRound, submitRound } from '../../../src/execution/slurm/submit-round.ts';
import { CLEAR, plant, plantedClaim, VAGUE } from '../planted-claims.ts';
import { smallPlan } from './slurm-plans.ts';

export const catalogue = [plantedClaim('clear', 16), plantedClaim('vague', 32)];
export const plantedAt = ({ label }: PlannedCohort, seed: number) =>
  (label.startsWith('clear') ? CLEAR : VAGUE)[seed % 8] as number;
export const program = { nodePath: '/usr/bin/node', script: '/me/bin/iml.mjs' };
export const signal = new AbortController().signal;
export const calm = { signal, onEvent: () => {}, now: () => Date.UTC(2026, 10, 23, 10, 40, 12) };
export const asked = {
  profile: 'quick',
  claims: [],
  seeds: null,
  firstSeed: 0,
  backend: 'cpu',
  imagesFolder: null,
  catalogue,
} as const;

/** What sbatch would do, as a shell script. */
export function clientWith(folder: string, sbatch: string) {
  mkdirSync(folder);
  for (const [name, body] of [
    ['sbatch', sbatch],
    ['squeue', 'exit 0'],
    ['scancel', 'exit 0'],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { client: slurmClient({ PATH: folder }), calls: join(folder, 'sbatch-calls') };
}
export const locally = (folder: string, changes: Partial<VerifyRequest> = {}) =>
  verifyClaims({
    ...asked,
    ...calm,
    processes: 1,
    ledgerFolder: join(folder, 'ledger'),
    train: plant(plantedAt),
    ...changes,
  });

/** What the tasks of a round do to its cohorts: `lost` leaves no trace, as after scancel. */
export type Fate = 'trained' | 'failed' | 'lost';
export type FateOf = (cohort: PlannedCohort, round: number) => Fate;

export async function trainRound({ folder, plan }: SubmittedRound, fateOf: FateOf): Promise<void> {
  const fates = plan.cohorts.map((cohort) => fateOf(cohort, plan.round));
  for (const [position, fate] of fates.entries()) if (fate === 'failed') writeFailure(folder, position, 'it broke');
  await plant(plantedAt)({
    cohorts: plan.cohorts.filter((_, index) => fates[index] === 'trained'),
    processes: 1,
    signal,
    onSteps: () => {},
    onDone: () => {},
    onFailed: () => {},
    setup: {
      backend: 'cpu',
      fingerprint: plan.fingerprint,
      ledgerFolder: plan.ledgerFolder,
      assets: { imagesFolder: null },
    },
  });
}

export interface Go {
  readonly plans: readonly SlurmPlan[];
  /** Null where it was cancelled before its last judging job ran. */
  readonly document: ReportDocument | null;
}

/** One submission to its end. @param cancelledIn the round whose jobs, the judging one included, are cancelled at their end */
export async function submit(folder: string, fateOf: FateOf, cancelledIn = Number.POSITIVE_INFINITY): Promise<Go> {
  const { client } = clientWith(join(folder, `programs-${readdirSync(folder).length}`), 'echo 7');
  const plan = await smallPlan(folder, asked);
  const submission = makeSubmissionFolder(join(folder, 'jobs'), plan);
  let round = await submitRound({ client, submission, plan, program });
  const plans: SlurmPlan[] = [];
  for (;;) {
    if (round === null) throw new Error('somebody else submits');
    plans.push(round.plan);
    await trainRound(round, fateOf);
    if (round.plan.round >= cancelledIn) return { plans, document: null };
    const planPath = join(round.folder, PLAN_FILE);
    const { document, due } = await judgePlan({ plan: round.plan, planPath, ...calm, catalogue });
    if (due.cohorts.length === 0) {
      writeJudged(round.folder, { report: 'report.json', missingRuns: document.runs.failed, dueRuns: 0 });
      return { plans, document };
    }
    const next = await submitNextRound({ client, program, round }, due);
    round = next.kind === 'submitted' ? next.round : null;
  }
}

export const trained: FateOf = () => 'trained';
export const named = (plans: readonly SlurmPlan[]) =>
  plans.map(({ cohorts }) => cohorts.map(({ label, cohort }) => `${label} ${cohort}`));

export const cohortOf = ({ cohorts: [first] }: SlurmPlan, cohort: number): PlannedCohort => {
  if (first === undefined) throw new Error('a cohort is planned');
  return { ...first, cohort, seeds: [cohort] };
};
