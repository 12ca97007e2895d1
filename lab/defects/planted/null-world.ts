// A world without the effect: every experiment of the claims that must then fail, with Stage 1 at alpha .5. The claims
// themselves, their rules and thresholds stay as they are.
import { experimentsOf } from '../../../src/claims/arms/experiments-of.ts';
import type { Claim, ClaimTest } from '../../../src/claims/claim.ts';
import { claimById } from '../../../src/claims/registry/registry.ts';
import type { PlannedCohort } from '../../../src/execution/planning/plan.ts';
import { type Experiment, experimentHash } from '../../../src/experiments/experiment.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { SEEDS } from './judged.ts';

/** hash -> seed -> record. */
export type NullRuns = Record<string, Record<number, RunRecord>>;

export const NULL_SEEDS = SEEDS.slice(0, 8);

/** No IML, swap, OCL, size, batch or gradient claim may be reproduced here. */
export const NULL_CLAIMS: readonly Claim[] = [
  'iml-appears',
  'tags-swapped-flips-iml',
  'consistent-definitions-are-used',
  'more-informative-tags-more-iml',
  'larger-models-more-iml',
  'smaller-batches-more-iml',
  'gradients-align-for-reliable-tag',
  'alignment-gap-shrinks-with-batch',
].map(claimById);

/** The claim's quick test on symbols. */
export function symbolTest(claim: Claim): ClaimTest {
  const test = claim.tests.find(({ task, seeds }) => task === 'digit-grid/symbols' && seeds.quick !== undefined);
  if (test === undefined) throw new Error(`${claim.id} has no quick test on symbols.`);
  return test;
}

/** Measurements that no null claim reads are left out; the base then is the experiment that the quick profile trains anyway. */
export function withoutEffect<E extends Experiment>(experiment: E): E {
  return {
    ...experiment,
    task: { ...experiment.task, consistentShare: { reliable: 0.5, unreliable: 0.5 } },
    protocol: { ...experiment.protocol, curveEverySteps: null },
    measurements: { ...experiment.measurements, probes: null },
  };
}

export function nullArms(claim: Claim): Record<string, Experiment> {
  const arms = experimentsOf(symbolTest(claim).arms, '');
  return Object.fromEntries(Object.entries(arms).map(([arm, experiment]) => [arm, withoutEffect(experiment)]));
}

export function nullWorldCohorts(cohortSize: number): PlannedCohort[] {
  const cohorts = new Map<string, PlannedCohort>();
  for (const claim of NULL_CLAIMS) {
    for (const [arm, experiment] of Object.entries(nullArms(claim))) {
      for (const seed of NULL_SEEDS) {
        const hash = experimentHash(experiment);
        const cohort = Math.floor(seed / cohortSize);
        const seeds = Array.from({ length: cohortSize }, (_, index) => cohort * cohortSize + index);
        cohorts.set(`${hash}/${cohort}`, { experiment, hash, label: `null world/${claim.id}/${arm}`, cohort, seeds });
      }
    }
  }
  return [...cohorts.values()];
}
