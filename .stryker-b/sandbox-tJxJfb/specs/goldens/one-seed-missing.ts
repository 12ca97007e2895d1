// The claims of the quick profile on golden runs of which one is taken away: what a verdict may then come to.
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { atFamilyLevel } from '../../src/claims/verdicts/family.ts';
import { judge } from '../../src/claims/verdicts/judge.ts';
import { lookingOnce, mostSeedsOf, standingOf } from '../../src/claims/verdicts/stopping.ts';
import type { VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import type { GoldenTest } from '../../src/goldens/golden-tests.ts';
import { requireGoldens } from '../../src/goldens/load-goldens.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';

const goldens = requireGoldens({
  folder: fileURLToPath(new URL('../../golden', import.meta.url)),
  environment: 'wasm',
  profile: 'quick',
  claims: CLAIMS,
  imagesDigest: loadImages(null).digest,
});
const runsOf = runsOfPools(goldens.pools);

/** One of the tests, in the design that it declares or looking once, without the run of a seed in an arm. */
export interface Case {
  readonly golden: GoldenTest;
  readonly isFixed: boolean;
  /** Null: none is taken away. */
  readonly missing: { readonly arm: string; readonly seed: number } | null;
}

/** @returns the verdict, and how many seeds it speaks of; claims that it leans on count as reproduced */
function verdictOf({ golden, isFixed, missing }: Case): { readonly verdict: VerdictWord; readonly seeds: number } {
  const { claim, place, arms, hashes } = golden;
  const declared = claim.tests.find(({ task, design }) => task === golden.test.task && design === golden.test.design);
  if (declared === undefined) throw new Error(`${claim.id} has no such test.`);
  const test = atFamilyLevel(isFixed ? lookingOnce(declared) : declared, place);
  const seeds = goldens.seeds.slice(0, mostSeedsOf(test, goldens.seeds.length));
  const runOf = (arm: string, seed: number) =>
    arm === missing?.arm && seed === missing.seed ? null : (runsOf(hashes[arm] as string).get(seed) ?? null);
  const stateOf = (seed: number) => Object.fromEntries(Object.keys(arms).map((arm) => [arm, runOf(arm, seed)]));
  const looked = standingOf(test, { seeds, stateOf }).seeds;
  const quiet = { ...test, plots: () => [] };
  const { verdict } = judge({
    claim,
    test: quiet,
    arms,
    place,
    seeds: looked,
    runOf,
    verdictOf: () => 'reproduced',
    replay: '',
  });
  return { verdict, seeds: looked.length };
}

const whole = new Map<string, ReturnType<typeof verdictOf>>();

/** With all runs; remembered. */
function wholeVerdict({ golden, isFixed }: Omit<Case, 'missing'>) {
  const key = `${golden.claim.id} ${golden.test.task} ${golden.test.design} ${isFixed}`;
  const known = whole.get(key) ?? verdictOf({ golden, isFixed, missing: null });
  whole.set(key, known);
  return known;
}

export function expectNoOtherVerdict(one: Case): void {
  const { golden, isFixed, missing } = one;
  const { verdict } = verdictOf(one);
  const what = `${golden.claim.id} on ${golden.test.task}${isFixed ? ', looking once' : ''}, without seed ${missing?.seed} of ${missing?.arm}`;
  expect([wholeVerdict(one).verdict, 'inconclusive', 'invalid'], what).toContain(verdict);
}

/** Looking once, at all forty seeds, a verdict takes its time: then of every fourth. */
const STEP_LOOKING_ONCE = 4;

/** Seeds that a test comes to see, with each of its arms. */
export function casesOf(golden: GoldenTest, isFixed: boolean): Case[] {
  const seen = goldens.seeds
    .slice(0, wholeVerdict({ golden, isFixed }).seeds)
    .filter((_, index) => !isFixed || index % STEP_LOOKING_ONCE === 0);
  return Object.keys(golden.arms).flatMap((arm) => seen.map((seed) => ({ golden, isFixed, missing: { arm, seed } })));
}

export const goldenTests: readonly GoldenTest[] = goldens.tests;
