// What tests cost together: runs are played a few hundred times, each with its own draw of how the campaigns of the claims end, and
// scheduled without any training. A claim that leans on another falls with it after its first look (verdict-board.ts).
import { claimsLeanedOn } from '../../claims/family.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import { type DrawCampaign, summary } from './claim-seeds.ts';
import type { PlannedTest } from './plan.ts';
import { type Schedule, type ScheduledRun, schedule } from './schedule.ts';
import type { TrainingCost } from './training-cost.ts';

/** Means over the runs that were played, but for what is named otherwise. */
export interface Cost extends TrainingCost {
  readonly runs: number;
  /** By the clock, on this machine with the planned number of processes. */
  readonly minutes: number;
  /** What nine runs of ten stay within. */
  readonly minutesNinetieth: number;
  /** Of processors. */
  readonly cpuMinutes: number;
  readonly rounds: number;
}

export interface DrawnTest {
  readonly planned: Pick<PlannedTest, 'claim' | 'test' | 'place' | 'hashes' | 'seeds' | 'budget'>;
  readonly draw: DrawCampaign;
}

export interface CostRequest {
  readonly schedule: Schedule;
  /** Of one seed, by experiment. */
  readonly trainingOf: (hash: string) => TrainingCost;
}

const PLAYED = 300;

export function costOf(tests: readonly DrawnTest[], request: CostRequest): Cost {
  const stream = seedTree(20_252).child('runs').stream();
  const played = Array.from({ length: PLAYED }, (): ScheduledRun => {
    const ends = tests.map(({ draw }) => draw(stream));
    const holds = (claim: string, task: string) =>
      tests.every(({ planned }, at) => {
        const isIt = planned.claim.id === claim && planned.test.task === task;
        return !isIt || ends[at]?.outcome === 'reproduced';
      });
    return schedule(
      tests.map(({ planned }, at) => {
        const { test, place, hashes, seeds, budget } = planned;
        const isGrounded = claimsLeanedOn(test, place).every((claim) => holds(claim, test.task));
        const needed = isGrounded ? (ends[at]?.seeds ?? 0) : budget.fewest;
        return { hashes: Object.values(hashes), fewest: budget.fewest, most: seeds.length, needed };
      }),
      request.schedule,
    );
  });
  const meanOf = (of: (run: ScheduledRun) => number) => summary(played.map(of)).mean;
  const overRuns = (of: (hash: string) => number) =>
    meanOf(({ seeds }) => [...seeds].reduce((sum, [hash, count]) => sum + count * of(hash), 0));
  const minutes = summary(played.map(({ seconds }) => seconds / 60));
  return {
    runs: overRuns(() => 1),
    steps: overRuns((hash) => request.trainingOf(hash).steps),
    flops: overRuns((hash) => request.trainingOf(hash).flops),
    minutes: minutes.mean,
    minutesNinetieth: minutes.ninetieth,
    cpuMinutes: meanOf(({ cpuSeconds }) => cpuSeconds / 60),
    rounds: meanOf(({ rounds }) => rounds),
  };
}
