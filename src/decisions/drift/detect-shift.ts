// Drift that began at an unknown time (a driver, hardware; decisions.md B5): every night, the fresh seeds of the last 1, 2, 3, 5, 8, ...
// nights against the FIXED golden sample, and the mean of these e-values. It differs from the recursion M ← (M + 1) · e on purpose:
// there every factor is taken against the same golden sample, so the factors are not independent and no martingale bounds M. Here each
// summand is a two-sample e-value, whose mean over golden samples is at most 1 where nothing shifted, so their mean is at most 1 on every
// single night, and by Markov it reaches `threshold` with a chance of at most 1 / threshold a night. Expectations add up whatever depends
// on whatever: nights on each other through the golden sample, watched numbers on each other. A stretch that would begin before the first
// night counts 0, so nights may be left out from the front after an alarm was closed: that only takes alarms away. So
// watched × nights / threshold bounds the expected false alarms a year; nothing is said of their spread: an unlucky golden sample brings several.
import { DRIFT, type GoldenSample, goldenSample, refuseNonFinite } from './drift.ts';
import {
  addTotals,
  type Direction,
  type DriftEvidence,
  evidenceAgainstGolden,
  type FreshTotals,
  NO_FRESH_SEEDS,
  totalsOfOne,
} from './evidence-against-golden.ts';
import { logMean } from './shift-mixture.ts';

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

const { durations, fewestSeeds, tolerance } = DRIFT;

/** The reading of the last night. */
export function detectShift({ golden, nights, shifts }: WatchedNights): ShiftReading {
  const sample = goldenSample(golden);
  return readingOf(
    nights.map((night, index) => totalsOfNight(night, { golden: sample, index })),
    { golden: sample, shifts },
  );
}

/** The readings of all nights, each as it was on that night. */
export function detectShiftEachNight({ golden, nights, shifts }: WatchedNights): ShiftReading[] {
  const sample = goldenSample(golden);
  const totals = nights.map((night, index) => totalsOfNight(night, { golden: sample, index }));
  return totals.map((_, index) => readingOf(totals.slice(0, index + 1), { golden: sample, shifts }));
}

function readingOf(
  nights: readonly FreshTotals[],
  law: { readonly golden: GoldenSample; readonly shifts: readonly number[] },
): ShiftReading {
  let most: { readonly since: number; readonly evidence: DriftEvidence } | null = null;
  let sum = NO_FRESH_SEEDS;
  let end = nights.length;
  const logs = durations.map((duration) => {
    const since = nights.length - duration;
    if (since < 0) return Number.NEGATIVE_INFINITY;
    for (; end > since; end--) sum = addTotals(nights[end - 1] ?? NO_FRESH_SEEDS, sum);
    if (sum.seeds < fewestSeeds) return Number.NEGATIVE_INFINITY;
    const evidence = evidenceAgainstGolden(sum, law);
    if (most === null || evidence.log > most.evidence.log) most = { since, evidence };
    return evidence.log;
  });
  return readingFrom(most, logs);
}

function readingFrom(
  most: { readonly since: number; readonly evidence: DriftEvidence } | null,
  logs: readonly number[],
): ShiftReading {
  if (most === null) return { log: 0, since: null, evidence: null, direction: null };
  const { since, evidence } = most;
  return { log: logMean(logs), since, evidence, direction: evidence.direction };
}

function totalsOfNight(
  night: readonly number[],
  { golden, index }: { readonly golden: GoldenSample; readonly index: number },
): FreshTotals {
  refuseNonFinite(night, `night ${index + 1}`);
  return night.reduce((sum, value) => addTotals(sum, totalsOfOne(value, { golden, tolerance })), NO_FRESH_SEEDS);
}
