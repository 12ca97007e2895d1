// The evidence that fresh seeds hold against a golden sample, from their totals: the two-sample t statistic with pooled spread through
// the mixture of shifts, or counts where the golden sample has one value only. Which of the two is settled by the golden sample alone.
import { differingSeedsEvidence } from './differing-seeds-evidence.ts';
import type { FreshTotals } from './fresh-totals.ts';
import type { GoldenSample } from './golden-sample.ts';
import { logShiftMixture } from './shift-mixture.ts';

export type Direction = 'up' | 'down';

export interface DriftEvidence {
  /** Fresh seeds, or pairs. */
  readonly seeds: number;
  /** Natural logarithm of the e-value against "no shift"; 0 where there is nothing to go by. */
  readonly log: number;
  /** Null where there is no t statistic: too few seeds, or a golden sample of one value. */
  readonly statistic: number | null;
  /** Where the mean moved; null where it did not. */
  readonly direction: Direction | null;
}

export function evidenceAgainstGolden(
  fresh: FreshTotals,
  { golden, shifts }: { readonly golden: GoldenSample; readonly shifts: readonly number[] },
): DriftEvidence {
  const { seeds } = fresh;
  if (seeds === 0 || golden.deviation === null) return { seeds, log: 0, statistic: null, direction: null };
  if (golden.deviation === 0) {
    const { differing } = fresh;
    const log = differingSeedsEvidence({ golden: golden.seeds, fresh: seeds, differing });
    return { seeds, log, statistic: null, direction: differing === 0 ? null : directionOf(fresh.mean) };
  }
  const degreesOfFreedom = golden.seeds + seeds - 2;
  const precision = Math.sqrt((golden.seeds * seeds) / (golden.seeds + seeds));
  const spread = Math.sqrt((golden.seeds - 1 + fresh.squares) / degreesOfFreedom);
  const statistic = (fresh.mean / spread) * precision;
  const log = logShiftMixture(statistic, { degreesOfFreedom, precision, shifts });
  return { seeds, log, statistic, direction: directionOf(statistic) };
}

export function directionOf(shift: number): Direction | null {
  return shift > 0 ? 'up' : shift < 0 ? 'down' : null;
}
