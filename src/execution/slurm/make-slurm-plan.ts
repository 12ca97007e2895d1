// What a submission has to do: the plan of the request, less what the ledger holds. The same look as before a run on this machine
// (verify-claims.ts), on the machine that submits.
import { contentHash } from '../../experiments/content-hash.ts';
import { plannedSteps } from '../../experiments/planned-steps.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { startBackend } from '../../tensors/backend.ts';
import { loadImages } from '../load-images.ts';
import { numericsFingerprint } from '../numerics-fingerprint.ts';
import { makePlan, type PlannedCohort } from '../plan.ts';
import type { VerifyRequest } from '../verify-request.ts';
import { arrayShape } from './array-shape.ts';
import type { SlurmPlan } from './slurm-plan.ts';

export interface SlurmPlanRequest extends Omit<VerifyRequest, 'processes' | 'signal' | 'train'> {
  readonly reportsFolder: string;
  /** What the cluster allows. */
  readonly maximumArraySize: number;
  /** Null for as few as fit. */
  readonly cohortsATask: number | null;
  /** Null for as many as the cluster gives. */
  readonly tasksAtOnce: number | null;
}

/** @throws HarnessError as a run on this machine does; `invalid-option` where the array would be too large */
export async function makeSlurmPlan(request: SlurmPlanRequest): Promise<SlurmPlan> {
  const {
    profile,
    design = 'declared',
    claims,
    seeds,
    firstSeed,
    imagesFolder,
    ledgerFolder,
    reportsFolder,
    onEvent,
  } = request;
  const submittedAt = new Date(request.now()).toISOString();
  const images = loadImages(imagesFolder);
  const backend = await startBackend(request.backend);
  const fingerprint = numericsFingerprint(backend);
  const ledger = openLedger(ledgerFolder);
  const { cohorts, tests } = makePlan({ ...request, imagesDigest: images.digest, cohortSize: backend.cohortSize });

  const warnings: string[] = [];
  const missing = cohorts.filter(({ hash, cohort }) => {
    const reading = ledger.read(hash, fingerprint, cohort);
    if (reading.kind === 'damaged') {
      warnings.push(
        `${reading.path} was set aside as ${reading.movedTo}, because ${reading.reason}; its runs are trained again.`,
      );
    }
    return reading.kind !== 'found';
  });
  const shape = arrayShape({ ...request, cohorts: missing.length });
  for (const message of warnings) onEvent({ kind: 'warning', message });
  onEvent({
    kind: 'planned',
    claims: tests.length,
    runsFound: runsOf(cohorts) - runsOf(missing),
    runsToTrain: runsOf(missing),
    stepsToTrain: missing.reduce((sum, { experiment, seeds }) => sum + seeds.length * plannedSteps(experiment), 0),
    processes: Math.max(1, Math.min(shape.tasks, request.tasksAtOnce ?? shape.tasks)),
    backend: backend.name,
    device: backend.device,
  });
  return {
    format: 'iml-verify-slurm-plan',
    schemaVersion: 1,
    submittedAt,
    fingerprint,
    backend: backend.name,
    ledgerFolder,
    reportsFolder,
    request: { profile, design, claims: [...claims], seeds, firstSeed, backend: request.backend, imagesFolder },
    runsFoundAtStart: runsOf(cohorts) - runsOf(missing),
    warnings,
    cohortsATask: shape.cohortsATask,
    cohorts: missing.map((cohort) => ({ ...cohort, seeds: [...cohort.seeds] })),
  };
}

/** Equal for submissions that ask the same of the same ledger under the same numerics. */
export function requestIdentity({ request, fingerprint, ledgerFolder }: SlurmPlan): string {
  return contentHash({ request, fingerprint, ledgerFolder });
}

export function runsOf(cohorts: readonly Pick<PlannedCohort, 'seeds'>[]): number {
  return cohorts.reduce((sum, { seeds }) => sum + seeds.length, 0);
}
