// The verdicts that go into the manifest, with the reasons that do not.
import { claimsLeanedOn, withFamilyEvidence } from '../claims/verdicts/family.ts';
import { judge } from '../claims/verdicts/judge.ts';
import type { Verdict, VerdictWord } from '../claims/verdicts/verdict.ts';
import type { GoldenTest } from './golden-tests.ts';
import { type Pool, runsOfPools, seedsOf } from './pool-schema.ts';

/** As many as the exact sign-flip test takes; a larger pool is judged by its first ones. */
const MOST_JUDGED = 40;

/**
 * The verdicts of a profile's claims on the seeds of its golden pools, all arms, looking once: what a golden pool must go on to say.
 * @returns one verdict a test, in their order
 */
export function judgePools(tests: readonly GoldenTest[], pools: readonly Pool[]): Verdict[] {
  const runsOf = runsOfPools(pools);
  const seeds = seedsOf(pools).slice(0, MOST_JUDGED);
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
      seeds,
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
