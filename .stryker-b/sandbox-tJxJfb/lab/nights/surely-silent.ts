// Which samples surely raise no alarm: those whose t statistic is below the one at which the evidence would just suffice. Evidence rises
// with the size of the statistic, so this is exact, and spares the density ratios of nearly all nights; the rest go through the rule.
import { differingSeedsEvidence, logShiftMixture } from '../../src/decisions/drift/evidence-against-golden.ts';

export interface Bar {
  readonly shifts: readonly number[];
  /** Natural logarithm of the evidence that alarms. */
  readonly log: number;
}

/** By fresh seeds, against so many golden ones. */
export function twoSampleBars(golden: number, bar: Bar): (seeds: number) => number {
  return remembered((seeds) =>
    leastStatistic(bar, {
      degreesOfFreedom: golden + seeds - 2,
      precision: Math.sqrt((golden * seeds) / (golden + seeds)),
    }),
  );
}

/** For a golden sample of one value, by fresh seeds: how many of them must differ; the evidence rises with these from the first on. */
export function differingBars(golden: number, log: number): (seeds: number) => number {
  return remembered((fresh) => {
    let differing = 1;
    while (differing <= fresh && differingSeedsEvidence({ golden, fresh, differing }) < log) differing += 1;
    return differing;
  });
}

/** By pairs. */
export function pairedBars(bar: Bar): (pairs: number) => number {
  return remembered((pairs) => leastStatistic(bar, { degreesOfFreedom: pairs - 1, precision: Math.sqrt(pairs) }));
}

const FARTHEST = 1e6;

/** A little below the statistic that would suffice; Infinity where none does. */
function leastStatistic(
  { shifts, log }: Bar,
  law: { readonly degreesOfFreedom: number; readonly precision: number },
): number {
  const isEnough = (statistic: number) => logShiftMixture(statistic, { ...law, shifts }) >= log;
  if (!isEnough(FARTHEST)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, FARTHEST];
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  // Sums of squares round; what lies this near is asked of the rule itself.
  return low * (1 - 1e-6);
}

function remembered(compute: (count: number) => number): (count: number) => number {
  const known = new Map<number, number>();
  return (count) => {
    const before = known.get(count);
    if (before !== undefined) return before;
    const value = compute(count);
    known.set(count, value);
    return value;
  };
}
