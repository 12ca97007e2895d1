// The effects that a night could lose: parts of claims that the goldens record as reproduced, whose rule expects an effect. In which of
// them regressions are planted, and how: where an effect is a difference between what stands behind either tag, tags that say less leave
// less of it, and tags that say nothing leave nothing.
import { type Estimand, readsIn } from '../claims/estimands.ts';
import { type WatchedNumber, watchedNumbers } from '../claims/verdicts/watched-numbers.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { GoldenTest } from '../goldens/golden-tests.ts';
import type { Goldens } from '../goldens/load-goldens.ts';
import { runsOfPools } from '../goldens/pool-schema.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { GroupSizes } from '../tasks/groups.ts';

export interface GoldenEffect {
  readonly test: GoldenTest;
  /** On the goldens. */
  readonly number: WatchedNumber;
  readonly mean: number;
  /** Its size in golden SDs. */
  readonly deviations: number;
}

/** The paper's main claim: regressions are planted in it wherever it is recorded as reproduced. */
const MAIN_CLAIM = 'iml-appears';

/** Of claims that are recorded as anything but reproduced nothing can be lost. */
export function goldenEffects({
  tests,
  verdicts,
  pools,
}: Pick<Goldens, 'tests' | 'verdicts' | 'pools'>): GoldenEffect[] {
  const runsOf = runsOfPools(pools);
  return tests.flatMap((test, index) => {
    if (verdicts[index]?.verdict !== 'reproduced') return [];
    const numbers = watchedNumbers([test], runsOf).filter(({ claimedEffect }) => claimedEffect !== null);
    return numbers.map((number): GoldenEffect => {
      const { mean, standardDeviation } = sampleMoments(number.values.map(({ value }) => value));
      const deviations = standardDeviation ? Math.abs(mean) / standardDeviation : 0;
      return { test, number, mean, deviations };
    });
  });
}

/** That of the main claim, or the largest in golden SDs; null where no effect can be taken out. */
export function effectToPlant(effects: readonly GoldenEffect[]): GoldenEffect | null {
  const removable = effects.filter((effect) => effect.deviations > 0 && isBetweenTags(effect));
  const main = removable.find(({ test }) => test.claim.id === MAIN_CLAIM);
  return main ?? removable.sort((one, other) => other.deviations - one.deviations)[0] ?? null;
}

/** What stands behind the reliable tag, and what behind the other one: by chance in every seed, so nothing else can tell them apart. */
const BETWEEN_TAGS = ['D5 D6', 'D1QA1 D2QA2', 'reliable-tag unreliable-tag'];

/** A difference of one measurement in one experiment between the groups of either tag. */
function isBetweenTags({ test, number }: GoldenEffect): boolean {
  const estimand: Estimand = test.test.parts.find(({ name }) => name === number.name)?.estimands[0] ?? 0;
  const [first, second, ...others] = readsIn(estimand);
  if (typeof estimand === 'number' || estimand.kind !== 'minus' || first === undefined || second === undefined)
    return false;
  const isOfOne = number.experimentHashes.length === 1 && first.measurement === second.measurement;
  return isOfOne && others.length === 0 && BETWEEN_TAGS.includes([first.group, second.group].sort().join(' '));
}

/**
 * How informative tags are that leave half of the main claim's effect on the digit grid: 0 where half of the definitions keep to their tag, 1 where as
 * many as in the experiment. Read off the curve of alpha (experiments.md 2) and golden pools: 263 of 350 leave .54 of it, 257 left .46
 * on 16 seeds, and .57 in handwriting on 8. In text it is not known: 75 of 88 left .8 on 8 seeds.
 */
const HALVING_INFORMATION = 0.48;

/** Null where it is not known which tags halve the effect. */
export function withHalfEffect({ test }: GoldenEffect, experiment: Experiment): Experiment | null {
  const isKnown = test.claim.id === MAIN_CLAIM && experiment.task.kind === 'digit-grid';
  return isKnown ? withInformation(experiment, HALVING_INFORMATION) : null;
}

/** Tags that say nothing: the same experiment without what it is about. */
export function withoutEffect(experiment: Experiment): Experiment {
  return withInformation(experiment, 0);
}

/** Shares that are exact in groups of this size. */
function withInformation<E extends Experiment>(experiment: E, left: number): E {
  const { consistentShare, groups } = experiment.task;
  const nearest = (share: number, group: keyof GroupSizes) => {
    return Math.round((0.5 + left * (share - 0.5)) * groups[group]) / groups[group];
  };
  const reliable = nearest(consistentShare.reliable, 'D1QA1');
  const unreliable = nearest(consistentShare.unreliable, 'D2QA2');
  return { ...experiment, task: { ...experiment.task, consistentShare: { reliable, unreliable } } };
}
