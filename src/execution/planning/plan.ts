// Which runs a request needs: the tests of a profile, the experiments of their arms, the cohorts that the ledger lacks.
// Claims share experiments, so nothing is planned twice (architecture.md glossary).
import { experimentsOf } from '../../claims/arms/experiments-of.ts';
import type { Claim, ClaimTest, ProfileName } from '../../claims/claim.ts';
import { type Declared, declaredReaders } from '../../claims/registry/registration-of.ts';
import { CLAIMS, claimIn } from '../../claims/registry/registry.ts';
import { atFamilyLevel, type FamilyPlace, familyPlace } from '../../claims/verdicts/family.ts';
import { fewestSeedsOf, lookingOnce, mostSeedsOf } from '../../claims/verdicts/stopping.ts';
import type { SeedBudget } from '../../claims/verdicts/verdict.ts';
import { HarnessError } from '../../errors/harness-error.ts';
import { type Experiment, experimentHash, parseExperiment } from '../../experiments/experiment.ts';
import { cohortSizeOf } from '../../experiments/stages.ts';
import type { RunRequest } from '../inputs/run-request.ts';

export interface PlannedTest {
  readonly claim: Claim;
  /** At the level of its family. */
  readonly test: ClaimTest;
  readonly place: FamilyPlace;
  readonly arms: Readonly<Record<string, Experiment>>;
  /** Content hash of each arm's experiment. */
  readonly hashes: Readonly<Record<string, string>>;
  /** All that it may ask for. */
  readonly seeds: readonly number[];
  /** How many of them it needs before it can be decided; all for a fixed design. */
  readonly budget: SeedBudget;
}

/** One block of seeds of one experiment, trained together. */
export interface PlannedCohort {
  readonly experiment: Experiment;
  readonly hash: string;
  /** For people: claim and arm that asked first. */
  readonly label: string;
  readonly cohort: number;
  readonly seeds: readonly number[];
  /** Claims that read the experiment, by what they are declared as: for the file of its runs. */
  readonly declared?: Declared;
}

export interface PlanRequest
  extends Pick<RunRequest, 'profile' | 'claims' | 'seeds' | 'firstSeed'>,
    Partial<Pick<RunRequest, 'design' | 'tasks'>> {
  readonly imagesDigest: string;
  readonly cohortSize: number;
  /** The claims there are; left out: the registry's. Someone else's experiments stand in a claim of their own. */
  readonly catalogue?: readonly Claim[];
}

export interface Plan {
  readonly tests: readonly PlannedTest[];
  readonly cohorts: readonly PlannedCohort[];
}

/** @throws HarnessError `unknown-claim`, or `invalid-option` where nothing would be judged (decisions.md promise 2: zero is no pass) */
export function makePlan(request: PlanRequest): Plan {
  const { profile, claims, tasks = [], imagesDigest, cohortSize, catalogue = CLAIMS } = request;
  const wanted = withAssays(claims, { profile, catalogue });
  const selected = claims.length === 0 ? catalogue : catalogue.filter((claim) => wanted.has(claim.id));
  const tests = selected.flatMap((claim) =>
    claim.tests.flatMap((test): PlannedTest[] => {
      const fixed = test.seeds[profile];
      if (fixed === undefined || (tasks.length > 0 && !tasks.includes(test.task))) return [];
      const arms = experimentsOf(test.arms, imagesDigest);
      const place = familyPlace(claim, test, { catalogue, profile });
      const judged = atFamilyLevel(request.design === 'fixed' ? lookingOnce(test) : test, place);
      return [{ claim, test: judged, place, arms, hashes: hashesOf(claim, arms), ...seedsFor(judged, fixed, request) }];
    }),
  );
  for (const id of claims) {
    if (tests.some(({ claim }) => claim.id === id)) continue;
    throw new HarnessError('invalid-option', {
      what: `The claim "${id}" has no test in the profile "${profile}"${onTasks(tasks)}.`,
      expected: `one of its tests: ${testsOf(claimIn(catalogue, id)).join(', ')}`,
    });
  }
  if (tests.length === 0) {
    throw new HarnessError('invalid-option', { what: `The profile "${profile}" has no test${onTasks(tasks)}.` });
  }
  return { tests, cohorts: planCohorts(tests, { cohortSize, readers: declaredReaders(request) }) };
}

/** @param fixed what the test declares for one look. More seeds than a design of several looks may use are not planned. */
function seedsFor(
  test: ClaimTest,
  fixed: number,
  { seeds, firstSeed }: PlanRequest,
): Pick<PlannedTest, 'seeds' | 'budget'> {
  const most = seeds === null ? mostSeedsOf(test, fixed) : Math.min(seeds, mostSeedsOf(test, seeds));
  return {
    seeds: Array.from({ length: most }, (_, index) => firstSeed + index),
    budget: { fewest: fewestSeedsOf(test, most), most, fixed },
  };
}

const onTasks = (tasks: readonly string[]) => (tasks.length === 0 ? '' : ` on ${tasks.join(', ')}`);

/** "alias-text in quick". */
function testsOf(claim: Claim): string[] {
  const names = claim.tests.flatMap(({ task, seeds }) => Object.keys(seeds).map((profile) => `${task} in ${profile}`));
  return [...new Set(names)];
}

/** A negative control needs its positive claim in the same run (decisions.md B3), a gated claim its gate (decisions.md B6): asking for one brings the other. */
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
    const { behind } = claimIn(catalogue, id);
    if (behind !== undefined && catalogue.some((other) => other.id === behind)) visit(behind);
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

function planCohorts(
  tests: readonly PlannedTest[],
  { readers, ...backend }: { readonly cohortSize: number; readonly readers: ReadonlyMap<string, Declared> },
): PlannedCohort[] {
  const cohorts = new Map<string, PlannedCohort>();
  for (const { claim, arms, hashes, seeds } of tests) {
    for (const [arm, experiment] of Object.entries(arms)) {
      const label = `${claim.id}/${arm}`;
      const hash = hashes[arm] as string;
      const cohortSize = cohortSizeOf(experiment, backend);
      for (const seed of seeds) {
        const cohort = Math.floor(seed / cohortSize);
        const key = `${hash}/${cohort}`;
        if (cohorts.has(key)) continue;
        const members = Array.from({ length: cohortSize }, (_, index) => cohort * cohortSize + index);
        cohorts.set(key, { experiment, hash, label, cohort, seeds: members, declared: readers.get(hash) ?? {} });
      }
    }
  }
  return [...cohorts.values()];
}

/** Those of a plan that are named by their experiment and their number. */
export function cohortsIn(
  { cohorts }: Pick<Plan, 'cohorts'>,
  named: readonly { readonly experiment: string; readonly cohort: number }[],
): readonly PlannedCohort[] {
  const keys = new Set(named.map(({ experiment, cohort }) => `${experiment}/${cohort}`));
  return cohorts.filter(({ hash, cohort }) => keys.has(`${hash}/${cohort}`));
}

export function runsOf(cohorts: readonly Pick<PlannedCohort, 'seeds'>[]): number {
  return cohorts.reduce((sum, { seeds }) => sum + seeds.length, 0);
}
