// What tests cost together: runs are played a few hundred times, each with its own draw of how the campaigns of the claims end, and
// scheduled without any training. A claim that leans on another falls with it after its first look (verdict-board.ts).
import { claimsLeanedOn } from '../../claims/verdicts/family.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import { SEEDS_A_ROUND } from '../campaign/conduct-rounds.ts';
import { NOTHING, plus, type Spent, times } from '../workers/spent.ts';
import { type DrawCampaign, summary } from './claim-seeds.ts';
import type { PlannedTest } from './plan.ts';
import type { TrainingCost } from './training-cost.ts';

interface DrawnTest {
  readonly planned: Pick<PlannedTest, 'claim' | 'test' | 'place' | 'hashes' | 'seeds' | 'budget'>;
  readonly draw: DrawCampaign;
}

interface CostRequest {
  readonly schedule: Schedule;
  /** Of one seed, by experiment. */
  readonly trainingOf: (hash: string) => TrainingCost;
}

const PLAYED = 300;

/** Means over the runs that were played, but for what is named otherwise. */
export function costOf(tests: readonly DrawnTest[], request: CostRequest) {
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
    /** By the clock, on this machine with the planned number of processes. */
    minutes: minutes.mean,
    /** What nine runs of ten stay within. */
    minutesNinetieth: minutes.ninetieth,
    /** Of processors. */
    cpuMinutes: meanOf(({ cpuSeconds }) => cpuSeconds / 60),
    rounds: meanOf(({ rounds }) => rounds),
  };
}

export interface Schedule {
  /** Experiments of all tests in the order in which their cohorts are trained, with what one cohort takes, and its seeds where others have more. */
  readonly cohorts: ReadonlyMap<string, Spent & { readonly cohortSize?: number }>;
  readonly cohortSize: number;
  readonly firstSeed: number;
  readonly processes: number;
  /** Of this process, before anything is trained. */
  readonly ownStart: Spent;
  readonly workerStart: Spent;
}

export interface ScheduledTest {
  readonly hashes: readonly string[];
  readonly fewest: number;
  readonly most: number;
  /** Seeds after which it is decided. */
  readonly needed: number;
}

interface ScheduledRun extends Spent {
  /** Seeds trained, by experiment. */
  readonly seeds: ReadonlyMap<string, number>;
  readonly rounds: number;
}

// What a run spends if its tests need so many seeds: the rounds of conduct-rounds.ts and the pool of worker-pool.ts without any
// training. First the fewest seeds of all, then a few more for those that are undecided; whole cohorts; each round starts its own
// workers, and ends when the last of them does.
export function schedule(tests: readonly ScheduledTest[], plan: Schedule): ScheduledRun {
  const { firstSeed } = plan;
  /** How far cohorts reach, in seeds from the first. */
  const reach = new Map<string, number>();
  const has = ({ hashes, most }: ScheduledTest) => Math.min(most, ...hashes.map((hash) => reach.get(hash) ?? 0));
  let spent = plan.ownStart;
  let rounds = 0;
  const seeds = new Map<string, number>();
  for (let open = tests; open.length > 0; open = open.filter((test) => has(test) < Math.min(test.needed, test.most))) {
    const more = rounds === 0 ? 0 : Math.max(plan.cohortSize, SEEDS_A_ROUND);
    const due = new Map<string, number>();
    for (const test of open) {
      const wanted = Math.min(test.most, Math.max(test.fewest, has(test) + more));
      for (const hash of test.hashes) due.set(hash, Math.max(wanted, due.get(hash) ?? 0));
    }
    const queue: Spent[] = [];
    for (const [hash, cohort] of plan.cohorts) {
      const from = reach.get(hash) ?? 0;
      const wanted = due.get(hash) ?? 0;
      if (wanted <= from) continue;
      const { cohortSize = plan.cohortSize } = cohort;
      const first = Math.floor((firstSeed + from) / cohortSize);
      const end = Math.ceil((firstSeed + wanted) / cohortSize);
      for (let index = first; index < end; index++) queue.push(cohort);
      seeds.set(hash, (seeds.get(hash) ?? 0) + (end - first) * cohortSize);
      reach.set(hash, end * cohortSize - firstSeed);
    }
    spent = plus(spent, inPool(queue, plan));
    rounds += 1;
  }
  return { ...spent, seeds, rounds };
}

/** Each cohort goes to the process that is idle first. */
function inPool(queue: readonly Spent[], { processes, workerStart }: Schedule): Spent {
  const workers = Math.min(processes, queue.length);
  const idleAt = Array.from({ length: workers }, () => workerStart.seconds);
  let { cpuSeconds } = times(workers, workerStart);
  for (const cohort of queue) {
    const next = idleAt.indexOf(Math.min(...idleAt));
    idleAt[next] = (idleAt[next] ?? 0) + cohort.seconds;
    cpuSeconds += cohort.cpuSeconds;
  }
  return workers === 0 ? NOTHING : { seconds: Math.max(...idleAt), cpuSeconds };
}
