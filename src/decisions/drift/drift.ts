// The registered parameters of drift (decisions.md B5, promise 18): declared before any night was run, in one place. A change
// here changes what an alarm means, so it belongs into the registration like a margin of a claim.

import { HarnessError } from '../../errors/harness-error.ts';
import { isConstant } from '../../statistics/paired-t.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';

export const DRIFT = {
  /**
   * The shifts that nights are made to find, up and down, in standard deviations of one seed: the smallest one and twice it. The
   * smallest alone would find 3 SD two seeds later; four times it would only cost where the smallest is what there is.
   */
  shifts: [1, 2],
  /**
   * The same on golden seeds run again, in standard deviations of the difference. Where the two runs of a seed have nothing in
   * common but their distribution, a shift of 1 is this much smaller; where they have much in common it is far larger.
   */
  pairedShifts: [Math.SQRT1_2, Math.SQRT2, 2 * Math.SQRT2],
  /** Expected false alarms a year over all watched numbers, before any confirmation. */
  falseAlarmsAYear: 1,
  /** Level of the confirmation of an alarm, one-sided, on seeds that had no part in the alarm. */
  confirmationLevel: 0.01,
  /** Seeds of a confirmation: a shift of 1.5 SD is confirmed against 40 golden seeds in over 99 %, one of 1 SD in 93 %. */
  confirmingSeeds: 24,
  /** Level of equivalence; golden seeds and fresh seeds are asked at half of it each. */
  equivalenceLevel: 0.05,
  /** The margin of equivalence: a quarter of the effect that the claim states, or else half a golden standard deviation. */
  margin: { ofClaimedEffect: 0.25, ofGoldenDeviation: 0.5 },
  /** Where a golden sample has one value only: the share of seeds that may leave it, or move beyond the margin. */
  shareMargin: 0.25,
  /** Numerically close: |now - golden| <= absolute + relative · |golden|. */
  tolerance: { absolute: 1e-6, relative: 1e-5 },
  /** Golden seeds whose bytes must be equal for the verdict "identical". */
  fewestReplays: 2,
  /** No look before so many seeds: t evidence of fewer takes one outlier of heavy-tailed noise for a shift. */
  fewestSeeds: 8,
  /** How many nights a shift may have lasted when the detector finds it, each as likely; the last means "or longer". */
  durations: [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233],
} as const;

/** When a night must find a regression that was planted into it. */
export const PLANTED = {
  /** Power from which on a night is invalid if it misses one: one night in a thousand by chance. */
  power: 0.999,
  /** So many golden SDs no sound detector misses, whatever power it states of itself. */
  surelyFound: 5,
} as const;

/**
 * The margin of equivalence in raw units, by the registered rule (decisions.md B5): a quarter of the effect that the claim states, or half
 * a golden standard deviation where it states none.
 * @param claimedEffect null where the claim states none, or the number is a vital sign; the margin is null without any spread
 */
export function driftMargin(golden: readonly number[], claimedEffect: number | null): number | null {
  const { ofClaimedEffect, ofGoldenDeviation } = DRIFT.margin;
  if (claimedEffect !== null && claimedEffect !== 0) return ofClaimedEffect * Math.abs(claimedEffect);
  const { deviation } = goldenSample(golden);
  return deviation === null || deviation === 0 ? null : ofGoldenDeviation * deviation;
}

/**
 * Whether two numbers of one seed are the same but for rounding, by a declared absolute and relative tolerance (decisions.md B5, D2).
 * @param numbers the golden number, to which the relative part refers, and today's
 */
export function isNumericallyClose(
  { golden, now }: { readonly golden: number; readonly now: number },
  { absolute, relative }: Readonly<Record<'absolute' | 'relative', number>> = DRIFT.tolerance,
): boolean {
  return Math.abs(now - golden) <= absolute + relative * Math.abs(golden);
}

export interface GoldenSample {
  readonly seeds: number;
  readonly mean: number;
  /** Of one seed; 0 if all seeds have one value up to rounding, null for fewer than two seeds. */
  readonly deviation: number | null;
}

// A golden sample as evidence sees it: how many seeds, where they lie and how far they spread. Where
// all have one value there is no spread to measure in: then all that counts is how many fresh seeds leave it.
export function goldenSample(values: readonly number[]): GoldenSample {
  refuseNonFinite(values, 'golden sample');
  const { count: seeds, mean, standardDeviation } = sampleMoments(values);
  if (standardDeviation === null) return { seeds, mean, deviation: null };
  // Distances are divided by it: one that no double holds is the largest.
  return { seeds, mean, deviation: isConstant(values) ? 0 : Math.min(standardDeviation, Number.MAX_VALUE) };
}

/** Drift is judged on numbers only: a value that is not finite is a broken run, which is no result (decisions.md promise 11). */
export function refuseNonFinite(values: readonly number[], where: string): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index === -1) return;
  throw new HarnessError('not-finite', {
    what: 'Drift cannot be judged: a value is not a finite number.',
    where: `${where}, value ${index + 1} of ${values.length}`,
    got: String(values[index]),
    expected: 'one finite number a seed',
    next: 'find the run that gave it: a run that failed is a failure code in its record, never a number',
  });
}
