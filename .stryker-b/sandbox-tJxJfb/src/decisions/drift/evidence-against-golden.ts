// The evidence that fresh seeds hold against a golden sample, from their totals: the two-sample t statistic with pooled spread through
// the mixture of shifts, or counts where the golden sample has one value only. Which of the two is settled by the golden sample alone.

import { logMean, logNoncentralTRatios } from '../../statistics/noncentral-t.ts';
import { clampToFinite, isConstant } from '../../statistics/paired-t.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';
import { type GoldenSample, goldenSample, isNumericallyClose, refuseNonFinite } from './drift.ts';

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

/** What fresh seeds hold against a golden sample, as sums that add up seed by seed and night by night, in units of the golden sample. */
export interface FreshTotals {
  readonly seeds: number;
  /** In golden deviations from the golden mean; in raw units for a golden sample of one value. */
  readonly mean: number;
  /** Squared distances from their own mean, in squared golden deviations. */
  readonly squares: number;
  /** Seeds that are not numerically close to the golden mean. */
  readonly differing: number;
}

/** Beyond this many golden deviations a value is as far away as can be said; its square is still a double. */
const FARTHEST = 1e150;

export const NO_FRESH_SEEDS: FreshTotals = { seeds: 0, mean: 0, squares: 0, differing: 0 };

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

interface DifferingSeeds {
  /** All of them with the one value. */
  readonly golden: number;
  readonly fresh: number;
  readonly differing: number;
}

/**
 * Evidence from counts, for a golden sample of one value only (an accuracy that is 1 in every seed): how many fresh seeds leave it.
 * Universal inference (Wasserman, Ramdas & Balakrishnan 2020): the chance of both counts under two shares of their own, each drawn from
 * Jeffreys' law, over their chance under the best common share. No common share makes it ever reach 1 / alpha with a chance above alpha.
 * Against 40 golden seeds one fresh seed that differs weighs 5 to 1, two 100 to 1, four 16,000 to 1. Natural logarithm of the e-value; the
 * chance that none differs under shares of their own is not evidence, so it is below 0.
 */
export function differingSeedsEvidence({ golden, fresh, differing }: DifferingSeeds): number {
  const all = golden + fresh;
  if (fresh === 0 || golden === 0) return 0;
  const apart = logJeffreys(golden, 0) + logJeffreys(fresh, differing);
  return apart - timesLog(differing, differing / all) - timesLog(all - differing, (all - differing) / all);
}

/** ln of the chance of one sequence of `of` seeds with `count` that differ, their share drawn from Beta(1/2, 1/2). */
function logJeffreys(of: number, count: number): number {
  let log = 0;
  for (let index = 0; index < of; index++) {
    const numerator = index < count ? index + 0.5 : index - count + 0.5;
    log += Math.log(numerator / (index + 1));
  }
  return log;
}

function timesLog(times: number, share: number): number {
  return times === 0 ? 0 : times * Math.log(share);
}

/** What fresh seeds hold together. @param where they are from, for a refusal */
export function totalsOf(values: readonly number[], golden: GoldenSample, where: string): FreshTotals {
  refuseNonFinite(values, where);
  return values.reduce((sum, value) => addTotals(sum, totalsOfOne(value, golden)), NO_FRESH_SEEDS);
}

function totalsOfOne(value: number, golden: GoldenSample): FreshTotals {
  const distance = (value - golden.mean) / (golden.deviation || 1);
  const mean = Math.max(-FARTHEST, Math.min(FARTHEST, distance));
  const differing = isNumericallyClose({ golden: golden.mean, now: value }) ? 0 : 1;
  return { seeds: 1, mean, squares: 0, differing };
}

/** Of the seeds of both (Chan, Golub & LeVeque 1979): nothing cancels, however many are added. */
export function addTotals(one: FreshTotals, other: FreshTotals): FreshTotals {
  const seeds = one.seeds + other.seeds;
  if (seeds === 0) return NO_FRESH_SEEDS;
  const between = other.mean - one.mean;
  return {
    seeds,
    mean: one.mean + (between * other.seeds) / seeds,
    squares: one.squares + other.squares + between ** 2 * ((one.seeds * other.seeds) / seeds),
    differing: one.differing + other.differing,
  };
}

interface TwoSamples {
  readonly golden: readonly number[];
  /** In the order of their seeds; the evidence after all of them depends on no order. */
  readonly fresh: readonly number[];
  /** Shifts to look for, up and down, in standard deviations of one seed (DRIFT.shifts). */
  readonly shifts: readonly number[];
}

// Fresh seeds against the golden sample, looked at after every seed (decisions.md B5, D3): they show a golden sample that was lucky, and a
// machine or a library that changed under the code. Marginally over the golden sample this is an e-process, however often it is looked
// at; given one golden sample it is not, so alarms of many nights are budgeted by their expected number (alarm-budget.ts).

/** After each fresh seed, the first included. */
export function twoSampleEvidence({ golden, fresh, shifts }: TwoSamples): DriftEvidence[] {
  refuseNonFinite(fresh, 'fresh sample');
  const sample = goldenSample(golden);
  let totals = NO_FRESH_SEEDS;
  return fresh.map((value) => {
    totals = addTotals(totals, totalsOfOne(value, sample));
    return evidenceAgainstGolden(totals, { golden: sample, shifts });
  });
}

/** After the last of them alone, which is all that a night needs. */
export function lastTwoSampleEvidence({ golden, fresh, shifts }: TwoSamples): DriftEvidence {
  const sample = goldenSample(golden);
  return evidenceAgainstGolden(totalsOf(fresh, sample, 'fresh sample'), { golden: sample, shifts });
}

/** One golden seed: what it gave then, and what it gives now. */
export interface GoldenPair {
  readonly golden: number;
  readonly now: number;
}

export interface PairedEvidence extends DriftEvidence {
  /** Every seed gave the very same number again. */
  readonly isIdentical: boolean;
}

// Golden seeds run again by today's code against what they gave then (decisions.md B5, D2 and D3): seed by seed, so that only a change of
// code or machine shows, never the luck of the seeds. One-sample t evidence in both directions on the differences.

/** After all pairs. @param shifts in standard deviations of the differences (DRIFT.pairedShifts) */
export function pairedEvidence({
  pairs,
  shifts,
}: {
  readonly pairs: readonly GoldenPair[];
  readonly shifts: readonly number[];
}): PairedEvidence {
  const differences = differencesOf(pairs);
  const seeds = differences.length;
  const isIdentical = seeds > 0 && differences.every((difference) => difference === 0);
  const { mean, standardDeviation } = sampleMoments(differences);
  const direction = seeds === 0 ? null : directionOf(mean);
  if (standardDeviation === null || isIdentical) return { seeds, log: 0, statistic: null, direction, isIdentical };
  if (isConstant(differences)) {
    // All moved by the same: a fair coin a seed, of which the first settles the side.
    return { seeds, log: (seeds - 1) * Math.LN2, statistic: null, direction, isIdentical };
  }
  const precision = Math.sqrt(seeds);
  const statistic = clampToFinite((mean / Math.max(standardDeviation, Number.MIN_VALUE)) * precision);
  const log = logShiftMixture(statistic, { degreesOfFreedom: seeds - 1, precision, shifts });
  return { seeds, log, statistic, direction, isIdentical };
}

/** now - golden, finite. */
export function differencesOf(pairs: readonly GoldenPair[]): number[] {
  refuseNonFinite(
    pairs.flatMap(({ golden, now }) => [golden, now]),
    'golden seeds run again (golden, now, golden, now, ...)',
  );
  return pairs.map(({ golden, now }) => clampToFinite(now - golden));
}

// Evidence of a shift in either direction from a t statistic: its likelihood ratio averaged over the declared shifts,
// each up and down (decisions.md B5, D3; decisions.md B1 has one direction of it). Even in the statistic, and rising in its size.
// With a fixed golden sample and fresh values that grow, the ratio is a martingale for every mean and variance that both share: the
// t statistic is all that location and scale leave of them (Hall, Wijsman & Ghosh 1965). So it ever reaches 1 / alpha with a chance of at most alpha.

interface ShiftedT {
  readonly degreesOfFreedom: number;
  /** Standard errors in one standard deviation: √n for n differences, √(nm / (n + m)) for two samples. */
  readonly precision: number;
  /** Shifts to average over, each up and down, in standard deviations of one value. */
  readonly shifts: readonly number[];
}

/** Natural logarithm of the e-value. */
export function logShiftMixture(statistic: number, { degreesOfFreedom, precision, shifts }: ShiftedT): number {
  const up = shifts.map((shift) => shift * precision);
  const noncentralities = [...up, ...up.map((noncentrality) => -noncentrality)];
  return logMean(logNoncentralTRatios(statistic, { degreesOfFreedom, noncentralities }));
}
