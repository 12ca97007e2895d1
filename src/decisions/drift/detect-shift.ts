// Drift that began at an unknown time (a driver, hardware; decision-rules B5): every night, the fresh seeds of the last 1, 2, 3, 5, 8, ...
// nights against the FIXED golden sample, and the mean of these e-values. It differs from the recursion M ← (M + 1) · e of B5 on purpose.
// There every factor is taken against the same golden sample, so factors are not independent and no martingale bounds M. Here each
// summand is a two-sample e-value, whose mean over golden samples is at most 1 without a shift, so their mean is at most 1 on every
// single night, and by Markov an alarm at `threshold` has a chance of at most 1 / threshold a night and number. Expectations add up
// whatever depends on whatever: the nights on each other through the golden sample, the numbers on each other, what was done after an
// alarm. So watched × nights / threshold bounds the expected false alarms; nothing is said of their spread: an unlucky golden sample brings several.
import { DRIFT } from './drift.ts';
import { type Direction, type DriftEvidence, evidenceAgainstGolden } from './evidence-against-golden.ts';
import { addTotals, type FreshTotals, NO_FRESH_SEEDS, totalsOfOne } from './fresh-totals.ts';
import { type GoldenSample, goldenSample } from './golden-sample.ts';
import { logMean } from './log-mean.ts';
import { refuseNonFinite } from './refuse-non-finite.ts';

export interface WatchedNights {
  readonly golden: readonly number[];
  /** The fresh values of each night, in the order of the nights; a night without valid values is empty. */
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

const { durations, fewestSeeds, tolerance } = DRIFT;
const LONGEST = durations[durations.length - 1] ?? 1;

function readingOf(
  nights: readonly FreshTotals[],
  law: { readonly golden: GoldenSample; readonly shifts: readonly number[] },
): ShiftReading {
  const last = nights.length - 1;
  const logs: number[] = [];
  let sum = NO_FRESH_SEEDS;
  let most: { readonly since: number; readonly evidence: DriftEvidence } | null = null;
  let ofLongest = 0;
  for (let back = 0; back <= last && back < LONGEST; back++) {
    sum = addTotals(nights[last - back] ?? NO_FRESH_SEEDS, sum);
    const isLast = back === last;
    const duration = durations.find((one) => one === back + 1);
    if (duration === undefined && !isLast) continue;
    const evidence = sum.seeds < fewestSeeds ? null : evidenceAgainstGolden(sum, law);
    ofLongest = evidence?.log ?? 0;
    if (duration !== undefined) logs.push(ofLongest);
    if (evidence !== null && (most === null || evidence.log > most.evidence.log))
      most = { since: last - back, evidence };
  }
  // A stretch that would begin before the first night is all the nights there are.
  while (logs.length < durations.length) logs.push(ofLongest);
  const { since, evidence } = most ?? { since: null, evidence: null };
  return { log: logMean(logs), since, evidence, direction: evidence?.direction ?? null };
}

function totalsOfNight(
  night: readonly number[],
  { golden, index }: { readonly golden: GoldenSample; readonly index: number },
): FreshTotals {
  refuseNonFinite(night, `night ${index + 1}`);
  return night.reduce((sum, value) => addTotals(sum, totalsOfOne(value, { golden, tolerance })), NO_FRESH_SEEDS);
}
