// Which runs a request needs: the tests of a profile, the experiments of their arms, the cohorts that the ledger lacks.
// Claims share experiments, so nothing is planned twice (design, "ledger").
import type { Claim, ClaimTest, ProfileName } from '../claims/claim.ts';
import { CLAIMS, claimIn } from '../claims/registry.ts';
import { fewestSeedsOf, mostSeedsOf } from '../claims/stopping.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { type Experiment, experimentHash, parseExperiment } from '../experiments/experiment.ts';

export interface PlannedTest {
  readonly claim: Claim;
  readonly test: ClaimTest;
  readonly arms: Readonly<Record<string, Experiment>>;
  /** Content hash of each arm's experiment. */
  readonly hashes: Readonly<Record<string, string>>;
  /** All that it may ask for. */
  readonly seeds: readonly number[];
  /** How many of them it needs before it can be decided; all for a fixed design. */
  readonly fewestSeeds: number;
}

/** One block of seeds of one experiment, trained together. */
export interface PlannedCohort {
  readonly experiment: Experiment;
  readonly hash: string;
  /** For people: claim and arm that asked first. */
  readonly label: string;
  readonly cohort: number;
  readonly seeds: readonly number[];
}

export interface PlanRequest {
  readonly profile: ProfileName;
  readonly claims: readonly string[];
  readonly seeds: number | null;
  readonly firstSeed: number;
  readonly imagesDigest: string;
  readonly cohortSize: number;
  /** The claims there are; left out: the registry's. Someone else's experiments stand in a claim of their own. */
  readonly catalogue?: readonly Claim[];
}

export interface Plan {
  readonly tests: readonly PlannedTest[];
  readonly cohorts: readonly PlannedCohort[];
}

/** @throws HarnessError `unknown-claim`, or `invalid-option` where nothing would be judged (promise 2: zero is no pass) */
export function makePlan(request: PlanRequest): Plan {
  const { profile, claims, seeds, firstSeed, imagesDigest, cohortSize, catalogue = CLAIMS } = request;
  const wanted = withAssays(claims, { profile, catalogue });
  const selected = claims.length === 0 ? catalogue : catalogue.filter((claim) => wanted.has(claim.id));
  const tests = selected.flatMap((claim) =>
    claim.tests.flatMap((test): PlannedTest[] => {
      const declared = test.seeds[profile];
      if (declared === undefined) return [];
      const count = seeds ?? mostSeedsOf(test, declared);
      const arms = test.arms(imagesDigest);
      return [
        {
          claim,
          test,
          arms,
          hashes: hashesOf(claim, arms),
          seeds: Array.from({ length: count }, (_, i) => firstSeed + i),
          fewestSeeds: fewestSeedsOf(test, count),
        },
      ];
    }),
  );
  for (const id of claims) {
    if (tests.some(({ claim }) => claim.id === id)) continue;
    throw new HarnessError('invalid-option', {
      what: `The claim "${id}" has no test in the profile "${profile}".`,
      expected: `a profile that tests it: ${profilesOf(claimIn(catalogue, id)).join(', ')}`,
    });
  }
  return { tests, cohorts: planCohorts(tests, cohortSize) };
}

function profilesOf(claim: Claim): string[] {
  return [...new Set(claim.tests.flatMap((test) => Object.keys(test.seeds)))];
}

/** A negative control needs its positive claim in the same run (B3), so asking for one brings the other. */
function withAssays(
  claims: readonly string[],
  { profile, catalogue }: { readonly profile: ProfileName; readonly catalogue: readonly Claim[] },
): Set<string> {
  const all = new Set<string>();
  const visit = (id: string) => {
    if (all.has(id)) return;
    all.add(id);
    for (const test of claimIn(catalogue, id).tests) {
      if (test.seeds[profile] !== undefined) test.assay.forEach(visit);
    }
  };
  claims.forEach(visit);
  return all;
}

function hashesOf({ id }: Claim, arms: PlannedTest['arms']): Record<string, string> {
  const entries = Object.entries(arms);
  return Object.fromEntries(
    entries.map(([arm, experiment]) => [arm, experimentHash(parseExperiment(experiment, `${id}/${arm}`))]),
  );
}

function planCohorts(tests: readonly PlannedTest[], cohortSize: number): PlannedCohort[] {
  const cohorts = new Map<string, PlannedCohort>();
  for (const { claim, arms, hashes, seeds } of tests) {
    for (const [arm, experiment] of Object.entries(arms)) {
      const label = `${claim.id}/${arm}`;
      const hash = hashes[arm] as string;
      for (const seed of seeds) {
        const cohort = Math.floor(seed / cohortSize);
        const key = `${hash}/${cohort}`;
        if (cohorts.has(key)) continue;
        const members = Array.from({ length: cohortSize }, (_, index) => cohort * cohortSize + index);
        cohorts.set(key, { experiment, hash, label, cohort, seeds: members });
      }
    }
  }
  return [...cohorts.values()];
}
