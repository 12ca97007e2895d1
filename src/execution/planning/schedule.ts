// What a run spends if its tests need so many seeds: the rounds of next-round.ts and the pool of worker-pool.ts without any
// training. First the fewest seeds of all, then a few more for those that are undecided; whole cohorts; each round starts its own
// workers, and ends when the last of them does.
import { SEEDS_A_ROUND } from '../campaign/next-round.ts';
import { NOTHING, plus, type Spent, times } from '../workers/spent.ts';

export interface Schedule {
  /** Experiments of all tests in the order in which their cohorts are trained, with what one cohort takes. */
  readonly cohorts: ReadonlyMap<string, Spent>;
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

export interface ScheduledRun extends Spent {
  /** Seeds trained, by experiment. */
  readonly seeds: ReadonlyMap<string, number>;
  readonly rounds: number;
}

export function schedule(tests: readonly ScheduledTest[], plan: Schedule): ScheduledRun {
  const { cohortSize, firstSeed } = plan;
  /** How far cohorts reach, in seeds from the first. */
  const reach = new Map<string, number>();
  const has = ({ hashes, most }: ScheduledTest) => Math.min(most, ...hashes.map((hash) => reach.get(hash) ?? 0));
  let spent = plan.ownStart;
  let rounds = 0;
  const seeds = new Map<string, number>();
  for (let open = tests; open.length > 0; open = open.filter((test) => has(test) < Math.min(test.needed, test.most))) {
    const more = rounds === 0 ? 0 : Math.max(cohortSize, SEEDS_A_ROUND);
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
