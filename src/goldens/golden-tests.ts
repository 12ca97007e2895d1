// What the goldens of a profile are for: every test of its claims, with its experiments, as a verification with the fixed design
// would judge it; and the verdicts that go into the manifest, with the reasons that do not.
import type { TaskName } from '../claims/arms/arm.ts';
import { experimentsOf } from '../claims/arms/experiments-of.ts';
import type { Claim, ProfileName } from '../claims/claim.ts';
import {
  atFamilyLevel,
  claimsLeanedOn,
  type FamilyPlace,
  familyPlace,
  withFamilyEvidence,
} from '../claims/verdicts/family.ts';
import { judge } from '../claims/verdicts/judge.ts';
import { lookingOnce } from '../claims/verdicts/stopping.ts';
import type { Verdict, VerdictWord } from '../claims/verdicts/verdict.ts';
import type { WatchedTest } from '../claims/verdicts/watched-numbers.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import type { OwnGoldens } from './golden-configuration.ts';
import { type Pool, runsOfPools, sharedSeeds } from './pool-schema.ts';

export interface GoldenTest extends WatchedTest {
  readonly place: FamilyPlace;
  readonly arms: Readonly<Record<string, Experiment>>;
}

export interface GoldenScope {
  readonly profile: ProfileName;
  /** All claims that there are. */
  readonly claims: readonly Claim[];
  /** SHA-256 of the pictures that handwriting uses. */
  readonly imagesDigest: string;
  /** The configuration that the claims are around; null or left out: they are the registered ones. */
  readonly own?: OwnGoldens | null;
}

export function goldenTests({ profile, claims, imagesDigest, own = null }: GoldenScope): GoldenTest[] {
  const asked = own === null ? claims : claims.filter(({ id }) => own.asked.includes(id));
  return asked.flatMap((claim) =>
    claim.tests.flatMap((test): GoldenTest[] => {
      if (test.seeds[profile] === undefined) return [];
      const arms = experimentsOf(test.arms, imagesDigest);
      const hashes = Object.fromEntries(
        Object.entries(arms).map(([arm, experiment]) => [arm, experimentHash(experiment)]),
      );
      const place = familyPlace(claim, test, { catalogue: claims, profile });
      return [{ claim, test: atFamilyLevel(lookingOnce(test), place), place, arms, hashes }];
    }),
  );
}

export interface NamedExperiment {
  readonly hash: string;
  readonly experiment: Experiment;
  readonly task: TaskName;
  /** Claim and arm that ask first. */
  readonly label: string;
}

/** Each experiment once, in the order in which claims ask for them. */
export function goldenExperiments(tests: readonly GoldenTest[]): NamedExperiment[] {
  const named = new Map<string, NamedExperiment>();
  for (const { claim, test, arms, hashes } of tests) {
    for (const [arm, experiment] of Object.entries(arms)) {
      const hash = hashes[arm] as string;
      if (!named.has(hash)) named.set(hash, { hash, experiment, task: test.task, label: `${claim.id}/${arm}` });
    }
  }
  return [...named.values()];
}

/** As many as the exact sign-flip test takes; a larger pool is judged by its first ones. */
const MOST_JUDGED = 40;

/** The pools that the test reads. */
export function poolsOf<P extends Pool>({ hashes }: Pick<GoldenTest, 'hashes'>, pools: readonly P[]): P[] {
  const read = new Set(Object.values(hashes));
  return pools.filter(({ header }) => read.has(header.experimentHash));
}

/**
 * The verdicts of a profile's claims on the seeds of its golden pools, all arms, looking once: what a golden pool must go on to say.
 * @returns one verdict a test, in their order
 */
export function judgePools(tests: readonly GoldenTest[], pools: readonly Pool[]): Verdict[] {
  const runsOf = runsOfPools(pools);
  const verdicts = new Map<GoldenTest, Verdict>();
  /** Of the first test of a claim on the task, as in a verification. */
  const verdictOf = (id: string, task: string): VerdictWord | undefined => {
    const leaned = tests.find(({ claim, test }) => claim.id === id && test.task === task);
    return leaned === undefined ? 'not-run' : verdicts.get(leaned)?.verdict;
  };
  const judged = (golden: GoldenTest) => {
    const { claim, test, arms, hashes, place } = golden;
    return judge({
      claim,
      // Pools have no curves to plot.
      test: { ...test, plots: () => [] },
      arms,
      place,
      seeds: sharedSeeds(poolsOf(golden, pools)).slice(0, MOST_JUDGED),
      runOf: (arm, seed) => runsOf(hashes[arm] as string).get(seed) ?? null,
      verdictOf: (id) => verdictOf(id, test.task) ?? 'not-run',
      replay: '',
    });
  };
  for (let open = tests; open.length > 0; ) {
    const ready = open.filter(({ test, place }) =>
      claimsLeanedOn(test, place).every((id) => verdictOf(id, test.task) !== undefined),
    );
    // Claims that lean on each other in a circle: whoever is first finds the others not run.
    const due = ready.length > 0 ? ready : open.slice(0, 1);
    for (const golden of due) verdicts.set(golden, judged(golden));
    open = open.filter((golden) => !verdicts.has(golden));
  }
  return withFamilyEvidence(tests.map((golden) => verdicts.get(golden) as Verdict));
}
