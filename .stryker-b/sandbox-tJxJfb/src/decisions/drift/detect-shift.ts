// Drift that began at an unknown time (a driver, hardware; decisions.md B5): every night, the fresh seeds of the last 1, 2, 3, 5, 8, ...
// nights against the FIXED golden sample, and the mean of these e-values. It differs from the recursion M ← (M + 1) · e on purpose:
// there every factor is taken against the same golden sample, so the factors are not independent and no martingale bounds M. Here each
// summand is a two-sample e-value, whose mean over golden samples is at most 1 where nothing shifted, so their mean is at most 1 on every
// single night, and by Markov it reaches `threshold` with a chance of at most 1 / threshold a night. Expectations add up whatever depends
// on whatever: nights on each other through the golden sample, watched numbers on each other. A stretch that would begin before the first
// night counts 0, so nights may be left out from the front after an alarm was closed: that only takes alarms away. So
// watched × nights / threshold bounds the expected false alarms a year; nothing is said of their spread: an unlucky golden sample brings several.
import { logMean } from '../../statistics/noncentral-t.ts';
import { DRIFT, goldenSample } from './drift.ts';
import {
  addTotals,
  type Direction,
  type DriftEvidence,
  evidenceAgainstGolden,
  NO_FRESH_SEEDS,
  totalsOf,
} from './evidence-against-golden.ts';

export interface WatchedNights {
  readonly golden: readonly number[];
  /** The fresh values of each night since the golden sample, or since the last alarm was closed; a night without valid ones is empty. */
  readonly nights: readonly (readonly number[])[];
  /** Shifts to look for, up and down, in standard deviations of one seed (DRIFT.shifts). */
  readonly shifts: readonly number[];
}

export interface ShiftReading {
  /** Natural logarithm of the e-value against "no shift began at any time". */
  readonly log: number;
  /** The first night, from 0, of the stretch that says most; null before there are enough seeds. */
  readonly since: number | null;
  /** What that stretch says; null before there are enough seeds. */
  readonly evidence: DriftEvidence | null;
  readonly direction: Direction | null;
}

const { durations, fewestSeeds } = DRIFT;

/** The reading of the last night. */
export function detectShift({ golden, nights, shifts }: WatchedNights): ShiftReading {
  const sample = goldenSample(golden);
  const totals = nights.map((night, index) => totalsOf(night, sample, `night ${index + 1}`));
  let most: { readonly since: number; readonly evidence: DriftEvidence } | null = null;
  let sum = NO_FRESH_SEEDS;
  let end = nights.length;
  const logs: number[] = [];
  for (const duration of durations) {
    const since = nights.length - duration;
    for (; end > Math.max(0, since); end--) sum = addTotals(totals[end - 1] ?? NO_FRESH_SEEDS, sum);
    const evidence =
      since < 0 || sum.seeds < fewestSeeds ? null : evidenceAgainstGolden(sum, { golden: sample, shifts });
    logs.push(evidence?.log ?? Number.NEGATIVE_INFINITY);
    if (evidence !== null && (most === null || evidence.log > most.evidence.log)) most = { since, evidence };
  }
  if (most === null) return { log: 0, since: null, evidence: null, direction: null };
  return { log: logMean(logs), ...most, direction: most.evidence.direction };
}
