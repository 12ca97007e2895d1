// A year of nights of one watched number, through the rule itself: alarms, confirmations and verdicts. Numbers are drawn before; what is
// surely silent is passed over.
import { confirmAlarm } from '../../src/decisions/drift/confirm-alarm.ts';
import { detectShift } from '../../src/decisions/drift/detect-shift.ts';
import { DRIFT, driftMargin, isNumericallyClose } from '../../src/decisions/drift/drift.ts';
import type { DriftJudgement } from '../../src/decisions/drift/drift-judgement.ts';
import type { Direction } from '../../src/decisions/drift/evidence-against-golden.ts';
import { judgeDrift } from '../../src/decisions/drift/judge-drift.ts';
import { isConstant } from '../../src/statistics/paired-t.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import { budgetOf, type NightPlan } from './night-plan.ts';
import { differingBars, pairedBars, twoSampleBars } from './surely-silent.ts';

/** What one number shows over a year. */
export interface WatchedYear {
  readonly golden: readonly number[];
  readonly nights: readonly (readonly number[])[];
  /** Golden seeds run again on a night whose code is new; null on other nights. */
  readonly again: readonly (readonly number[] | null)[];
  /** Fresh seeds to confirm an alarm of this night. */
  readonly confirm: (night: number) => readonly number[];
}

export interface NightAlarm {
  readonly night: number;
  readonly from: readonly string[];
  readonly direction: Direction;
  readonly verdict: DriftJudgement['verdict'];
}

export type WatchYear = (year: WatchedYear) => NightAlarm[];

/** The procedure under this plan; it remembers its bars from year to year. */
export function watchYear(plan: NightPlan): WatchYear {
  const { alpha, detectorThreshold } = budgetOf(plan);
  const threshold = detectorThreshold ?? Number.POSITIVE_INFINITY;
  const bars = {
    fresh: barsOf(plan, Math.log(2 / alpha)),
    detector: barsOf(plan, Math.log(threshold)),
    paired: pairedBars({ shifts: DRIFT.pairedShifts, log: Math.log(2 / alpha) }),
  };
  return (year) => {
    const { golden, nights, again, confirm } = year;
    const margin = driftMargin(golden, null);
    const isQuiet = quietNights(year);
    const alarms: NightAlarm[] = [];
    let since = 0;
    let begin = 0;
    let pairs: readonly { golden: number; now: number }[] = [];
    for (let night = 0; night < nights.length; night++) {
      const now = again[night];
      if (now) {
        since = night;
        pairs = now.map((value, index) => ({ golden: golden[index] ?? 0, now: value }));
      }
      // Pairs stay the same until the code changes again: they raise their alarm once.
      const isNewPairs = now !== null && now !== undefined;
      if (isQuiet({ night, since, begin, pairs: isNewPairs ? pairs : [] }, bars)) continue;
      const question = {
        name: 'watched',
        differingInputs: ['code'],
        replays: { compared: pairs.length, equal: 0, areRepeatsEqual: true },
        pairs: isNewPairs ? pairs : [],
        golden,
        fresh: nights.slice(since, night + 1).flat(),
        detector: {
          reading: detectShift({ golden, nights: nights.slice(begin, night + 1), shifts: DRIFT.shifts }),
          threshold,
        },
        margin,
        alpha,
        confirmation: null,
      } as const;
      const first = judgeDrift(question);
      const direction = first.needsConfirmation;
      if (direction === null) continue;
      const sample = { from: 'fresh-seeds', golden, fresh: confirm(night) } as const;
      const confirmation = confirmAlarm(sample, { direction, level: DRIFT.confirmationLevel, margin });
      const { verdict, isFalseAlarm, alarms: raised } = judgeDrift({ ...question, confirmation });
      alarms.push({ night, from: raised.map(({ from }) => from), direction, verdict });
      // A confirmed alarm is answered by a new golden sample; one that is closed as false takes the nights before with it.
      if (!isFalseAlarm) break;
      since = night + 1;
      begin = night + 1;
    }
    return alarms;
  };
}

type Bar = (seeds: number) => number;

interface FreshBars {
  readonly statistic: Bar;
  readonly differing: Bar;
}

interface Bars {
  readonly fresh: FreshBars;
  readonly detector: FreshBars;
  readonly paired: Bar;
}

function barsOf({ goldenSeeds }: NightPlan, log: number): FreshBars {
  return {
    statistic: twoSampleBars(goldenSeeds, { shifts: DRIFT.shifts, log }),
    differing: differingBars(goldenSeeds, log),
  };
}

/** By sums over the nights so far, in units of the golden sample. */
function quietNights({ golden, nights }: WatchedYear) {
  const isOneValue = isConstant(golden);
  const { mean, standardDeviation, count } = sampleMoments(golden);
  const isFar = (now: number) => !isNumericallyClose({ golden: mean, now }, DRIFT.tolerance);
  const unit = isOneValue ? 1 : (standardDeviation ?? 1);
  const [seeds, sums, squares, differing] = [[0], [0], [0], [0]];
  for (const [index, night] of nights.entries()) {
    const distances = night.map((value) => (value - mean) / unit);
    seeds.push((seeds[index] ?? 0) + night.length);
    sums.push((sums[index] ?? 0) + distances.reduce((sum, one) => sum + one, 0));
    differing.push((differing[index] ?? 0) + night.filter((now) => isFar(now)).length);
    squares.push((squares[index] ?? 0) + distances.reduce((sum, one) => sum + one * one, 0));
  }
  const between = (of: readonly number[], first: number, end: number) => (of[end] ?? 0) - (of[first] ?? 0);
  const isShort = (bars: FreshBars, first: number, end: number): boolean => {
    const fresh = between(seeds, first, end);
    if (fresh < DRIFT.fewestSeeds) return true;
    const average = between(sums, first, end) / fresh;
    const spread = between(squares, first, end) - fresh * average ** 2;
    if (isOneValue) return between(differing, first, end) < bars.differing(fresh);
    const error = Math.sqrt(((count - 1 + spread) / (count + fresh - 2)) * (1 / count + 1 / fresh));
    return Math.abs(average) / error < bars.statistic(fresh);
  };
  return (
    {
      night,
      since,
      begin,
      pairs,
    }: { night: number; since: number; begin: number; pairs: readonly { golden: number; now: number }[] },
    bars: Bars,
  ): boolean => {
    const end = night + 1;
    if (pairs.length > 0 && !arePairsQuiet(pairs, bars.paired)) return false;
    if (!isShort(bars.fresh, since, end)) return false;
    return DRIFT.durations.every((duration) => end - duration < begin || isShort(bars.detector, end - duration, end));
  };
}

function arePairsQuiet(pairs: readonly { golden: number; now: number }[], bar: Bar): boolean {
  const differences = pairs.map(({ golden, now }) => now - golden);
  if (isConstant(differences)) return differences.every((difference) => difference === 0);
  const { mean, standardDeviation, count } = sampleMoments(differences);
  return (Math.abs(mean) / (standardDeviation ?? 0)) * Math.sqrt(count) < bar(count);
}
