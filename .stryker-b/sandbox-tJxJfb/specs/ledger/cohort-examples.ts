// Cohorts for the specs of the ledger: small, and different for each number and seed.
import type { CohortAbout, CohortPayload } from '../../src/ledger/cohort-file.ts';
import type { FailedAttempt } from '../../src/ledger/failed-attempts.ts';

export const experimentHash = '0123456789abcdef'.repeat(4);
export const fingerprint = 'fedcba9876543210'.repeat(4);

export function exampleCohort(cohort: number, size = 2): CohortPayload {
  const seeds = Array.from({ length: size }, (_, i) => cohort * size + i);
  const records = seeds.map((seed) => ({
    seed,
    roles: { reliableTag: seed % 2, groups: 'abé', legend: { a: 'D1QA1', b: 'D2QA2', é: 'QA3' } },
    training: { 'stage-1': { steps: 10, epochs: 2.5, finalLoss: 0.1 + seed, reachedTarget: null } },
    values: { accuracy: { D5: 0.75, D6: 1 / (seed + 3) } },
    curves: { loss: { x: [0, 1], y: [1e-7, -2.5e21] } },
  }));
  return { experimentHash, fingerprint, cohort, seeds, records };
}

export function exampleAbout(host = 'a machine'): CohortAbout {
  return { host, startedAt: '2026-01-01T00:00:00.000Z', seconds: 1.5, harnessVersion: '0.1.0' };
}

export function exampleAttempt(host = 'a machine'): FailedAttempt {
  return { seeds: [6, 7], reason: 'planted', host, failedAt: '2026-01-01T00:00:00.000Z', harnessVersion: '0.1.0' };
}
