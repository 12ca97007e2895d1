// Tier D1: golden seeds trained again by tonight's code, and one cohort a task twice, so that a machine that does not repeat itself is told
// apart from code that changed. Where bytes differ, more golden seeds follow, for the numbers seed by seed (decisions.md B5, D2 and D3).

import { contentHash } from '../experiments/content-hash.ts';
import { type Goldens, poolOf } from '../goldens/check-set.ts';
import { type GoldenTest, goldenExperiments, type NamedExperiment } from '../goldens/golden-tests.ts';
import type { NightRecord } from './night-record.ts';
import type { NightRuns } from './night-runs.ts';
import { replaysOf } from './watched-tonight.ts';

/** Repeats are of the same seeds as the first training, so they lie by themselves. */
const REPEAT = 2;

export interface Replays {
  readonly experiments: NightRecord['experiments'];
  /** All golden seeds that some experiment was trained on. */
  readonly seeds: readonly number[];
  /** Null: not tried. */
  readonly areRepeatsEqual: (hash: string) => boolean | null;
}

export async function replayGoldens({
  tests,
  goldens,
  runs,
  atFirst,
  paired,
}: {
  readonly tests: readonly GoldenTest[];
  readonly goldens: Pick<Goldens, 'pools'>;
  readonly runs: NightRuns;
  /** Golden seeds, in whole cohorts. */
  readonly atFirst: readonly number[];
  /** Those and more, where bytes differ. */
  readonly paired: readonly number[];
}): Promise<Replays> {
  const experiments = goldenExperiments(tests);
  const recordOf = (hash: string, seed: number) => runs.recordOf(hash, seed);
  const digestOf = (hash: string, seed: number) => poolOf(goldens, hash)?.digests.get(seed) ?? null;
  const compare = ({ hash }: NamedExperiment, seeds: readonly number[]) =>
    replaysOf([hash], { seeds, recordOf, digestOf });
  await runs.train(
    'golden seeds again',
    experiments.map((one) => ({ ...one, seeds: atFirst })),
  );
  const repeated = firstOfEachTask(experiments);
  await runs.train(
    'one cohort a task a second time',
    repeated.map((one) => ({ ...one, seeds: atFirst.slice(0, 1) })),
    REPEAT,
  );
  const changed = experiments.filter((one) => {
    const { compared, equal } = compare(one, atFirst);
    return equal < compared;
  });
  if (changed.length > 0) {
    const more = changed.map((one) => ({ ...one, seeds: paired }));
    await runs.train('more golden seeds where bytes differ', more);
  }
  const areRepeatsEqual = (hash: string): boolean | null => {
    const [seed] = atFirst;
    const again = seed === undefined ? null : runs.recordOf(hash, seed, REPEAT);
    if (seed === undefined || again === null) return null;
    return contentHash(again) === contentHash(runs.recordOf(hash, seed));
  };
  return {
    experiments: experiments.map((one) => {
      const { compared, equal } = compare(one, paired);
      const { hash, label } = one;
      return { hash, label, replayed: compared, identical: equal, deterministic: areRepeatsEqual(hash) };
    }),
    seeds: changed.length > 0 ? paired : atFirst,
    areRepeatsEqual,
  };
}

function firstOfEachTask(experiments: readonly NamedExperiment[]): NamedExperiment[] {
  return experiments.filter(({ task }, index) => experiments.findIndex((other) => other.task === task) === index);
}
