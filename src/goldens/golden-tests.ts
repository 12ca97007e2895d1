// What the goldens of a profile are for: every test of its claims, with its experiments, as a verification with the fixed design
// would judge it.
import { experimentsOf } from '../claims/arms/experiments-of.ts';
import type { Claim, ProfileName } from '../claims/claim.ts';
import { atFamilyLevel, type FamilyPlace, familyPlace } from '../claims/verdicts/family.ts';
import { lookingOnce } from '../claims/verdicts/stopping.ts';
import type { WatchedTest } from '../claims/verdicts/watched-numbers.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';

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
}

export function goldenTests({ profile, claims, imagesDigest }: GoldenScope): GoldenTest[] {
  return claims.flatMap((claim) =>
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
  readonly task: string;
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
